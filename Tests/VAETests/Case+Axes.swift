import Datasets
import InstructionSets
import Kernels
import Networks
import VAE
import Words

/// What there is on each axis.
enum Axes {
  static let likelihoods: [Likelihood] = [
    .bernoulli, .continuousBernoulli, .logCosh(sharpness: 10), .gaussian(.fixed(0.2)),
    .gaussian(.shared), .gaussian(.perPixel), .laplace(.fixed(0.5)), .laplace(.shared),
    .laplace(.perPixel), .discretisedLogistic(.fixed(0.2)), .discretisedLogistic(.shared),
    .discretisedLogistic(.perPixel),
  ]

  /// A bottleneck and what its objective adds.
  struct Code: Sendable {
    let name: String
    let bottleneck: any Bottleneck
    let change: @Sendable (inout Objective) -> Void

    init(
      _ name: String, _ bottleneck: some Bottleneck,
      _ change: @escaping @Sendable (inout Objective) -> Void = { _ in }
    ) {
      (self.name, self.bottleneck, self.change) = (name, bottleneck, change)
    }
  }

  /// - Parameter size: dimensions or variables.
  static func codes(_ size: Int) -> [Code] {
    func categories(_ straight: Bool) -> CategoricalBottleneck {
      CategoricalBottleneck(variables: size, categories: 3, straightThrough: straight)
    }
    return [
      Code("none", .none(size: size)),
      Code("l1", .none(size: size)) { $0.sparsity = .l1(weight: 0.3) },
      Code("kl", .none(size: size, activation: .sigmoid)) {
        $0.sparsity = .kl(target: 0.1, weight: 2)
      },
      Code("gaussian", .gaussian(size: size)) { $0.beta = 2.5 },
      Code("free bits", .gaussian(size: size)) { $0.freeBits = 0.045 },
      Code("categorical", .categorical(categories(false))) { $0.beta = 2.5 },
      Code("straight-through", .categorical(categories(true))),
      Code("joint", .joint(size: size, categories(false))) { $0.freeBits = 0.045 },
      Code("straight joint", .joint(size: size, categories(true))) { $0.beta = 2.5 },
    ] + objectives(size) + [
      Code("vq", .quantized(.init(variables: size, codes: 4, size: 2))) { $0.beta = 0.25 },
      Code("top-k", .topK(size: size, kept: max(1, size - 1))),
    ]
  }

  /// Every objective, and both sides of a capacity.
  static func objectives(_ size: Int) -> [Code] {
    func code(_ text: String, _ bottleneck: some Bottleneck) -> Code {
      Code(text, bottleneck) { $0.codes = LatentObjectives.words.value(of: text)! }
    }
    return [
      code("capacity:3,0.001,0", .gaussian(size: size)),
      code("capacity:3,9,0", .gaussian(size: size)),
      code("capacity:2,9,0", .categorical(.init(variables: size, categories: 3))),
      code("capacities:3,0.001,9,0", .joint(size: size, .init(variables: 2, categories: 3))),
      code("capacities:2,9,0.001,0", .joint(size: size, .init(variables: 1, categories: 4))),
      code("factor:3,9,2", .gaussian(size: size)),
      code("tc:4", .gaussian(size: size)), code("tc:0.5", .gaussian(size: size)),
      code("swae:3,5", .none(size: size)), code("swae:2,40", .gaussian(size: size)),
      code("dip1:900,2", .gaussian(size: size)), code("dip2:3,2", .gaussian(size: size)),
      code("wae-rbf:5", .none(size: size)), code("wae-imq:5", .gaussian(size: size)),
      code("info-rbf:-0.5,6", .gaussian(size: size)), code("info-imq:0.5,3", .gaussian(size: size)),
      code("iwae:1", .gaussian(size: size)), code("iwae:5", .gaussian(size: size)),
      code("dreg:4", .gaussian(size: size)), code("miwae:3,2", .gaussian(size: size)),
    ]
  }
}

