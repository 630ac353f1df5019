/// Convolutions and transposed convolutions.
package protocol ConvolutionKernels {
  /// The gradient on a convolution's input, through the activation that made that input:
  /// `inputGradient[q, i, n] = slope(input[q, i, n]) · Σ_(tap, p) Σ_o weights[tap][o, i] · gradient[p, o, n]`,
  /// for some positions q.
  ///
  /// - Parameters:
  ///   - sums: the adjoint of the convolution, with its weights.
  ///   - gradient: `[height · width · filters, batch]` of the output.
  ///   - input: `[height · width · channels, batch]` of the input, what the layer before kept of `activation`.
  ///   - inputGradient: the same.
  static func convolutionBackward(
    _ sums: ConvolutionSums, gradient: Panels, input: Panels, inputGradient: Panels,
    activation: Activation, positions: Range<Int>, panels: Range<Int>)

  /// `output[p, o, n] = activation(Σ_(tap, q) Σ_i weights[tap][o, i] · input[q, i, n] + bias[o])`, for
  /// some positions p.
  ///
  /// - Parameters:
  ///   - sums: the convolution, with its weights.
  ///   - bias: `[filters]`.
  ///   - input: `[height · width · channels, batch]` of the input.
  ///   - output: the same of the output.
  ///   - slopes: the same, as in `denseForward`.
  static func convolutionForward(
    _ sums: ConvolutionSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels?,
    activation: Activation, positions: Range<Int>, panels: Range<Int>)

  /// `convolutionForward` for few filters and four panels at a time: a tile of 8 rows would be empty for
  /// the most part, so each row is made alone, for 128 examples.
  ///
  /// - Parameter panel: the first of the four.
  static func convolutionForwardThin(
    _ sums: ConvolutionSums, bias: UnsafePointer<Float>, input: Panels, output: Panels,
    slopes: Panels?,
    activation: Activation, positions: Range<Int>, panel: Int)

  /// Adds a block of positions of one panel to the gradient of a convolution's weights.
  ///
  /// - Parameters:
  ///   - rowSide, columnSide: the layer's input and the gradient on its output, one or the other way
  ///     round: `[height · width · channels, batch]`.
  ///   - first: whether the result holds nothing yet.
  ///   - scratch: `sums.transposedCount + sums.gatheredCount` elements.
  ///   - result: the weights' shape.
  static func convolutionWeightGradient(
    _ sums: WeightGradientPlan, rowSide: Panels, columnSide: Panels, panel: Int, block: Int,
    first: Bool,
    scratch: UnsafeMutablePointer<Float>, result: Panels)

  /// `result[o, lane] = result[o, lane] + Σ_p gradient[p, o, n]` for some positions p of one panel, the
  /// examples n and n + 16 in one lane. The columns beyond the batch are zero in a gradient.
  static func addChannels(
    _ gradient: Panels, channels: Int, panel: Int, positions: Range<Int>, first: Bool,
    result: UnsafeMutablePointer<Float>)

  /// `result[i] = Σ_k parts[k * stride + i]`, in ascending order, for some vectors of 16.
  static func addParts(
    _ parts: UnsafePointer<Float>, count: Int, stride: Int, result: UnsafeMutablePointer<Float>,
    vectors: Range<Int>)

  /// `result[c] = Σ_lane Σ_k parts[k * stride + 16 * c + lane]`: over k in ascending order, then as a tree.
  static func addPartsAndLanes(
    _ parts: UnsafePointer<Float>, count: Int, stride: Int, result: UnsafeMutablePointer<Float>,
    channels: Int)
}
