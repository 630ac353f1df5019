import InstructionSets
import Kernels
import Networks
import Testing
import Training
import VAE

/// The gradients that training uses, and the terms of the loss, against the reference in Double, which
/// takes the same noise.
@Suite struct GradientTests {
  @Test(arguments: Case.all)
  func matchesCentralDifferences(test: Case) throws {
    try expectCentralDifferences(test, size: test.rows)
  }

  /// The last step of an epoch has what is left: one example, two or three in memory for 16. What they are too
  /// few for is left out of the loss and of the gradients.
  @Test(arguments: Case.remainders)
  func remaindersMatchCentralDifferences(test: Case) throws {
    try expectCentralDifferences(test, size: 16)
  }

  /// - Parameter size: the examples of a full batch.
  private func expectCentralDifferences(_ test: Case, size: Int) throws {
    try test.configuration.checkSizes()
    let engine = try Engine(threads: 2)
    let model = test.model(engine.kernels)
    let discriminator = test.discriminator(engine)
    let workspace = Workspace(
      model, settings: test.settings, size: size, training: true,
      discriminator: discriminator, engine: engine)
    let rows = (0..<UInt32(test.rows)).map { $0 }
    let sums = workspace.forward(
      try test.data(), rows: rows[...], epoch: 1, temperature: 0.7, training: true)
    let count = Double(test.rows)
    let weights = test.settings.objective.weights(
      epochs: 1, divergence: sums.divergence / count, categories: sums.categories / count)
    let factors = workspace.backward(
      count: test.rows, weight: Float(weights.whole), categoryWeight: Float(weights.categories))

    let batch = ReferenceBatch(
      test.configuration, test.settings, bytes: test.bytes, labels: test.labels, epoch: 1,
      kernels: engine.kernels, discriminator: discriminator)
    var reference = Reference(
      model, batch, objective: test.settings.objective, temperature: Double(Float(0.7)))
    let means = reference.means()
    let bound = Bound(
      model.namedLayers.map(\.layer) + (discriminator?.chain.affineLayers ?? []), rows: test.rows,
      hasSimilarity: test.settings.objective.images.similarity != nil)
    if test.settings.objective.freeBits > 0 {
      // Some dimensions are within them, so that more is minimised than there is, and some beyond.
      let minimised = (means.loss - means.reconstruction) / test.settings.objective.beta
      #expect(minimised > means.divergence + 1e-6)
      let size = Double(test.configuration.bottleneck.normalSize ?? 0)
      #expect(minimised > size * test.settings.objective.freeBits + 1e-6)
    }
    #expect(sums.count == test.rows)
    #expect(
      abs(sums.reconstruction / count - means.reconstruction) <= bound.loss(means.reconstruction))
    #expect(abs(sums.divergence / count - means.divergence) <= bound.loss(means.divergence))
    #expect(abs(sums.categories / count - means.categories) <= bound.loss(means.categories))
    #expect(abs(sums.meanPenalty - means.penalty) <= bound.loss(means.penalty))

    let results = Model(test.configuration)
    for (number, (name, layer)) in model.namedLayers.enumerated() {
      let result = results.namedLayers[number].layer
      layer.weightGradient(
        factors[number], result: result.weights, bias: result.bias,
        scratch: Buffer(count: layer.scratchSize), engine: engine)
      #expect(paddingIsZero(result, like: Model(test.configuration).namedLayers[number].layer))
      let exact = reference.gradient(layer: number)
      let largest = exact.map(\.magnitude).max() ?? 0
      let found = result.fileWeights + result.bias.elements
      #expect(found.count == exact.count)
      let error = zip(found, exact).map { abs(Double($0) - $1) }.max() ?? .nan
      #expect(error <= bound.gradient(largest), "\(name), whose largest is \(largest)")
    }
    try expectScaleSlope(test, model, workspace, &reference, bound)
  }

  /// A shared scale moves by a tenth of the derivative by its logarithm in the mean pixel, divided by
  /// the Fisher information of that logarithm: ½, 1 and (3 + π²)/9.
  private func expectScaleSlope(
    _ test: Case, _ model: Model, _ workspace: Workspace, _ reference: inout Reference,
    _ bound: Bound
  ) throws {
    guard test.configuration.likelihood.spread == .shared else { return }
    let information: Double
    switch test.configuration.likelihood.family.name {
    case "gaussian": information = 0.5
    case "laplace": information = 1
    default: information = (3 + Double.pi * Double.pi) / 9
    }
    let slope = reference.scaleSlope()
    let before = Double(model.logScale.elements[0])
    workspace.learn(count: test.rows, epoch: 1)
    let found = (before - Double(model.logScale.elements[0])) * 10 * information
    let features = Double(test.configuration.features)
    // The parameter itself is rounded: 2⁻²⁴, ten times.
    #expect(abs(found * features - slope) <= bound.gradient(slope) + features * 0x1p-20)
  }

  /// Whether all but the weights themselves is zero in the memory of a layer's gradient.
  private func paddingIsZero(_ layer: any LearnedWeights, like empty: any LearnedWeights) -> Bool {
    empty.fileWeights = layer.fileWeights
    return (0..<layer.weights.size).allSatisfy {
      layer.weights.base[$0] == empty.weights.base[$0]
    }
  }
}

/// How much single precision may differ from the reference.
///
/// A sum of t terms errs by at most t·2⁻²⁴ of the sum of the terms' magnitudes. On the way to a gradient
/// through all layers and back the t of the sums add up to T, and an activation or a likelihood adds no more
/// than 32 units to it. Where terms cancel, their magnitudes sum to more than the result: for the largest
/// gradient of a layer or a loss that is by a small factor, taken to be 4.
///
/// A similarity divides averages of pixels that err by 300 units by their variance, which in the images of
/// the tests is above 0.05.
struct Bound {
  private let unit: Double

  init(_ model: Model, rows: Int) { self.init(model.namedLayers.map(\.layer), rows: rows) }

  /// - Parameter layers: those of a discriminator on the way, too.
  init(_ layers: [any LearnedWeights], rows: Int, hasSimilarity: Bool = false) {
    let terms = layers.reduce(rows + (hasSimilarity ? 6000 : 0)) {
      $0 + $1.weightShape.dropFirst().reduce(1, *) + $1.weightShape[0] + 32
    }
    unit = 4 * Double(terms) * 0x1p-24
  }

  /// - Parameter value: the loss, in nats.
  func loss(_ value: Double) -> Double { unit * max(1, abs(value)) }

  /// A central difference in Double errs by at most 2⁻⁵² of a loss below 100 divided by the step, a few
  /// times: 1e-7.
  ///
  /// - Parameter largest: gradient of a layer.
  func gradient(_ largest: Double) -> Double { unit * abs(largest) + 1e-7 }
}
