import Kernels

/// The sizes of a convolution with a 3×3 kernel and "same" padding, and from its definition the inputs
/// and outputs that each tap joins.
struct ConvolutionLayer {
  let plan: ConvolutionPlan
  let batch: Int
  private let stride: Int
  private let transposed: Bool

  static let kernel = (height: 3, width: 3)

  /// - Parameter target: the height and width of a transposed convolution's output.
  init(
    _ input: (Int, Int, Int), filters: Int, stride: Int, batch: Int, target: (Int, Int)? = nil
  ) {
    let shape = ImageShape(height: input.0, width: input.1, channels: input.2)
    (self.stride, self.batch, transposed) = (stride, batch, target != nil)
    if let target {
      plan = ConvolutionPlan(
        transposing: shape, toHeight: target.0, width: target.1, filters: filters,
        kernel: ConvolutionLayer.kernel, stride: stride)
    } else {
      plan = ConvolutionPlan(
        input: shape, filters: filters, kernel: ConvolutionLayer.kernel, stride: stride)
    }
  }

  /// A tap and the positions of the output and of the input that it joins.
  struct Pair {
    let tap, output, input: Int
  }

  var pairs: [Pair] {
    let (small, large) = transposed ? (plan.input, plan.output) : (plan.output, plan.input)
    func before(_ small: Int, _ large: Int, _ kernel: Int) -> Int {
      max(0, (small - 1) * stride + kernel - large) / 2
    }
    let (height, width) = ConvolutionLayer.kernel
    let top = before(small.height, large.height, height)
    let left = before(small.width, large.width, width)
    var pairs: [Pair] = []
    for place in 0..<small.positions {
      for tap in 0..<plan.taps {
        let y = place / small.width * stride - top + tap / width
        let x = place % small.width * stride - left + tap % width
        guard y >= 0, y < large.height, x >= 0, x < large.width else { continue }
        let other = y * large.width + x
        pairs.append(
          transposed
            ? Pair(tap: tap, output: other, input: place)
            : Pair(tap: tap, output: place, input: other))
      }
    }
    return pairs
  }
}
