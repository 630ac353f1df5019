import Kernels
import LaneTypes
import TensorIO

/// Scores rows by what a model makes of them.
package final class Scorer {
  private let model: Model
  private let settings: ScoringSettings
  private let engine: Engine
  private let encoder: Encoder
  private let decoder: Trace
  private let likelihood: LikelihoodPass
  private let weights: ImportanceWeights
  /// z, and below it the classes where the decoder is told them.
  private let z: Matrix
  private let logRatio: Buffer
  /// The KL of each dimension of z, or of each variable, summed over all rows so far, in nats.
  package private(set) var dimensionDivergences: [Double]

  package init(_ model: Model, settings: ScoringSettings, engine: Engine) {
    self.model = model
    self.settings = settings
    self.engine = engine
    encoder = Encoder(model, engine: engine)
    let configuration = model.configuration
    z = Matrix(rows: configuration.bottleneck.width + configuration.classes, columns: encoder.batch)
    decoder = Trace(model.decoder, batch: encoder.batch, training: false)
    likelihood = LikelihoodPass(model, size: encoder.batch, engine: engine)
    weights = ImportanceWeights(columns: encoder.batch, engine: engine)
    logRatio = Buffer(count: Panels.panels(encoder.batch) * Panels.width)
    dimensionDivergences = Array(repeating: 0, count: configuration.bottleneck.dimensions)
    encoder.bottleneck.beginEpoch()
  }

  /// How much of the bottleneck all rows so far use.
  ///
  /// - Parameter rows: their number.
  package func usage(rows: Int) -> Usage { encoder.bottleneck.usage(examples: rows) }

  /// - Parameters:
  ///   - examples: of the model's shape, `[rows, …]`.
  ///   - labels: the classes of the rows, if the model is conditional.
  ///   - firstRow: the number of the first example, which the draws depend on.
  /// - Throws: `VAEError`, if a score is beyond single precision.
  package func score(_ examples: Tensor, labels: [Int32], firstRow: Int) throws(VAEError) -> Scores
  {
    let count = examples.shape[0]
    var all = empty
    for start in stride(from: 0, to: count, by: encoder.batch) {
      let range = start..<min(count, start + encoder.batch)
      all += score(examples, labels, range, firstRow: firstRow)
    }
    for (column, name) in zip(
      all.columns,
      settings.names(of: model.configuration, isLikelihood: true))
    {
      try checkFinite(column, width: 1, firstRow: firstRow, name: name, source: "data")
    }
    return all
  }

  /// No rows, with all figures that there will be.
  private var empty: Scores {
    var scores = Scores()
    if model.configuration.likelihood.hasDeviance { scores.deviance = [] }
    guard model.configuration.bottleneck.hasPrior else { return scores }
    scores.divergence = []
    if settings.draws != .mean { scores.elbo = [] }
    if case .importance = settings.draws {
      (scores.logLikelihood, scores.effectiveSamples) = ([], [])
    }
    return scores
  }

  private func score(
    _ examples: Tensor, _ labels: [Int32], _ range: Range<Int>, firstRow: Int
  ) -> Scores {
    let count = range.count
    let width = model.configuration.bottleneck.width
    let parameters = encoder.parameters(examples, labels, range)
    let all = z.view(rows: z.rows, columns: count)
    let z = all.slice(rows: 0..<width)
    if all.rows > width {
      engine.fillClasses(labels[range], into: all.slice(rows: width..<all.rows))
    }
    encoder.bottleneck.forward(parameters, z: z, noise: nil, training: false)
    encoder.bottleneck.count(parameters, z: z)
    var scores = empty
    if let posterior = encoder.bottleneck as? any PosteriorPass {
      scores.divergence = posterior.rowDivergences(z)
      posterior.addDivergences(parameters, z: z, to: &dimensionDivergences)
    }
    let numbers = rowNumbers(from: firstRow + range.lowerBound, count: count)
    let constant = model.configuration.likelihood.constant(features: model.configuration.features)
    let sums = reconstruct(parameters, all, numbers, count)
    scores.reconstruction = sums.map { Float($0 / Double(draws) + constant) }
    if scores.elbo != nil, let divergence = scores.divergence {
      scores.elbo = zip(sums, divergence).map {
        -Float($0 / Double(draws) + constant + Double($1))
      }
    }
    if scores.logLikelihood != nil {
      let (logMean, effective) = weights.results(count)
      scores.logLikelihood = logMean.map { Float($0 - constant) }
      scores.effectiveSamples = effective.map { Float($0) }
    }
    if scores.deviance != nil {
      let least = leastLosses(count)
      scores.deviance = zip(sums, least).map { Float(2 * ($0 / Double(draws) - $1)) }
    }
    return scores
  }

  /// The least that −log p(x|z) could be for each row, but for the constant.
  private func leastLosses(_ count: Int) -> [Double] {
    guard model.configuration.likelihood == .bernoulli else {
      return Array(repeating: 0, count: count)
    }
    let (kernels, target, result) = (engine.kernels, encoder.examples(count), logRatio.base)
    engine.forPanels(count) { kernels.bernoulliEntropy(target, result: result, panels: $0) }
    return (0..<count).map { Double(result[$0]) }
  }

  /// Passes through the decoder for each row.
  private var draws: Int {
    switch settings.draws {
    case .mean: 1
    case .posterior(let count), .importance(let count):
      model.configuration.bottleneck.isRandom ? count : 1
    }
  }

  /// Runs the decoder for every draw.
  ///
  /// - Parameters:
  ///   - all: z, which is the posterior's mean at first, and the classes.
  ///   - numbers: of the rows.
  /// - Returns: −log p(x|z) of each row but for the constant, summed over the draws.
  private func reconstruct(
    _ parameters: Panels, _ all: Panels, _ numbers: [UInt32], _ count: Int
  ) -> [Double] {
    let z = all.slice(rows: 0..<model.configuration.bottleneck.width)
    let target = encoder.examples(count)
    let posterior = encoder.bottleneck as? any PosteriorPass
    var sums = [Double](repeating: 0, count: count)
    weights.reset()
    for draw in 0..<draws {
      if settings.draws != .mean, let posterior {
        let noise = Noise(seed: settings.seed, purpose: .score, epoch: draw, rows: numbers)
        posterior.draw(parameters, z: z, noise: noise, logRatio: logRatio)
      }
      decoder.forward(all, layers: 0..<model.decoder.last, engine: engine)
      let losses = likelihood.rowLosses(decoder, z: all, target: target)
      for column in 0..<count { sums[column] += Double(losses[column]) }
      if case .importance = settings.draws {
        weights.add(logRatio: logRatio.base, losses: losses, count: count)
      }
    }
    return sums
  }
}
