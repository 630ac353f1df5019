import Kernels
import Networks
import TensorIO
import Words

/// A normal posterior with a diagonal covariance, the prior N(0, I) (Kingma & Welling 2014) or one that the model
/// learns. A flow may follow the posterior.
package struct GaussianBottleneck: Bottleneck {
  package var size: Int

  package init(size: Int) { self.size = size }

  package static let word = Word<BottleneckChoice>(
    "gaussian", "normal numbers with the prior N(0, I)", "Kingma & Welling 2014, arXiv 1312.6114"
  ) { _ in
    BottleneckChoice(Self.self) { Self(size: $0.latent) }
  }

  package static var options: Set<BottleneckOption> { [.freeBits] }

  package static var fileWords: [String] {
    [String(word.name), Flow.bottleneckWord, LatentPriors.bottleneckWord]
  }

  package init(_ fields: Fields) throws { size = try fields.latent() }

  package var fields: [Tensor] { [Tensor("@latent", integer: size)] }

  package var encoderOutputs: Int { 2 * size }
  package var width: Int { size }
  package var normalSize: Int? { size }
  package var isRandom: Bool { true }
  package var regulariser: String? { "kl" }

  package var prior: BottleneckPrior { .draws(draw) }

  fileprivate func draw(_ prior: Prior, _ rows: Range<Int>, _ seed: UInt64) -> Codes {
    var codes = Codes()
    codes.z = prior.learned?.draw(rows, seed: seed) ?? prior.normals(size, rows, seed: seed)
    return codes
  }

  package func pass(_ model: Model, objective: Objective, size batch: Int, engine: Engine)
    -> any BottleneckPass
  {
    GaussianPass(
      size: size, freeBits: objective.freeBits, batch: batch, engine: engine,
      prior: model.configuration.hasClosedDivergence
        ? nil : { model.fixedPrior(columns: batch, engine: engine) },
      flow: model.posteriorFlow.map {
        FlowPass($0, size: batch, training: false, engine: engine)
      })
  }
}

extension Prior {
  /// N(0, T²·I).
  package convenience init(dimensions: Int, temperature: Double, engine: Engine) {
    let normal = GaussianBottleneck(size: dimensions)
    self.init(
      normal, of: nil, draws: normal.draw, temperature: temperature, engine: engine)
  }
}

/// z = μ + σ·ε with ε ~ N(0, I), and KL(q(z|x) ‖ N(0, I)). Draws to score with have the model's prior.
final class GaussianPass: PosteriorPass {
  private let size: Int
  private let engine: Engine
  private let noise: Matrix
  private let divergences, weights, dimensionSums: Buffer
  /// Nats of each dimension's KL that cost nothing.
  private let freeBits: Double
  private let moments: Moments
  /// Another prior than N(0, I), made when it is needed.
  private lazy var prior = makePrior?()
  private let makePrior: (() -> any PriorPass)?
  /// log q(z|x), where there is one.
  private let logPosterior: Buffer
  /// From a draw or the mean to z, where z has one; the way back is that of `LatentDraws`.
  private let flow: FlowPass?
  private let logDeterminant: Buffer

  init(
    size: Int, freeBits: Double, batch: Int, engine: Engine, prior: (() -> any PriorPass)? = nil,
    flow: FlowPass? = nil
  ) {
    (self.size, self.freeBits, self.engine) = (size, freeBits, engine)
    noise = Matrix(rows: size, columns: batch)
    divergences = Buffer(count: Panels.panels(batch) * Panels.width)
    weights = Buffer(count: size)
    dimensionSums = Buffer(count: size)
    moments = Moments(numbers: size)
    makePrior = prior
    logPosterior = Buffer(count: prior == nil ? 0 : Panels.panels(batch) * Panels.width)
    self.flow = flow
    logDeterminant = Buffer(count: flow == nil ? 0 : Panels.panels(batch) * Panels.width)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode) {
    let epsilon = self.noise.view(columns: z.columns)
    let (kernels, divergences) = (engine.kernels, divergences.base)
    let numbers = noise?.rows ?? []
    let key = noise?.key
    engine.forPanels(z.columns) {
      if let key {
        kernels.fillNormals(epsilon, examples: numbers, key: key, deviation: 1, panels: $0)
      } else {
        // What an earlier draw left.
        epsilon.clear($0)
      }
      kernels.posteriorForward(
        parameters: parameters, noise: epsilon, z: z, divergence: divergences, panels: $0)
    }
    carry(z)
  }

