extension Engine {
  /// A convolution's output: `activation(weights ∗ input + bias)`.
  ///
  /// - Parameters:
  ///   - weights: made by `plan.makeWeights`.
  ///   - bias: `[filters]`.
  ///   - input: `[plan.input.features, batch]`.
  ///   - output: `[plan.output.features, batch]`.
  ///   - slopes: the same, for the slopes of an activation that keeps them.
  package func convolutionForward(
    _ plan: ConvolutionPlan, weights: Panels, bias: UnsafePointer<Float>, input: Panels,
    output: Panels, activation: Activation, slopes: Panels? = nil
  ) {
    checkShape(input.rows >= plan.input.features && output.rows >= plan.output.features)
    let (kernels, sums) = (kernels, plan.forward(weights))
    // A tile's 8 rows would be waste for the most part: one row at a time, of four panels.
    let thin = sums.rows <= Panels.height / 2
    let panels = Panels.panels(output.columns)
    let fours = thin ? panels / 4 : 0
    forPositions(plan.output, sums, panels: fours) { positions, group in
      kernels.convolutionForwardThin(
        sums, bias: bias, input: input, output: output, slopes: slopes, activation: activation,
        positions: positions, panel: 4 * group)
    }
    forPositions(plan.output, sums, panels: panels - 4 * fours) { positions, panel in
      let panel = 4 * fours + panel
      kernels.convolutionForward(
        sums, bias: bias, input: input, output: output, slopes: slopes, activation: activation,
        positions: positions, panels: panel..<panel + 1)
    }
    withExtendedLifetime(plan) {}
  }

  /// The gradient on a convolution's input, through the activation that made that input.
  ///
  /// - Parameters:
  ///   - gradient: on the output, `[plan.output.features, batch]`.
  ///   - input: `[plan.input.features, batch]`, the output of `activation`.
  ///   - inputGradient: the same shape.
  package func convolutionBackward(
    _ plan: ConvolutionPlan, weights: Panels, gradient: Panels, input: Panels,
    inputGradient: Panels, activation: Activation
  ) {
    checkShape(input.rows >= plan.input.features && gradient.rows >= plan.output.features)
    let (kernels, sums) = (kernels, plan.backward(weights))
    forPositions(plan.input, sums, panels: Panels.panels(input.columns)) { positions, panel in
      kernels.convolutionBackward(
        sums, gradient: gradient, input: input, inputGradient: inputGradient,
        activation: activation, positions: positions, panels: panel..<panel + 1)
    }
    withExtendedLifetime(plan) {}
  }

  /// The gradient on a convolution's weights and biases.
  ///
  /// - Parameters:
  ///   - gradient: on the output, `[plan.output.features, batch]`, zero beyond the batch.
  ///   - input: `[plan.input.features, batch]`.
  ///   - result: made by `plan.makeWeights`.
  ///   - biasResult: `[filters]`.
  ///   - scratch: at least `plan.scratchSize` elements.
  package func convolutionWeightGradient(
    _ plan: ConvolutionPlan, gradient: Panels, input: Panels, result: Panels,
    biasResult: UnsafeMutablePointer<Float>, scratch: Buffer
  ) {
    checkShape(input.rows >= plan.input.features && gradient.rows >= plan.output.features)
    precondition(scratch.count >= plan.scratchSize)
    let (kernels, sums) = (kernels, plan.gradient)
    let (rowSide, columnSide) = plan.linesAreFilters ? (gradient, input) : (input, gradient)
    let pieces = GradientTiling(plan, panels: Panels.panels(input.columns))
    let (weightSize, stride) = (plan.weightSize, plan.pieceSize)
    let (filters, positions) = (plan.output.channels, plan.output.positions)
    let base = scratch.base
    pool.run(pieces.count) { piece in
      let part = base + piece * stride
      let bias = part + weightSize
      for unit in pieces[piece] {
        let (panel, block) = unit.quotientAndRemainder(dividingBy: pieces.blocks)
        let first = unit == pieces[piece].lowerBound
        kernels.convolutionWeightGradient(
          sums, rowSide: rowSide, columnSide: columnSide, panel: panel, block: block,
          first: first, scratch: bias + filters * 16,
          result: Panels(base: part, rows: result.rows, columns: result.columns))
        kernels.addChannels(
          gradient, channels: filters, panel: panel,
          positions: positions * block / pieces.blocks..<positions * (block + 1) / pieces.blocks,
          first: first, result: bias)
      }
    }
    let (vectors, shares) = (weightSize / 16, 16)
    pool.run(shares) { share in
      kernels.addParts(
        base, count: pieces.count, stride: stride, result: result.base,
        vectors: vectors * share / shares..<vectors * (share + 1) / shares)
    }
    alone {
      kernels.addPartsAndLanes(
        base + weightSize, count: pieces.count, stride: stride, result: biasResult,
        channels: filters)
    }
    withExtendedLifetime(plan) {}
  }

  /// Runs `body` for ranges of positions of some panels, on all threads, a panel's ranges one after the
  /// other.
  private func forPositions(
    _ image: ImageShape, _ sums: ConvolutionSums, panels: Int, _ body: (Range<Int>, Int) -> Void
  ) {
    // About 5 µs, were each position reached by four taps.
    let work = Panels.tiles(sums.rows) * Panels.tile * sums.terms * 4
    let most = max(1, (1 << 19) / work)
    let ranges = (image.positions + most - 1) / most
    pool.run(ranges * panels) { index in
      let (panel, range) = index.quotientAndRemainder(dividingBy: ranges)
      body(
        image.positions * range / ranges..<image.positions * (range + 1) / ranges, panel)
    }
  }
}
