import InstructionSets
import Kernels
import Networks
import Testing
import Training
import VAE

/// What the options of training do.
@Suite struct TrainingTests {
  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  /// One step an epoch.
  private let test = Case("vae", rows: 33) { $0.batch = 33 }

  /// The parameters after some epochs.
  private func run(_ test: Case, epochs: Int, _ change: (inout TrainingSettings) -> Void) throws
    -> [[Float]]
  {
    var test = test
    change(&test.settings)
    let model = test.model(engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: test.rows, engine: engine)
    let data = try test.data()
    for epoch in stride(from: 1, through: epochs, by: 1) {
      _ = try trainer.runEpoch(epoch, data) { _, _ in }
    }
    return model.parameters
  }

  private func length(_ a: [[Float]], _ b: [[Float]]) -> Double {
    zip(a.joined(), b.joined()).reduce(0) {
      let difference = Double($1.0) - Double($1.1)
      return $0 + difference * difference
    }.squareRoot()
  }

  /// After the first of two epochs of warm-up the rate is half of what it will be.
  @Test func warmUpCountsTheStepItself() throws {
    let warm = try run(test, epochs: 1) { $0.warmup = 2 }
    let half = try run(test, epochs: 1) { $0.learningRate /= 2 }
    #expect(warm == half)
    let later = try run(test, epochs: 2) { $0.warmup = 2 }
    let other = try run(test, epochs: 2) { $0.learningRate /= 2 }
    #expect(later != other)
  }

  /// The first step of a KL warm-up is without the KL, the second is not.
  @Test func divergenceWarmsUp() throws {
    let warm = try run(test, epochs: 1) { $0.objective.betaWarmup = 2 }
    let without = try run(test, epochs: 1) { $0.objective.beta = 0 }
    #expect(warm == without)
    let later = try run(test, epochs: 2) { $0.objective.betaWarmup = 2 }
    let other = try run(test, epochs: 2) { $0.objective.beta = 0 }
    #expect(later != other)
  }

  /// A schedule that halves the rate of the second epoch, against one that does not.
  @Test func scheduleChangesTheSecondEpoch() throws {
    let plain = try run(test, epochs: 1) { _ in }
    let stepped = try run(test, epochs: 1) { $0.schedule = .step(epochs: 1, factor: 0.5) }
    #expect(plain == stepped)
    func sgd(_ settings: inout TrainingSettings) {
      settings.optimizer = .sgd(momentum: 0, decay: 0)
      settings.learningRate = 1e-3
    }
    let first = try run(test, epochs: 1, sgd)
    let whole = try run(test, epochs: 2, sgd)
    let half = try run(test, epochs: 2) {
      sgd(&$0)
      $0.schedule = .step(epochs: 1, factor: 0.5)
    }
    // A step in single precision: each parameter, of at most 1, is rounded twice.
    let count = Double(first.joined().count)
    let rounding = 2 * 0x1p-24 * count.squareRoot()
    #expect(abs(length(whole, first) - 2 * length(half, first)) <= 3 * rounding)
  }

  /// A dimension within its free bits has no gradient of the KL; one beyond them has all of it.
  @Test func freeBitsCostNothing() throws {
    let all = try run(test, epochs: 2) { $0.objective.freeBits = 1000 }
    let none = try run(test, epochs: 2) { $0.objective.beta = 0 }
    #expect(all == none)
    let few = try run(test, epochs: 2) { $0.objective.freeBits = 1e-9 }
    let plain = try run(test, epochs: 2) { _ in }
    #expect(few == plain)
    #expect(all != few)
  }

  /// Plain descent moves the parameters by the rate times the gradient's norm, clipped.
  @Test(arguments: [
    Case("mlp", rows: 33), Case("conv", [5, 3], .conv([3], hidden: [4], .relu), rows: 33),
  ])
  func clippingBoundsTheStep(test: Case) throws {
    var test = test
    (test.settings.batch, test.settings.learningRate) = (33, 0.1)
    test.settings.optimizer = .sgd(momentum: 0, decay: 0)
    let before = try run(test, epochs: 0) { _ in }
    let free = try run(test, epochs: 1) { _ in }
    let norm = length(free, before) / 0.1
    let loose = try run(test, epochs: 1) { $0.clip = 2 * norm }
    #expect(loose == free)
    for clip in [norm / 2, norm / 1000] {
      let clipped = try run(test, epochs: 1) { $0.clip = clip }
      // Each parameter, of at most 1, is rounded once: ½ulp = 2⁻²⁵. The gradient errs by 1e-5 of itself.
      let rounding = 0x1p-25 * Double(before.joined().count).squareRoot()
      #expect(abs(length(clipped, before) - 0.1 * clip) <= rounding + 1e-5 * 0.1 * clip)
    }
  }