  /// Through the flow, if there is one.
  private func carry(_ z: Panels) {
    guard let flow else { return }
    logDeterminant.base.update(repeating: 0, count: logDeterminant.count)
    flow.forward(z, output: z, logDeterminant: logDeterminant.base)
  }

  func terms(count: Int) -> [Double] { [divergences.sum(count)] }

  func rowDivergences(_ z: Panels) -> [Float] { Array(divergences.elements[..<z.columns]) }

  func draw(_ parameters: Panels, z: Panels, noise: Noise, logRatio: Buffer) {
    if let prior { return draw(parameters, z: z, noise: noise, prior: prior, logRatio: logRatio) }
    let epsilon = self.noise.view(columns: z.columns)
    let (kernels, numbers, key, result) = (engine.kernels, noise.rows, noise.key, logRatio.base)
    engine.forPanels(z.columns) {
      kernels.fillNormals(epsilon, examples: numbers, key: key, deviation: 1, panels: $0)
      kernels.posteriorDraw(
        parameters: parameters, noise: epsilon, z: z, logRatio: result, panels: $0)
    }
  }

  private func draw(
    _ parameters: Panels, z: Panels, noise: Noise, prior: any PriorPass, logRatio: Buffer
  ) {
    let epsilon = self.noise.view(columns: z.columns)
    let (kernels, numbers, key, result) = (
      engine.kernels, noise.rows, noise.key, logPosterior.base
    )
    engine.forPanels(z.columns) {
      kernels.fillNormals(epsilon, examples: numbers, key: key, deviation: 1, panels: $0)
      kernels.posteriorSample(
        parameters: parameters, noise: epsilon, z: z, logDensity: result, panels: $0)
    }
    carry(z)
    prior.forward(z, noise: [noise], logDensity: logRatio.base)
    for column in 0..<z.columns { logRatio.base[column] -= result[column] }
    guard flow != nil else { return }
    for column in 0..<z.columns { logRatio.base[column] += logDeterminant.base[column] }
  }

  func addDivergences(_ parameters: Panels, z: Panels, to sums: inout [Double]) {
    engine.alone { engine.kernels.divergenceSums(parameters, result: dimensionSums.base) }
    for dimension in 0..<size { sums[dimension] += Double(dimensionSums.base[dimension]) }
  }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: [Float], gradient: Panels
  ) {
    let columns = zGradient.columns
    let epsilon = noise.view(columns: columns)
    spread(weights[0], over: parameters)
    let (kernels, weights) = (engine.kernels, self.weights.base)
    engine.forPanels(columns) {
      kernels.posteriorBackward(
        parameters: parameters, noise: epsilon, zGradient: zGradient, weights: weights,
        gradient: gradient, panels: $0)
    }
  }

  /// The weight of each dimension's KL: none where its mean over the batch is within the free bits
  /// (Kingma et al. 2016, equation 15).
  private func spread(_ weight: Float, over parameters: Panels) {
    for dimension in 0..<size { weights.base[dimension] = weight }
    guard freeBits > 0 else { return }
    engine.alone {
      engine.kernels.divergenceSums(parameters, result: dimensionSums.base)
    }
    for dimension in 0..<size {
      let mean = Double(dimensionSums.base[dimension]) / Double(parameters.columns)
      if mean < freeBits { weights.base[dimension] = 0 }
    }
  }

  func beginEpoch() { moments.reset() }

  var state: [StateEntry] { [moments.entry] }

  func count(_ parameters: Panels, z: Panels) { moments.add(parameters, engine: engine) }

  func usage(examples: Int) -> CodeUsage { CodeUsage(active: moments.active(examples: examples)) }
}
