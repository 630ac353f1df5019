/// How many lines of zeros are around an image.
package enum Padding: Sendable, Equatable {
  /// As many as make the output's size that of the input divided by the stride, rounded up; an odd one
  /// goes to the bottom or to the right.
  case same
  case explicit(top: Int, bottom: Int, left: Int, right: Int)
}

/// Which positions of a large image and of a small one each tap of a convolution joins.
///
/// The convolution goes from the large image to the small one: position (y, x) of the small one reads
/// (y · stride − top + ky, x · stride − left + kx) of the large one at tap ky · kernelWidth + kx, where
/// there is such a position. The transposed convolution goes the other way.
struct ConvolutionGeometry {
  private let rows, columns: Axis

  /// - Parameters:
  ///   - height, width: of the large image.
  ///   - kernel: its height and width.
  init(
    height: Int, width: Int, kernel: (height: Int, width: Int), stride: Int, padding: Padding
  ) {
    switch padding {
    case .same:
      rows = Axis(size: height, kernel: kernel.height, stride: stride)
      columns = Axis(size: width, kernel: kernel.width, stride: stride)
    case .explicit(let top, let bottom, let left, let right):
      rows = Axis(
        size: height, kernel: kernel.height, stride: stride, before: top, after: bottom)
      columns = Axis(
        size: width, kernel: kernel.width, stride: stride, before: left, after: right)
    }
  }

  /// Of the small image.
  var height: Int { rows.outputs }
  var width: Int { columns.outputs }
  var kernelHeight: Int { rows.kernel }
  var taps: Int { rows.kernel * columns.kernel }

  /// Calls `body` for each tap with each pair of positions that it joins, of the small image and of the
  /// large one; for each tap both ascend.
  func forEachPair(_ body: (_ tap: Int, _ small: Int, _ large: Int) -> Void) {
    for ky in 0..<rows.kernel {
      for kx in 0..<columns.kernel {
        for y in 0..<rows.outputs {
          guard let row = rows.input(y, ky) else { continue }
          for x in 0..<columns.outputs {
            guard let column = columns.input(x, kx) else { continue }
            body(ky * columns.kernel + kx, y * columns.outputs + x, row * columns.size + column)
          }
        }
      }
    }
  }
}

/// One of the two directions of an image.
private struct Axis {
  let size, kernel, stride, before, outputs: Int

  /// TensorFlow's rule for "same".
  init(size: Int, kernel: Int, stride: Int) {
    let outputs = (size + stride - 1) / stride
    let total = max(0, (outputs - 1) * stride + kernel - size)
    self.init(
      size: size, kernel: kernel, stride: stride, before: total / 2, after: total - total / 2)
  }

  init(size: Int, kernel: Int, stride: Int, before: Int, after: Int) {
    precondition(size > 0 && kernel > 0 && stride > 0 && before >= 0 && after >= 0)
    precondition(size + before + after >= kernel)
    (self.size, self.kernel, self.stride, self.before) = (size, kernel, stride, before)
    outputs = (size + before + after - kernel) / stride + 1
  }

  /// What output `output` reads at `tap`, if it is not padding.
  func input(_ output: Int, _ tap: Int) -> Int? {
    let place = output * stride - before + tap
    return place >= 0 && place < size ? place : nil
  }
}