extension Case {
  /// Every bottleneck with a likelihood of its own, and every likelihood.
  static let bottlenecksAndLikelihoods: [Case] =
    Axes.codes(3).enumerated().map { index, code in
      let likelihood = Axes.likelihoods[index % Axes.likelihoods.count]
      return Case(
        "\(code.name), \(likelihood)", [3, 7], .mlp([6], .softplus), code.bottleneck, likelihood,
        rows: code.name.contains(":") ? 35 : 7
      ) {
        code.change(&$0.objective)
      }
    }
    + Axes.likelihoods.map {
      Case("gaussian, \($0)", [3, 7], .mlp([6], .tanh), .gaussian(size: 2), $0, rows: 33)
    }

  /// Every kind of network, with sizes that divide nothing.
  static let networks: [Case] = {
    // A code for each of 2×2 positions.
    let positions = VectorQuantizedBottleneck(variables: 4, codes: 5, size: 3)
    return [
      Case("deep", [21], .mlp([9, 7, 5, 6], .tanh), rows: 40),
      Case("no hidden layer", [3, 7], .mlp([], .relu), rows: 40),
      Case("one convolution", [5, 7], .conv([4], hidden: [6], .relu)),
      Case("two convolutions", [5, 7], .conv([3, 9], hidden: [], .tanh), .gaussian(size: 2)),
      Case(
        "colour", [5, 7, 3], .conv([4, 10], hidden: [5], .softplus), .gaussian(size: 2),
        .gaussian(.fixed(0.2)), rows: 3),
      Case("one pixel", [1, 1], .conv([3, 2], hidden: [3], .tanh)),
      Case("stride 3", [7, 4], .conv([3, 2], kernel: 4, stride: 3, hidden: [3], .tanh)),
      Case("stride 1", [4, 3], .conv([3], kernel: 2, stride: 1, hidden: [3], .tanh)),
      Case(
        "kernel within the stride", [5, 5], .conv([9], kernel: 2, stride: 3, hidden: [], .tanh)),
      Case("no convolution", [4, 3, 2], .conv([], hidden: [5], .tanh)),
      Case("four panels", [3, 3], .conv([2], hidden: [3], .silu), .gaussian(size: 1), rows: 130),
      Case(
        "scales of pixels", [3, 4, 3], .conv([4], hidden: [], .tanh), .gaussian(size: 2),
        .gaussian(.perPixel), rows: 5),
      Case(
        "scales of grey pixels", [5, 3], .conv([3], hidden: [4], .tanh), .gaussian(size: 2),
        .discretisedLogistic(.perPixel), rows: 5),
      Case(
        "shared scale", [3, 3, 2], .conv([3], hidden: [], .tanh), .gaussian(size: 2),
        .laplace(.shared), rows: 5),
      Case("counts", [21], .mlp([9], .tanh), .gaussian(size: 3), .poisson, unit: 1, rows: 40),
      Case(
        "counts of pixels", [5, 3], .conv([3], hidden: [4], .relu), .gaussian(size: 2), .poisson,
        unit: 1, rows: 5),
      Case("codes of positions", [5, 7, 2], .conv([3, 8], hidden: [], .tanh), positions, rows: 5) {
        $0.objective.beta = 0.25
      },
      Case(
        "codes of an image", [5, 4], .conv([3], hidden: [4], .tanh),
        .quantized(.init(variables: 2, codes: 3, size: 3))),
      Case("class", [3, 7], .mlp([6, 5], .tanh), classes: 3, rows: 33),
      Case("class, no hidden layer", [3, 7], .mlp([], .tanh), .none(size: 4), classes: 2),
      Case(
        "class after a convolution", [5, 3], .conv([3], hidden: [5], .tanh), .gaussian(size: 2),
        classes: 3),
      Case(
        "class after convolutions", [5, 3, 2], .conv([2, 5], hidden: [], .gelu),
        .categorical(.init(variables: 2, categories: 3)), .laplace(.perPixel), classes: 10),
      Case("class, codebook", [3, 7], .mlp([6], .tanh), positions, classes: 4),
    ]
  }()

  /// Every activation in both kinds of layers.
  static let activations: [Case] = Activation.allCases.flatMap { activation in
    [
      Case("\(activation)", [3, 7], .mlp([6, 5], activation)),
      Case("conv \(activation)", [4, 5], .conv([3], hidden: [4], activation), rows: 5),
    ]
  }

  private static let corruptions: [Corruption] = [
    .gaussian(deviation: 0.3), .mask(probability: 0.4), .saltAndPepper(probability: 0.5),
  ]

