/// The products of a layer that passes over terms that are zero.
package protocol SparseKernels {
  /// Lists the rows of a matrix in which any of a panel's 32 columns is not zero, for some panels.
  ///
  /// - Parameters:
  ///   - matrix: `[rows, columns]`.
  ///   - lists: one for each panel.
  ///   - tileStride: of the matrix `[rows, …]` whose transpose is to be multiplied by this one.
  static func listNonzeroRows(
    _ matrix: Panels, lists: NonzeroLists, tileStride: Int, panels: Range<Int>)

  /// Lists the columns of a matrix in which any of a tile row's eight rows is not zero, for some tile rows.
  ///
  /// - Parameters:
  ///   - matrix: `[rows, columns]`, with padding rows of zeros.
  ///   - lists: one for each tile row.
  static func listNonzeroColumns(_ matrix: Panels, lists: NonzeroLists, tileRows: Range<Int>)

  /// The output of a dense layer with transposed weights, for some tiles: that of `denseForward`, bit by bit, from
  /// the inputs that are not zero.
  ///
  /// - Parameters:
  ///   - weights: `[inputs, outputs]`.
  ///   - bias: `[outputs]`.
  ///   - input: `[inputs, batch]`.
  ///   - nonzero: the inputs that are not all zero, for each panel.
  ///   - output: `[outputs, batch]`.
  ///   - slopes: `[outputs, batch]`: the activation's slopes, where it keeps them; nil where there is no way back.
  static func sparseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, nonzero: NonzeroLists,
    output: Panels,
    slopes: Panels?, activation: Activation, tileRows: Range<Int>, panels: Range<Int>)

  /// The gradient on the input of a dense layer with transposed weights, for some tiles: that of `denseBackward`, bit
  /// by bit.
  ///
  /// - Parameters:
  ///   - weights: `[inputs, outputs]`.
  ///   - gradient: `[outputs, batch]`.
  ///   - input: `[inputs, batch]`, the output of `activation`, or its slopes where it keeps them.
  ///   - inputGradient: `[inputs, batch]`.
  static func sparseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>)

  /// A step of Adam on the transposed weights of a dense layer, for some tiles: that of `weightStep`, bit by bit, from
  /// the examples in which inputs are not zero.
  ///
  /// - Parameters:
  ///   - input: `[inputs, batch]`.
  ///   - nonzero: the examples whose eight inputs are not all zero, for each tile row.
  ///   - gradient: that on the layer's output transposed, `[batch, outputs]`.
  ///   - weights: `[inputs, outputs]`, as are both moments.
  static func sparseWeightStep(
    input: Panels, nonzero: NonzeroLists, gradient: Panels, weights: Panels,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    step: AdamStep, tileRows: Range<Int>, panels: Range<Int>)
}
