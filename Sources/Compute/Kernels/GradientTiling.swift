/// The gradient of a convolution's weights cut into pieces with a result of their own: a range of blocks of
/// positions, from panel to panel. The cut depends on the sizes alone.
struct GradientTiling {
  /// Blocks of positions in a panel.
  let blocks: Int
  private let panels: Int

  /// Few, because their results are summed up; enough for several threads.
  fileprivate static let most = 8

  init(_ plan: ConvolutionPlan, panels: Int) {
    (blocks, self.panels) = (plan.blocks, panels)
  }

  var count: Int { min(GradientTiling.most, blocks * panels) }

  /// The blocks of piece `index`, counted from panel to panel.
  subscript(index: Int) -> Range<Int> {
    let units = blocks * panels
    return units * index / count..<units * (index + 1) / count
  }
}

extension ConvolutionPlan {
  /// The most roundings on the way of a term to a weight's gradient: in the chain of its block, of its
  /// piece, and of all pieces.
  package func gradientRoundings(batch: Int) -> Int {
    let units = blocks * Panels.panels(batch)
    let pieces = min(GradientTiling.most, units)
    return blockPositions * Panels.width + (units + pieces - 1) / pieces + pieces
  }

  /// Elements of scratch memory for the gradient of the weights.
  package var scratchSize: Int { GradientTiling.most * pieceSize }

  /// Elements for a piece: its part of both gradients, and a block of positions.
  var pieceSize: Int {
    weightSize + output.channels * 16 + gradient.transposedCount + gradient.gatheredCount
  }
}
