/// Fully connected layers and what activates a layer.
package protocol DenseKernels {
  /// Applies an activation to numbers of their own.
  ///
  /// - Parameters:
  ///   - source, result: `[rows, columns]`.
  static func activateRows(
    _ source: Panels, activation: Activation, result: Panels, panels: Range<Int>)

  /// Carries a gradient back through an activation that stands alone: times the slope, in place.
  ///
  /// - Parameters:
  ///   - output: the activation's, `[rows, batch]`.
  ///   - gradient: `[rows, batch]`, zero beyond the batch afterwards.
  static func activationBackward(
    output: Panels, activation: Activation, gradient: Panels, panels: Range<Int>)

  /// The gradient on a layer's input, through the activation that made that input:
  /// `inputGradient[i, n] = slope(kept: input[i, n]) · Σ_o weights[o, i] · gradient[o, n]`, for some tiles.
  ///
  /// - Parameters:
  ///   - weights: `[outputs, inputs]`.
  ///   - gradient: `[outputs, batch]`.
  ///   - input: `[inputs, batch]`, the output of `activation`, or its slopes where it keeps them.
  ///   - inputGradient: `[inputs, batch]`.
  static func denseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>)

  /// `output[o, n] = activation(Σ_i weights[o, i] · input[i, n] + bias[o])`, for some tiles.
  ///
  /// - Parameters:
  ///   - weights: `[outputs, inputs]`.
  ///   - bias: `[outputs]`.
  ///   - input: `[inputs, batch]`.
  ///   - output: `[outputs, batch]`.
  ///   - slopes: `[outputs, batch]`: the activation's slopes, where it keeps them. `nil` where there is
  ///     no way back.
  static func denseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels, slopes: Panels?,
    activation: Activation, tileRows: Range<Int>, panels: Range<Int>)

  /// `result[o, i] = Σ_n gradient[o, n] · input[n, i]`, for some tiles.
  ///
  /// - Parameters:
  ///   - gradient: `[outputs, batch]`.
  ///   - input: the layer's input transposed, `[batch, inputs]`.
  ///   - result: `[outputs, inputs]`.
  static func weightGradient(
    gradient: Panels, input: Panels, result: Panels, tileRows: Range<Int>, panels: Range<Int>)

  /// `result[o] = Σ_n gradient[o, n]`, for all rows: 32 lanes along the panels, then a fixed tree. The
  /// columns beyond the batch are zero in a gradient.
  static func biasGradient(gradient: Panels, result: UnsafeMutablePointer<Float>)
}