  /// Weights of a pixel that is always 0 have no gradient: n steps of AdamW leave
  /// w·(1 − rate·decay)ⁿ of them, and plain Adam all.
  @Test func decayIsApartFromTheGradient() throws {
    var test = test
    test.settings.learningRate = 0.01
    let steps = 3
    func firstColumn(_ optimizer: Optimizer, epochs: Int) throws -> [Float] {
      test.settings.optimizer = optimizer
      let model = test.model(engine.kernels)
      let trainer = Trainer(model, settings: test.settings, examples: test.rows, engine: engine)
      var bytes = test.bytes
      for row in 0..<test.rows { bytes[row * 21] = 0 }
      let data = try test.data(bytes)
      for epoch in stride(from: 1, through: epochs, by: 1) {
        _ = try trainer.runEpoch(epoch, data) { _, _ in }
      }
      return (0..<5).map { model.encoder.affineLayers[0].fileWeights[$0 * 21] }
    }
    let before = try firstColumn(.adam, epochs: 0)
    #expect(try firstColumn(.adam, epochs: steps) == before)
    let after = try firstColumn(.adamW(decay: 2), epochs: steps)
    for (new, old) in zip(after, before) {
      let expected = Double(old) * 0.98 * 0.98 * 0.98
      // rate · decay is rounded once and each product once, all relative to the weight.
      #expect(abs(Double(new) - expected) <= 2 * Double(steps) * 0x1p-24 * abs(Double(old)))
    }
  }

  /// Each optimiser brings the loss of real images far below that of an untrained model, 784·log 2 = 543.
  @Test(arguments: [
    (Optimizer.adam, 2e-3), (.adamW(decay: 0.01), 2e-3), (.sgd(momentum: 0.9, decay: 1e-4), 5e-4),
    (.adaGrad, 0.02),
  ])
  func optimisersReduceTheLoss(optimizer: Optimizer, rate: Double) throws {
    let data = try Fixture.images(500)
    var test = Case("fashion", [28, 28], .mlp([64], .relu), .gaussian(size: 8))
    test.settings.optimizer = optimizer
    test.settings.learningRate = rate
    let model = Model(test.configuration)
    model.initialize(seed: 1, kernels: engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: 500, engine: engine)
    var losses: [Double] = []
    for epoch in 1...4 { losses.append(try trainer.runEpoch(epoch, data) { _, _ in }.loss) }
    #expect(losses[3] < 400)
    #expect(losses[3] < losses[0])
  }

  /// Two clusters of constant images need one bit: log 2 = 0.69 nats in the KL at least, and next to
  /// nothing in the reconstruction of black and white pixels. An untrained model pays 30·log 2 = 20.8.
  @Test(
    arguments: [
      GaussianBottleneck(size: 2), CategoricalBottleneck(variables: 1, categories: 2),
      CategoricalBottleneck(variables: 1, categories: 2, straightThrough: true),
      JointBottleneck(size: 1, .init(variables: 1, categories: 2)),
    ] as [any Bottleneck])
  func learnsTwoClusters(bottleneck: any Bottleneck) throws {
    let (black, white) = ([UInt8](repeating: 0, count: 15), [UInt8](repeating: 255, count: 15))
    let bytes = (0..<200).flatMap { $0 % 2 == 0 ? black + white : white + black }
    let test = Case("clusters", [5, 6], .mlp([19], .relu), bottleneck, rows: 200)
    let data = try test.data(bytes)
    let model = Model(test.configuration)
    model.initialize(seed: 5, kernels: engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: 200, engine: engine)
    for epoch in 1...60 { _ = try trainer.runEpoch(epoch, data) { _, _ in } }
    let figures = Evaluator(model, settings: test.settings, engine: engine).figures(data)
    #expect(figures.loss < 3)
    // A KL of categories is at most log 2, less what is not certain.
    #expect(figures.divergence > 0.6)
    #expect(figures.usage.active >= 1)
  }

  /// Numbers of z are active where what the encoder says of them varies, not where draws do.
  @Test(arguments: Axes.codes(3).indices.filter { Axes.codes(3)[$0].name != "vq" })
  func noiseIsNoActivity(index: Int) throws {
    let code = Axes.codes(3)[index]
    let test = Case(code.name, [3, 7], .mlp([5], .tanh), code.bottleneck, rows: 70)
    // All parameters are zero: no unit depends on the example.
    let model = Model(test.configuration)
    let data = try test.data()
    let evaluated = Evaluator(model, settings: test.settings, engine: engine).figures(data)
    #expect(evaluated.usage.active == 0)
    var settings = test.settings
    settings.learningRate = 1e-9
    let trainer = Trainer(model, settings: settings, examples: 70, engine: engine)
    #expect(try trainer.runEpoch(1, data) { _, _ in }.usage.active == 0)
  }
}
