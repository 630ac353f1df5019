import Datasets
import Kernels
import Testing
import Training
import VAE
import Words

/// What training makes is a function of the data, the options and the seed: the same bits for any number
/// of threads and on every instruction set, on sizes that divide nothing.
@Suite struct SameBitsTests {
  private static func categories(straightThrough: Bool) -> CategoricalBottleneck {
    CategoricalBottleneck(variables: 3, categories: 5, straightThrough: straightThrough)
  }

  static let cases: [Case] = [
    Case("vae", [5, 9], .mlp([19], .relu), rows: 101),
    Case("deep, no Adam in one pass", [5, 9], .mlp([35, 9], .tanh), rows: 101) {
      $0.clip = 0.5
      $0.optimizer = .adamW(decay: 0.1)
      $0.schedule = .cosine(last: 0.1)
    },
    Case(
      "sgd", [5, 9], .mlp([19], .gelu), .gaussian(size: 3), .gaussian(.shared), classes: 3,
      rows: 101
    ) {
      $0.optimizer = .sgd(momentum: 0.9, decay: 1e-3)
      $0.learningRate = 1e-3
      $0.warmup = 0.7
      $0.binarization = .dynamic
    },
    Case("adagrad", [5, 9], .mlp([19], .relu), .gaussian(size: 3), rows: 101) {
      $0.optimizer = .adaGrad
    },
    Case("free bits", [5, 9], .mlp([19], .silu), .gaussian(size: 9), .laplace(.perPixel), rows: 70)
    {
      $0.objective.freeBits = 0.05
      $0.objective.betaWarmup = 1.5
    },
    Case(
      "sparse", [5, 9], .mlp([19], .softplus), .none(size: 9, activation: .sigmoid),
      .logCosh(sharpness: 5), rows: 101
    ) {
      $0.objective.sparsity = .kl(target: 0.1, weight: 1)
      $0.corruption = .gaussian(deviation: 0.2)
    },
    Case("l1", [5, 9], .mlp([], .relu), .none(size: 9), .continuousBernoulli, rows: 33) {
      $0.objective.sparsity = .l1(weight: 0.1)
      $0.corruption = .saltAndPepper(probability: 0.3)
    },
    Case(
      "categorical", [5, 9], .mlp([19], .sigmoid), .categorical(categories(straightThrough: false)),
      .discretisedLogistic(.shared), rows: 101),
    Case(
      "joint", [5, 9], .mlp([19], .relu), .joint(size: 3, categories(straightThrough: true)),
      rows: 101),
    Case(
      "capacities", [5, 9], .mlp([19], .relu), .joint(size: 3, categories(straightThrough: false)),
      rows: 70
    ) {
      $0.objective.codes = LatentObjectives.words.value(of: "capacities:5,4,1,1")!
    },
    Case("factor", [5, 9], .mlp([19], .relu), .gaussian(size: 3), rows: 101) {
      $0.objective.codes = LatentObjectives.words.value(of: "factor:5,35,2")!
      $0.batch = 37
    },
    Case("top-k", [5, 9], .mlp([19], .relu), .topK(size: 9, kept: 3), rows: 101),
    Case(
      "vq", [5, 9], .mlp([19], .relu), .quantized(.init(variables: 3, codes: 7, size: 5)),
      .discretisedLogistic(.perPixel), rows: 101),
    Case(
      "conv", [9, 7], .conv([5, 9], hidden: [11], .relu), .gaussian(size: 3), .laplace(.shared),
      classes: 3, rows: 70
    ) {
      $0.corruption = .mask(probability: 0.3)
    },
    Case(
      "conv, thin", [5, 7, 3], .conv([3, 9], hidden: [], .silu), .gaussian(size: 2),
      .gaussian(.perPixel), rows: 140
    ) {
      $0.batch = 130
      $0.optimizer = .sgd(momentum: 0, decay: 0)
      $0.learningRate = 1e-4
    },
    Case("residual", [9, 7], .res([5, 16], hidden: [11], .leakyReLU), classes: 3, rows: 70) {
      $0.batch = 67
    },
    Case(
      "images", [13, 12, 2], .conv([5], hidden: [11], .relu), .gaussian(size: 3),
      .discretisedLogistic(.perPixel), rows: 70
    ) {
      $0.objective.images.similarity = SimilarityLoss(weight: 20)
      $0.objective.images.perceptual = Case.features(
        [13, 12, 2], .conv([3, 9], hidden: [5], .silu))
    },
    Case(
      "images alone", [5, 9], .mlp([19], .relu), .gaussian(size: 3), .continuousBernoulli, rows: 101
    ) {
      $0.objective.images.similarity = SimilarityLoss(weight: 20)
      $0.objective.images.perceptual = Case.features([5, 9], .mlp([7], .gelu))
      $0.objective.images.likelihoodWeight = 0
    },
    Case(
      "codes of positions", [9, 7], .conv([5, 9], hidden: [], .relu),
      .quantized(.init(variables: 6, codes: 9, size: 10)), .gaussian(.fixed(0.5)), rows: 70),
    Case("flow", [5, 9], .mlp([19], .relu), .gaussian(size: 5), rows: 101) {
      $0.objective.codes = LatentObjectives.words.value(of: "iwae:2")!
    }.with(FlowPrior(.init(couplings: 3, hidden: 7))).flowing(2, 9),
    Case("prior", [5, 9], .mlp([19], .relu), .gaussian(size: 5), rows: 101)
      .with(VampPrior(components: 37)),
    Case("conv", [9, 7], .conv([5], hidden: [11], .relu), rows: 70).with(VampPrior(components: 5)),
    Case("prior", [5, 9], .mlp([19], .relu), .gaussian(size: 9), rows: 101) {
      $0.objective.codes = LatentObjectives.words.value(of: "iwae:3")!
    }.with(HierarchyPrior(hidden: 13, levels: [5, 3])),
  ]

  @Test(arguments: cases)
  func trainingIsAFunctionOfItsInput(test: Case) throws {
    let data = try test.data()
    var first: [[UInt32]]?
    for kernels in paths {
      for threads in [1, 2, 3, 7] {
        let engine = Engine(kernels: kernels, threads: threads)
        let bits = try train(test, data, engine).map { $0.map(\.bitPattern) }
        if let first { #expect(first == bits, "\(kernels.name), \(threads) threads") }
        first = first ?? bits
      }
    }
  }

  /// Parameters after two epochs, and the figures of an evaluation.
  private func train(_ test: Case, _ data: Dataset, _ engine: Engine) throws -> [[Float]] {
    let model = test.model(engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: data.count, engine: engine)
    for epoch in 1...2 { _ = try trainer.runEpoch(epoch, data) { _, _ in } }
    model.fitPrior(data, settings: test.settings, engine: engine)
    let figures = trainer.evaluator().figures(data)
    let untouched = test.model(engine.kernels)
    #expect(model.parameters[0] != untouched.parameters[0])
    return model.parameters + [
      model.codebook?.prior ?? [],
      [
        Float(figures.reconstruction), Float(figures.divergence), Float(figures.penalty),
      ],
    ]
  }
}
