/// What normalising flows are made of beside dense layers.
package protocol FlowKernels {
  /// An affine coupling (Dinh et al. 2017, equations 7 and 8) on the half that it changes:
  /// y = x·exp(s) + t with s = c·tanh(raw/c), c = `CouplingScale.bound`, whose log|det ∂y/∂x| is Σ_j s_j.
  ///
  /// - Parameters:
  ///   - parameters: `[2·rows, batch]`: t above raw, which becomes s.
  ///   - input: x, `[rows, batch]`.
  ///   - output: y, `[rows, batch]`; it may be x.
  ///   - logDeterminant: Σ_j s_j in ascending order is added to it, `[panels · 32]`.
  static func couplingForward(
    parameters: Panels, input: Panels, output: Panels, logDeterminant: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// Undoes a coupling: x = (y − t)·exp(−s).
  ///
  /// - Parameters:
  ///   - parameters: `[2·rows, batch]`: t above raw.
  ///   - output: y, `[rows, batch]`.
  ///   - input: x, `[rows, batch]`; it may be y.
  static func couplingInverse(parameters: Panels, output: Panels, input: Panels, panels: Range<Int>)

  /// The way back through `couplingForward`, of a loss that has weight · (−log|det|) in it.
  ///
  /// - Parameters:
  ///   - parameters: as the way forward left them, t above s.
  ///   - input: x, `[rows, columns]`; finite in all columns.
  ///   - gradient: on y, `[rows, columns]`, 0 where there is no example; becomes that on x.
  ///   - weights: what −log|det| of each column is multiplied by, `[panels · 32]`, whatever where there
  ///     is no example.
  ///   - batch: examples of a draw. Draws are side by side, each in whole panels.
  ///   - parameterGradient: on t above raw, `[2·rows, columns]`.
  static func couplingBackward(
    parameters: Panels, input: Panels, gradient: Panels, weights: UnsafePointer<Float>, batch: Int,
    parameterGradient: Panels, panels: Range<Int>)

  /// Copies rows, with 0 in the columns where there is no example.
  ///
  /// - Parameters:
  ///   - source: `[rows, columns]`, as is the result; it may be the same matrix.
  ///   - batch: examples of a draw. Draws are side by side, each in whole panels.
  static func copyDraws(_ source: Panels, batch: Int, into result: Panels, panels: Range<Int>)
}
