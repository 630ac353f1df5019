import Foundation
import Kernels
import Testing

/// Losses and gradients of every likelihood against their definitions in Double.
@Suite struct LikelihoodTests {
  private static let logits: [Float] = [
    -80, -30, -5, -1.01, -0.99, -0.5, -0.01, -1e-6, 0, 1e-20, 1e-3, 0.3, 0.51, 2, 17, 80,
  ]
  private static let locations: [Float] = [-3, -0.2, 0, 0.001, 0.3, 0.502, 0.999, 1, 4]
  private static let pixels: [Float] = [
    0, 0.001, 1 / 255, 0.3, 128 / 255, 0.777, 254 / 255, 1,
  ]
  private static let logScales: [Float] = [-6.9, -3, -0.5, 0, 2, 15]

  static let plain: [Likelihood] = [
    .bernoulli, .continuousBernoulli, .logCosh(sharpness: 10), .logCosh(sharpness: 0.01),
    .logCosh(sharpness: 1),
  ]

  static let scaled: [@Sendable (Spread) -> Likelihood] = [
    { .gaussian($0) }, { .laplace($0) }, { .discretisedLogistic($0) },
  ]

  static let oneOutput = plain + scaled.map { $0(.shared) }

  /// One pixel a column: losses, and the gradients on outputs and on logarithms, of each.
  private func pass(
    _ likelihood: Likelihood, _ outputs: [Float], logScales: [Float] = [], shared: Float = 0,
    pixels: [Float], _ kernels: Kernels
  ) -> (losses: [Float], slopes: [Float], logSlopes: [Float]) {
    let count = pixels.count
    let (rows, columns) = (likelihood.outputsPerPixel, Panels.panels(count) * 32)
    let (matrix, gradient) = (
      Matrix(rows: rows, columns: count), Matrix(rows: rows, columns: count)
    )
    matrix.rowMajor = outputs + logScales
    let target = Matrix(rows: 1, columns: count)
    target.rowMajor = pixels
    let (losses, slopes) = (Buffer(count: columns), Buffer(count: columns))
    kernels.likelihoodPass(
      outputs: matrix.panels, target: target.panels, gradient: gradient.panels,
      losses: losses.base, scaleSlopes: slopes.base, likelihood: likelihood, logScale: shared,
      scale: 1, tileRows: 0..<1, panels: 0..<Panels.panels(count))
    let found = gradient.rowMajor
    return (
      Array(losses.elements.prefix(count)), Array(found.prefix(count)),
      rows == 2 ? Array(found.suffix(count)) : Array(slopes.elements.prefix(count))
    )
  }

