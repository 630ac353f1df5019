import Tool
import VAE
import Words

/// What is minimised.
var objectiveOptions: [Option<Settings>] {
  [
    Option(
      "objective", nil, "NAME", "what is asked of the codes, see --list",
      \.training.objective.codes, listing: Listing("Objectives", LatentObjectives.words),
      keeps: .result, text: { $0.description }
    ) { try $0.objective() }
    .refused { settings in
      let (training, codes) = (settings.training, settings.training.objective.codes)
      return codes.refusal(settings.bottleneck, batch: training.batch, epochs: training.epochs)
        .map { ToolError(.usage, $0.option ?? "--objective \(codes)", $0.reason) }
    },
    Option(
      "beta", nil, "W", "weight of the KL, or of vq's commitment", \.beta,
      default: standardWeights, keeps: .run
    ) { try $0.number(atLeast: 0) }
    .needs("weighs a regulariser, and an autoencoder has none: add --sparsity") {
      $0.hasRegulariser
    }
    .refused { $0.training.objective.codes.takesBeta ? nil : $0.weightFault },
    Option(
      "beta-warmup", nil, "EPOCHS", "in which that weight rises from 0",
      \.training.objective.betaWarmup, keeps: .result
    ) { try $0.number(atLeast: 0) }
    .needs("weighs a regulariser, and an autoencoder has none: add --sparsity") {
      $0.hasRegulariser
    }
    .refused { $0.training.objective.codes.takesWarmup ? nil : $0.weightFault },
    Option(
      "free-bits", nil, "NATS", "of each dimension's KL that cost nothing",
      \.training.objective.freeBits, keeps: .result
    ) { try $0.number(atLeast: 0) }
    .needs(.freeBits, "belongs to a normal posterior")
    .refused {
      let codes = $0.training.objective.codes
      if codes.takesBeta { return nil }
      return codes.bound == nil
        ? $0.weightFault
        : "needs a KL in closed form, and that of --objective \(codes) is drawn"
    },
    Option(
      "sparsity", nil, "PENALTY", "on the codes of an autoencoder: \(SparsityPenalty.forms)",
      \.training.objective.sparsity, listing: Listing("Sparsity", SparsityPenalty.words),
      keeps: .result
    ) { try $0.word() }
    .needs(.sparsity, "acts on the codes of an autoencoder")
    .refused {
      let codes = $0.training.objective.codes
      return codes.takesBeta
        ? nil : "with --objective \(codes) the codes already have a penalty"
    },
    Option(
      "likelihood-weight", nil, "W", "of the reconstruction in the loss",
      \.training.objective.images.likelihoodWeight, keeps: .result
    ) { try $0.number(atLeast: 0) }
    .needs("with 0, nothing compares x with its reconstruction: add --ms-ssim or --perceptual") {
      let images = $0.training.objective.images
      return images.likelihoodWeight > 0 || images.similarity != nil || $0.perceptual != nil
    }
    .refused { $0.imageFault },
    Option(
      "ms-ssim", nil, "W", "add W times (1 - MS-SSIM) of each image and its mean",
      \.training.objective.images.similarityWeight, keeps: .result
    ) { try $0.positiveNumber() }
    .refused { $0.imageFault },
    Option(
      "perceptual", nil, "FILE", "compare them in that model's hidden layers too", \.perceptual,
      keeps: .result
    ) { try $0.file() }
    .refused { $0.imageFault },
    Option("perceptual-weight", nil, "W", "of that comparison", \.perceptualWeight, keeps: .result)
    {
      try $0.positiveNumber()
    }
    .refused {
      let reason = "is missing: the model whose features -m dfc, or --perceptual-weight, weighs"
      return $0.perceptual == nil ? ToolError(.usage, "--perceptual FILE", reason) : nil
    },
    Option(
      "temperature", nil, "FIRST,LAST", "of relaxed categories", \.training.objective.temperature,
      keeps: .result
    ) { try $0.value(Temperature.syntax) }
    .needs(.temperature, "belongs to categorical variables"),
  ]
}

/// What regularisers weigh where nothing else is asked for: `1, vq: 0.25`.
private var standardWeights: String {
  let weights = BottleneckChoice.words.compactMap { BottleneckChoice(String($0.name)) }
    .map { ($0.description, $0.bottleneck(BottleneckOptions()).standardBeta) }
  return "1" + weights.filter { $0.1 != 1 }.map { ", \($0): \($1)" }.joined()
}

extension Settings {
  fileprivate var hasRegulariser: Bool { training.objective.name(of: bottleneck) != nil }

  /// Why nothing but the objective weighs the KL.
  fileprivate var weightFault: String {
    "with --objective \(training.objective.codes), that decides what the KL weighs: leave out "
      + "--objective, or this"
  }

  /// Why images cannot be compared: the loss is made of weighed draws of z.
  fileprivate var imageFault: String? {
    let hasClosedDivergence = model.prior.isStandardNormal && model.posteriorFlow == nil
    return training.objective.codes.bound == nil && hasClosedDivergence
      ? nil
      : "does not go with iwae, dreg, miwae, a prior that is learned or --posterior-flow: in their loss "
        + "each draw of z has a weight"
  }
}
