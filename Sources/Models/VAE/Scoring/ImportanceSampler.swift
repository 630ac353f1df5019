import Datasets
import Kernels
import Networks

/// Passes through the decoder for some rows, on one thread: draw after draw, so that the rows and what the
/// decoder makes of them stay in that core's cache.
final class ImportanceSampler {
  private let model: Model
  private let settings: ScoringSettings
  private let engine: Engine
  private let bottleneck: any BottleneckPass
  private let decoder: Trace
  private let likelihood: LikelihoodPass
  private let weights: ImportanceWeights
  /// z, and below it the classes where the decoder is told them.
  private let z: Matrix
  private let logRatio: Buffer

  /// Rows at a time, in panels, unless layers are wide.
  static let standardPanels = 4

  /// - Parameters:
  ///   - panels: of rows at a time, at the most.
  ///   - engine: with one thread.
  init(_ model: Model, settings: ScoringSettings, panels: Int, engine: Engine) {
    (self.model, self.settings, self.engine) = (model, settings, engine)
    let size = panels * Panels.width
    let configuration = model.configuration
    bottleneck = configuration.bottleneck.pass(
      model, objective: Objective(), size: size, engine: engine)
    z = Matrix(rows: configuration.bottleneck.width + configuration.classes, columns: size)
    decoder = Trace(model.decoder, batch: size, training: false)
    likelihood = LikelihoodPass(model, size: size, engine: engine)
    weights = ImportanceWeights(columns: size, engine: engine)
    logRatio = Buffer(count: size)
  }

  /// What the draws of some rows come to, in nats but for the likelihood's constant.
  struct Result {
    /// The mean of −log p(x|z).
    var losses: [Double]
    /// log of the mean weight.
    var logMeans: [Double] = []
    var effectiveSamples: [Double] = []
    /// The mean of log q(z|x) − log p(z), where z was drawn.
    var divergences: [Double] = []
  }

  /// - Parameters:
  ///   - parameters: of the posteriors, `[parameters, rows]`.
  ///   - target: `[features, rows]`.
  ///   - labels: the classes of the rows, if the model is conditional.
  ///   - numbers: of the rows, padded to whole panels.
  func run(_ parameters: Panels, target: Panels, labels: ArraySlice<Int32>, numbers: [UInt32])
    -> Result
  {
    let count = target.columns
    let all = z.view(columns: count)
    let width = model.configuration.bottleneck.width
    let z = all.slice(rows: 0..<width)
    if all.rows > width { engine.fillClasses(labels, into: all.slice(rows: width..<all.rows)) }
    let posterior = settings.draws == .mean ? nil : bottleneck.posterior
    if posterior == nil { bottleneck.forward(parameters, z: z, noise: nil, mode: .evaluation) }
    var isWeighed = false
    if case .importance = settings.draws, posterior != nil { isWeighed = true }
    var sums = [Double](repeating: 0, count: count)
    var ratios = sums
    let draws = settings.passes(of: model.configuration.bottleneck)
    weights.reset()
    for draw in 0..<draws {
      let noise = Noise(seed: settings.seed, purpose: .score, epoch: draw, rows: numbers)
      posterior?.draw(parameters, z: z, noise: noise, logRatio: logRatio)
      decoder.forward(all, layers: 0..<model.decoder.last, engine: engine)
      let losses = likelihood.rowLosses(decoder, z: all, target: target)
      for column in 0..<count { sums[column] += Double(losses[column]) }
      if posterior != nil {
        for column in 0..<count { ratios[column] += Double(logRatio.base[column]) }
      }
      if isWeighed { weights.add(logRatio: logRatio.base, losses: losses, count: count) }
    }
    var result = Result(losses: sums.map { $0 / Double(draws) })
    if posterior != nil { result.divergences = ratios.map { -$0 / Double(draws) } }
    if isWeighed { (result.logMeans, result.effectiveSamples) = weights.results(count) }
    return result
  }
}
