import Kernels
import VAE

/// The loss of a model on a batch, written out in Double as the papers have it: slow and plain.
struct Reference {
  private var encoder: ReferenceNetwork
  private var decoder: ReferenceNetwork
  private var bottleneck: ReferenceBottleneck
  private let likelihood: ReferenceLikelihood
  private var logScale: Double
  private let batch: ReferenceBatch
  private let objective: Objective
  /// What a doubly reparameterised gradient takes for constants.
  private var constants: ReferenceBound.Constants?
  private let exampleShape: [Int]
  private let features: ReferenceNetwork?

  /// - Parameters:
  ///   - model: a straight-through estimator is anchored at its parameters.
  ///   - temperature: of relaxed categories.
  init(_ model: Model, _ batch: ReferenceBatch, objective: Objective, temperature: Double) {
    let configuration = model.configuration
    encoder = ReferenceNetwork(encoderOf: model)
    decoder = ReferenceNetwork(decoderOf: model)
    likelihood = ReferenceLikelihood(
      configuration.likelihood,
      channels: configuration.isConvolutional ? configuration.channels : nil)
    logScale = Double(model.logScale.elements[0])
    self.batch = batch
    self.objective = objective
    exampleShape = configuration.exampleShape
    features = (objective.images.perceptual?.model).map { ReferenceNetwork(encoderOf: $0) }
    let vectors = (model.codebook?.vectors ?? []).map { Double($0) }
    let size = model.codebook?.shape.size ?? 1
    bottleneck = ReferenceBottleneck(
      configuration.bottleneck, objective: objective, temperature: temperature,
      normals: batch.normals, uniforms: batch.uniforms,
      codebook: stride(from: 0, to: vectors.count, by: size).map {
        Array(vectors[$0..<$0 + size])
      })
    bottleneck.anchor(parameters())
    if let bound = referenceBound, bound.bound.isDoublyReparameterized {
      constants = bound.constants(parameters(), losses: losses)
    }
  }

  private var referenceBound: ReferenceBound? {
    objective.codes.bound.map { ReferenceBound(bound: $0, normals: batch.drawNormals) }
  }

  /// −log p(x|z) of an example.
  private func losses(_ row: Int, _ z: [Double]) -> Double {
    likelihood.loss(
      decoder(z, told: batch.classes[row]), batch.targets[row], logScale: logScale)
  }

  /// The encoder's output for each example.
  private func parameters() -> [[Double]] {
    batch.inputs.indices.map { encoder(batch.inputs[$0], told: batch.classes[$0]) }
  }

  /// The means of the batch in nats: reconstruction, regulariser as figures have it, and the loss that
  /// training minimises.
  func means() -> (
    reconstruction: Double, divergence: Double, categories: Double, penalty: Double, loss: Double
  ) {
    let parameters = parameters()
    if let bound = referenceBound { return bound.means(parameters, losses: losses) }
    let passages = parameters.enumerated().map { bottleneck.passage($1, row: $0) }
    var (reconstruction, images) = (0.0, 0.0)
    for (row, passage) in passages.enumerated() {
      let outputs = decoder(passage.z, told: batch.classes[row])
      reconstruction += likelihood.loss(outputs, batch.targets[row], logScale: logScale)
      images += imageLoss(outputs, batch.targets[row])
    }
    reconstruction /= Double(passages.count)
    images /= Double(passages.count)
    let minimised = bottleneck.regulariser(passages, minimised: true)
    let categories = bottleneck.categoryRegulariser(passages)
    let penalty =
      ReferencePenalty(
        codes: passages.map(\.z), parameters, batch.priors, directions: batch.directions,
        discriminator: batch.discriminator
      )
      .value(objective.codes) + images
    let weighted: Double
    switch objective.codes {
    case is SlicedWasserstein: weighted = 0
    case let own as Capacity:
      weighted =
        own.categoryNats.map {
          own.weight * (abs(minimised - categories - own.nats) + abs(categories - $0))
        } ?? own.weight * abs(minimised - own.nats)
    case let own as MMD: weighted = own.alpha.map { (1 - $0) * minimised } ?? 0
    default: weighted = objective.beta * minimised
    }
    return (
      reconstruction, bottleneck.regulariser(passages, minimised: false), categories, penalty,
      objective.images.likelihoodWeight * reconstruction + weighted + penalty
    )
  }

  /// The losses on the mean image of an example, with their weights.
  private func imageLoss(_ outputs: [Double], _ x: [Double]) -> Double {
    let images = objective.images
    guard images.hasLosses else { return 0 }
    let mean = likelihood.means(outputs, count: x.count, logScale: logScale)
    var sum = 0.0
    if let similarity = images.similarity {
      sum +=
        similarity.weight
        * ReferenceSimilarity(
          x, mean, height: exampleShape[0], width: exampleShape[1],
          channels: exampleShape.count > 2 ? exampleShape[2] : 1
        ).loss
    }
    if let features, let perceptual = images.perceptual {
      for (a, b) in zip(features.hidden(x), features.hidden(mean)) {
        let squares = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        sum += perceptual.weight * Double(x.count) / Double(2 * a.count) * squares
      }
    }
    return sum
  }

  /// z of an example without noise, and the mean of p(x|z) from that.
  func means(row: Int) -> (z: [Double], x: [Double]) {
    let z = bottleneck.mean(encoder(batch.inputs[row], told: batch.classes[row]))
    let outputs = decoder(z, told: batch.classes[row])
    return (
      z, likelihood.means(outputs, count: batch.targets[row].count, logScale: logScale)
    )
  }

  /// Central differences of the loss by every weight and then every bias of a layer, in the order of a
  /// model file.
  mutating func gradient(layer: Int) -> [Double] {
    let count = encoder.layers.count
    guard layer < count else { return gradient(\.decoder.layers[layer - count]) }
    minimisesSurrogate = constants != nil
    defer { minimisesSurrogate = false }
    return gradient(\.encoder.layers[layer])
  }

  /// Whether differences are those of the doubly reparameterised surrogate.
  private var minimisesSurrogate = false

  /// What is differentiated.
  private func minimised() -> Double {
    if minimisesSurrogate, let constants, let bound = referenceBound {
      return bound.surrogate(parameters(), constants, losses: losses)
    }
    return means().loss
  }

  private mutating func gradient(_ layer: WritableKeyPath<Reference, ReferenceLayer>) -> [Double] {
    let (weights, biases) = (self[keyPath: layer].weights, self[keyPath: layer].bias)
    return weights.indices.map { difference(layer.appending(path: \.weights[$0])) }
      + biases.indices.map { difference(layer.appending(path: \.bias[$0])) }
  }

  /// The derivative of −log p(x|z), or of a bound, by the logarithm of a shared scale, which follows that
  /// alone.
  mutating func scaleSlope() -> Double {
    let isBound = objective.codes.bound != nil
    return difference(\.logScale) { isBound ? $0.means().loss : $0.means().reconstruction }
  }

  static let step = 1e-6

  private mutating func difference(
    _ path: WritableKeyPath<Reference, Double>, _ loss: (Reference) -> Double = { $0.minimised() }
  ) -> Double {
    let value = self[keyPath: path]
    self[keyPath: path] = value + Reference.step
    let above = loss(self)
    self[keyPath: path] = value - Reference.step
    let below = loss(self)
    self[keyPath: path] = value
    return (above - below) / (2 * Reference.step)
  }
}
