/// The gradient of a convolution's weights, as the kernels see it: for each tap
/// `result[tap][row, column] = Σ_(r, c) Σ_n rowSide[r, row, n] · columnSide[c, column, n]`, over the
/// pairs of positions that the tap joins and all examples.
///
/// One of the two sides is the layer's input, the other the gradient on its output. The column side is
/// transposed a block of positions at a time. Where the channels of the row side fill no tiles, its lines
/// are gathered, so that all taps have their rows one after the other.
package struct WeightGradientPlan {
  /// List `block * groups + group`: `b` counts positions of the column side from the block's first on;
  /// `a` is a position of the row side, or is equal to `b` where lines are gathered.
  package let runs: IndirectionView
  /// `[positions of the column side, taps]`: the position of the row side, or −1 where there is none;
  /// nil where nothing needs gathering.
  package let gathered: UnsafePointer<Int32>?
  package let taps: Int
  /// Channels of the row side.
  package let rows: Int
  /// Channels of the column side.
  package let columns: Int
  /// Positions of the column side, and how many of them are a block.
  package let positions, blockPositions: Int
  /// Lines of the result, padded to whole tiles.
  package let lines: Int

  package init(
    runs: IndirectionView, gathered: UnsafePointer<Int32>?, taps: Int, rows: Int, columns: Int,
    positions: Int, blockPositions: Int, lines: Int
  ) {
    (self.runs, self.gathered) = (runs, gathered)
    (self.taps, self.rows, self.columns) = (taps, rows, columns)
    (self.positions, self.blockPositions, self.lines) = (positions, blockPositions, lines)
  }

  /// Elements that a transposed block takes.
  package var transposedCount: Int { blockPositions * Panels.panels(columns) * 1024 }
  /// Elements that a block's gathered lines take.
  package var gatheredCount: Int { gathered == nil ? 0 : blockPositions * lines * 32 }
}