  /// What is done to the data.
  static let noisy: [Case] =
    corruptions.map { corruption in
      Case("\(corruption.description)", rows: 33) { $0.corruption = corruption }
    }
    + corruptions.map { corruption in
      Case("conv \(corruption.description)", [5, 3], .conv([3], hidden: [4], .tanh)) {
        $0.corruption = corruption
        $0.binarization = .dynamic
      }
    }
    + Binarization.allCases.map { binarization in
      Case(binarization.rawValue, classes: 2, rows: 33) { $0.binarization = binarization }
    } + [noisyCounts]

  /// Noise on log(1 + x).
  static let noisyCounts = Case(
    "noisy counts", [21], .mlp([9], .tanh), .gaussian(size: 3), .poisson, unit: 1, rows: 33
  ) { $0.corruption = .gaussian(deviation: 0.3) }

  /// A model that was fitted to nothing, for its features.
  static func features(_ shape: [Int], _ network: Network, weight: Double = 1) -> PerceptualLoss {
    guard let engine = try? Engine(threads: 1) else { preconditionFailure("no engine") }
    let model = Case("features", shape, network, .none(size: 2)).model(engine.kernels)
    // swift-format-ignore: NeverUseForceTry
    return try! PerceptualLoss(model, name: "features.t", weight: weight, exampleShape: shape)
  }

  /// Losses on images.
  static let images: [Case] =
    Axes.likelihoods.map {
      Case("ms-ssim, \($0)", [3, 7], .mlp([6], .tanh), .gaussian(size: 2), $0, rows: 33) {
        $0.objective.images.similarity = SimilarityLoss(weight: 9)
        $0.objective.images.likelihoodWeight = 0.01
      }
    }
    + Axes.likelihoods.map {
      Case("features, \($0)", [3, 7], .mlp([6], .tanh), .none(size: 2), $0, rows: 5) {
        $0.objective.images.perceptual = features([3, 7], .mlp([5, 4], .softplus), weight: 2.5)
        $0.objective.images.likelihoodWeight = 0.01
      }
    }
    + Activation.allCases.map { activation in
      Case("features \(activation)", [5, 4], .mlp([6], .tanh), .gaussian(size: 2), rows: 4) {
        $0.objective.images.perceptual = features(
          [5, 4], .conv([3], hidden: [4], activation), weight: 9)
        $0.objective.images.likelihoodWeight = 0
      }
    } + [
      Case(
        "ms-ssim, three scales", [21, 22, 2], .conv([2, 2], hidden: [], .tanh), .none(size: 2),
        .gaussian(.perPixel), rows: 2
      ) {
        $0.objective.images.similarity = SimilarityLoss(weight: 90)
        $0.objective.images.likelihoodWeight = 0
      },
      Case(
        "both, capacity", [5, 3, 2], .conv([3], hidden: [4], .tanh), .gaussian(size: 2),
        .discretisedLogistic(.perPixel), classes: 2, rows: 35
      ) {
        $0.objective.images.similarity = SimilarityLoss(weight: 5)
        $0.objective.images.perceptual = features([5, 3, 2], .conv([3], hidden: [4], .silu))
        $0.objective.codes = LatentObjectives.words.value(of: "capacity:3,9,0")!
        $0.corruption = .mask(probability: 0.4)
      },
      Case("weight of the likelihood", [3, 7], .mlp([6], .tanh), rows: 33) {
        $0.objective.images.likelihoodWeight = 3
        $0.objective.codes = LatentObjectives.words.value(of: "wae-rbf:5")!
      },
    ]

  /// Batches of too few examples for what an objective asks of them, and of just enough.
  static let remainders: [Case] = [
    "wae-rbf:5", "wae-imq:5", "info-rbf:0.5,3", "swae:2,5", "tc:4", "factor:3,9,2", "dip1:900,2",
    "dip2:3,2",
  ].flatMap { objective in
    (1...3).map { rows in
      Case("\(objective), \(rows) left", [3, 5], .mlp([4], .tanh), rows: rows) {
        $0.objective.codes = LatentObjectives.words.value(of: objective)!
      }
    }
  }

  static let all = bottlenecksAndLikelihoods + networks + activations + noisy + images
}
