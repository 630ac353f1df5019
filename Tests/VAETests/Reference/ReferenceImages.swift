/// A large image and the small one that a convolution with TensorFlow's "same" padding makes of it: as
/// many lines of zeros as the last position's kernel needs, an odd one below and to the right.
struct ReferenceImages {
  let large: (height: Int, width: Int)
  let kernel: Int
  let stride: Int

  var small: (height: Int, width: Int) {
    ((large.height + stride - 1) / stride, (large.width + stride - 1) / stride)
  }

  var taps: Int { kernel * kernel }

  private func before(_ small: Int, _ large: Int) -> Int {
    max(0, (small - 1) * stride + kernel - large) / 2
  }

  /// Calls `body` with each tap, position of the small image and position of the large one that it reads
  /// there.
  func forEachPair(_ body: (_ tap: Int, _ small: Int, _ large: Int) -> Void) {
    let small = small
    let (top, left) = (before(small.height, large.height), before(small.width, large.width))
    for y in 0..<small.height {
      for x in 0..<small.width {
        for tap in 0..<taps {
          let row = y * stride - top + tap / kernel
          let column = x * stride - left + tap % kernel
          guard row >= 0, row < large.height, column >= 0, column < large.width else { continue }
          body(tap, y * small.width + x, row * large.width + column)
        }
      }
    }
  }
}