  private func check(
    _ likelihood: Likelihood, _ outputs: [Float], _ logs: [Double], _ pixels: [Float],
    _ found: (losses: [Float], slopes: [Float], logSlopes: [Float])
  ) {
    for (index, output) in outputs.enumerated() {
      let reference = LikelihoodReference(likelihood: likelihood, pixel: Double(pixels[index]))
      let (x, log) = (Double(output), logs[index])
      let (slope, logSlope) = reference.slopes(x, log: log)
      let bounds = reference.bounds(x, log: log)
      let place = "\(likelihood), output \(output), log \(log), pixel \(pixels[index])"
      #expect(
        abs(Double(found.losses[index]) - reference.loss(x, log: log)) <= bounds.loss, "\(place)")
      #expect(abs(Double(found.slopes[index]) - slope) <= bounds.slope + 1e-9, "\(place)")
      if case .fixed = likelihood.spread { continue }
      #expect(abs(Double(found.logSlopes[index]) - logSlope) <= bounds.log + 1e-9, "\(place)")
    }
  }

  @Test(arguments: paths.indices, plain.indices)
  func withoutScale(path: Int, index: Int) {
    let likelihood = Self.plain[index]
    var all = Self.logits
    if likelihood.family.name == "log-cosh" { all += Self.locations + [1000] }
    let outputs = all.flatMap { output in Self.pixels.map { _ in output } }
    let pixels = all.flatMap { _ in Self.pixels }
    let found = pass(likelihood, outputs, pixels: pixels, paths[path])
    check(likelihood, outputs, pixels.map { _ in 0 }, pixels, found)
  }

  /// Counts and rates from almost none to 2²⁴, and rates far from the counts.
  @Test(arguments: paths.indices)
  func counts(path: Int) {
    let counts: [Float] = [0, 1, 2, 3, 4, 9, 50, 255, 1000, 65_537, 16_777_216]
    let rates: [Float] = [
      -80, -20, -3, -0.5, 0, 0.7, 1.0986, 2.2, 3.91, 5.5, 6.9, 11.1, 16.6355, 20,
    ]
    let outputs = rates.flatMap { output in counts.map { _ in output } }
    let pixels = rates.flatMap { _ in counts }
    let found = pass(.poisson, outputs, pixels: pixels, paths[path])
    check(.poisson, outputs, pixels.map { _ in 0 }, pixels, found)
    let target = Matrix(rows: 1, columns: counts.count)
    target.rowMajor = counts
    let least = Buffer(count: 32)
    paths[path].leastLosses(
      target.panels, likelihood: .poisson, result: least.base, panels: 0..<1)
    for (x, found) in zip(counts.map(Double.init), least.elements) {
      let exact = x == 0 ? 0 : lgamma(x + 1) - x * log(x) + x
      // Beyond 1e6 the difference of the three terms loses digits in Double too.
      #expect(abs(Double(found) - exact) <= 14 * halfUlp * exact + 1e-15 * x * log(x + 1))
    }
  }

  /// Each way to the same scale, over all scales.
  @Test(arguments: paths.indices, scaled.indices)
  func withScale(path: Int, index: Int) {
    let family = Self.scaled[index]
    let outputs = Self.locations.flatMap { output in Self.pixels.map { _ in output } }
    let pixels = Self.locations.flatMap { _ in Self.pixels }
    for log in Self.logScales {
      let logs = pixels.map { _ in log }
      let each = pass(family(.perPixel), outputs, logScales: logs, pixels: pixels, paths[path])
      check(family(.perPixel), outputs, logs.map(Double.init), pixels, each)
      let shared = pass(family(.shared), outputs, shared: log, pixels: pixels, paths[path])
      #expect(shared == each, "one scale for all is the scale of each")
      let value = Float(exp(Double(log)))
      let fixed = pass(family(.fixed(value)), outputs, pixels: pixels, paths[path])
      check(
        family(.fixed(value)), outputs, pixels.map { _ in Foundation.log(Double(value)) }, pixels,
        fixed)
    }
  }

  /// Beyond its bounds a logarithm counts as the bound, and has no gradient.
  @Test(arguments: paths.indices, scaled.indices)
  func logarithmsAreCutOff(path: Int, index: Int) {
    let family = Self.scaled[index]
    let (least, greatest) = family(.shared).family.logScaleBounds
    for (bound, beyond) in [(least, least - 1), (greatest, greatest + 100)] {
      for spread in [Spread.shared, .perPixel] {
        let likelihood = family(spread)
        let perPixel = spread == .perPixel
        let (at, outside) = (
          pass(
            likelihood, [0.2], logScales: perPixel ? [bound] : [], shared: bound, pixels: [0.7],
            paths[path]),
          pass(
            likelihood, [0.2], logScales: perPixel ? [beyond] : [], shared: beyond, pixels: [0.7],
            paths[path])
        )
        #expect(at.losses == outside.losses && at.slopes == outside.slopes)
        #expect(at.logSlopes[0] != 0 && outside.logSlopes == [0])
      }
    }
  }

  /// The same numbers, whether the outputs are made in the same pass or before it; sums over the lines
  /// of each tile; zero beyond the batch, whatever is there.
  @Test(arguments: [1, 33, 45], oneOutput)
  func forwardIsProductThenPass(batch: Int, likelihood: Likelihood) {
    let (pixels, inputs) = (21, 5)
    var numbers = Numbers(UInt64(batch))
    let weights = numbers.matrix(rows: pixels, columns: inputs)
    let input = numbers.matrix(rows: inputs, columns: batch)
    let bias = Buffer(count: pixels)
    bias.elements = numbers.array(pixels)
    let target = Matrix(rows: pixels, columns: batch)
    target.rowMajor = numbers.array(pixels * batch).map(\.magnitude)
    let (tiles, panels) = allTiles(rows: pixels, columns: batch)
    for matrix in [input, target] { spoil(matrix) }
    var first: [[Float]]?
    for kernels in paths {
      let (fused, alone) = (Results(pixels, batch), Results(pixels, batch))
      kernels.likelihoodForward(
        weights: weights.panels, bias: bias.base, input: input.panels, target: target.panels,
        gradient: fused.gradient.panels, losses: fused.losses.base,
        scaleSlopes: fused.slopes.base, likelihood: likelihood, logScale: -0.7, scale: 0.25,
        tileRows: tiles, panels: panels)
      let outputs = Matrix(rows: pixels, columns: batch)
      kernels.denseForward(
        weights: weights.panels, bias: bias.base, input: input.panels, output: outputs.panels,
        slopes: nil, activation: .identity, tileRows: tiles, panels: panels)
      kernels.likelihoodPass(
        outputs: outputs.panels, target: target.panels, gradient: alone.gradient.panels,
        losses: alone.losses.base, scaleSlopes: alone.slopes.base, likelihood: likelihood,
        logScale: -0.7, scale: 0.25, tileRows: tiles, panels: panels)
      #expect(fused.numbers(batch) == alone.numbers(batch))
      #expect(fused.beyond(batch).allSatisfy { $0 == 0 })
      if let first { #expect(fused.numbers(batch) == first) }
      first = first ?? fused.numbers(batch)
      checkSums(likelihood, outputs, target, fused, batch: batch)
    }
  }

  /// Sums of 21 pixels: the bounds of each, and as many roundings of the sum of magnitudes.
  private func checkSums(
    _ likelihood: Likelihood, _ outputs: Matrix, _ target: Matrix, _ found: Results, batch: Int
  ) {
    let log = Double(Float(-0.7))
    let sums = found.sums(paths[0])
    for n in 0..<batch {
      var (loss, slope, lossBound, slopeBound) = (0.0, 0.0, 0.0, 0.0)
      for p in 0..<target.rows {
        let reference = LikelihoodReference(likelihood: likelihood, pixel: target.double(p, n))
        let (l, bounds) = (
          outputs.double(p, n), reference.bounds(outputs.double(p, n), log: log)
        )
        let (value, slopes) = (reference.loss(l, log: log), reference.slopes(l, log: log))
        loss += value
        slope += slopes.log
        lossBound += bounds.loss + 21 * halfUlp * abs(value)
        slopeBound += bounds.log + 21 * halfUlp * abs(slopes.log) + 1e-9
        #expect(
          abs(found.gradient.double(p, n) - slopes.output / 4) <= bounds.slope / 4 + 1e-9)
      }
      #expect(abs(Double(sums.losses[n]) - loss) <= lossBound)
      #expect(abs(Double(sums.slopes[n]) - slope) <= slopeBound)
    }
  }

  /// Where each pixel has its own scale: both halves of the outputs, both gradients.
  @Test(arguments: [1, 33, 45], scaled.indices)
  func perPixel(batch: Int, index: Int) {
    let likelihood = Self.scaled[index](.perPixel)
    let pixels = 21
    var numbers = Numbers(UInt64(batch + 5))
    let outputs = numbers.matrix(rows: 2 * pixels, columns: batch)
    let target = Matrix(rows: pixels, columns: batch)
    target.rowMajor = numbers.array(pixels * batch).map(\.magnitude)
    for matrix in [outputs, target] { spoil(matrix) }
    let (tiles, panels) = allTiles(rows: pixels, columns: batch)
    var first: [[Float]]?
    for kernels in paths {
      let results = Results(pixels, batch, outputs: 2)
      // The tiles of the first half of the panels' rows, then the others: the cut does not matter.
      for part in [tiles.lowerBound..<1, 1..<tiles.upperBound] {
        kernels.likelihoodPass(
          outputs: outputs.panels, target: target.panels, gradient: results.gradient.panels,
          losses: results.losses.base, scaleSlopes: nil, likelihood: likelihood, logScale: 0,
          scale: 0.5, tileRows: part,
          panels: panels)
      }
      #expect(results.beyond(batch).allSatisfy { $0 == 0 })
      if let first { #expect(results.numbers(batch) == first) }
      first = first ?? results.numbers(batch)
      for n in 0..<batch {
        for p in 0..<pixels {
          let reference = LikelihoodReference(likelihood: likelihood, pixel: target.double(p, n))
          let (l, log) = (outputs.double(p, n), outputs.double(pixels + p, n))
          let (slopes, bounds) = (reference.slopes(l, log: log), reference.bounds(l, log: log))
          #expect(
            abs(results.gradient.double(p, n) - slopes.output / 2) <= bounds.slope / 2 + 1e-9)
          #expect(
            abs(results.gradient.double(pixels + p, n) - slopes.log / 2) <= bounds.log / 2 + 1e-9)
        }
      }
    }
  }
}
