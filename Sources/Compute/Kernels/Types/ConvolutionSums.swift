/// A convolution in one direction, as the kernels see it: at a position of the result,
/// `result[row] = Σ_(tap, q) Σ_term weights[tap][row, term] · source[q, term]`.
///
/// Rows and terms are channels. The pairs of a tap and a position `q` of the source are a list of runs
/// for each position of the result: `a` is the tap, `b` is `q`. Stride, padding and the difference
/// between a convolution and its adjoint are in these lists and nowhere else.
package struct ConvolutionSums {
  package let runs: IndirectionView
  /// Channels of the result.
  package let rows: Int
  /// Channels of the source.
  package let terms: Int
  /// A matrix by panels. Tap t has the lines from `t * lines` on: its rows, or its terms where
  /// `transposed`.
  package let weights: Panels
  package let lines: Int
  package let transposed: Bool
  /// How many lines of the source are in the rows of pixels that a position of the result reaches: so
  /// far ahead the source is asked for.
  package let lead: Int

  package init(
    runs: IndirectionView, rows: Int, terms: Int, weights: Panels, transposed: Bool, lead: Int
  ) {
    (self.runs, self.rows, self.terms) = (runs, rows, terms)
    (self.weights, self.transposed) = (weights, transposed)
    self.lead = lead
    lines = transposed ? terms : rows
  }
}
