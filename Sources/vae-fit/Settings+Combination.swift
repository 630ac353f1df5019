import Glibc
import LaneTypes
import Tool
import VAE

/// Which options make no sense together.
extension Settings {
  /// Refuses options that have nothing to act on.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkCombination() throws(ToolError) {
    let z = chosenBottleneck
    func refuse(_ option: String, if wrong: Bool, _ reason: String) throws(ToolError) {
      if wrong { throw ToolError(.usage, option, reason) }
    }
    for (option, isGiven) in [("--kernel", kernel != nil), ("--stride", stride != nil)] {
      try refuse(
        option, if: isGiven && !hasConvolutions, "belongs to convolutions: add --encoder conv")
    }
    for (option, isGiven, reason) in [
      (BottleneckOption.codes, codes != nil, "belongs to a codebook"),
      (.codeSize, codeSize != nil, "belongs to a codebook"),
      (.categories, categories != nil, "belongs to categorical variables"),
      (.straightThrough, straightThrough, "belongs to categorical variables"),
      (.temperature, temperature != nil, "belongs to categorical variables"),
      (.variables, variables != nil, "belongs to"),
      (.freeBits, freeBits != nil, "belongs to a normal posterior"),
      (.sparsity, sparsity != nil, "acts on the codes of an autoencoder"),
    ] where isGiven && !bottleneck.reads(option) {
      let words = "--bottleneck \(Bottlenecks.words(reading: option))"
      let remedy =
        option != .variables
        ? ": add \(words)"
        : z.discreteVariables == nil
          ? " \(words)" : " \(words): here -z is the number of variables"
      throw ToolError(.usage, "--\(option.rawValue)", reason + remedy)
    }
    for (option, isGiven) in [("--beta", beta != nil), ("--beta-warmup", betaWarmup != nil)] {
      try refuse(
        option, if: isGiven && z.regulariser == nil && sparsity == nil,
        "weighs a regulariser, and an autoencoder has none"
          + (bottleneck.reads(.sparsity) ? ": add --sparsity" : ""))
    }
    try refuse(
      "--patience", if: patience != nil && validation == nil,
      "needs data that the model is not fitted to: add --validate FILE")
    try refuse(
      "--every", if: interval != nil && checkpoint == nil,
      "says how often --checkpoint FILE is written, which is missing")
    try refuse(
      "--start", if: start != nil && !z.learned.isEmpty,
      "does not go with \(z.name), whose codebook begins at the data")
    try refuse(
      "--init", if: initialWeights != nil && start != nil,
      "draws the first weights, which --start MODEL has: leave one of them out")
    if let reason = flowFault { throw ToolError(.usage, "--posterior-flow", reason) }
    if let reason = priorFault { throw ToolError(.usage, "--prior \(prior)", reason) }
    try refuse(
      "--perceptual FILE", if: perceptualWeight != nil && perceptual == nil,
      "is missing: the model whose features -m dfc, or --perceptual-weight, weighs")
    try refuse(
      "--likelihood-weight",
      if: likelihoodWeight == 0 && similarityWeight == nil && perceptual == nil,
      "with 0, nothing compares x with its reconstruction: add --ms-ssim or --perceptual")
    for (option, isGiven) in [
      ("--ms-ssim", similarityWeight != nil), ("--perceptual", perceptual != nil),
      ("--likelihood-weight", likelihoodWeight != nil),
    ] {
      try refuse(
        option, if: isGiven && weighsDraws,
        "does not go with iwae, dreg, miwae, a prior that is learned or --posterior-flow: in their loss "
          + "each draw of z has a weight")
    }
    if let (option, reason) = objectiveFault { throw ToolError(.usage, option, reason) }
    if binarizes, let fault = binarizationFault {
      throw ToolError(.usage, "--binarize", fault)
    }
  }

  private static var normalPosterior: String {
    "a normal posterior: add --bottleneck \(Bottlenecks.words { $0.isNormal })"
  }
  private static var numbers: String { Bottlenecks.words { $0.canFollowNormal } }

  /// Why a flow cannot follow the posterior.
  private var flowFault: String? {
    guard posteriorFlow != nil else { return nil }
    guard chosenBottleneck.isNormal else { return "follows \(Self.normalPosterior)" }
    if case .vamp = prior {
      return "leaves no normal posteriors for the components of --prior vamp: leave one of them out"
    }
    if latent ?? 20 < 2 { return "couples one part of z to another: use -z 2 or more" }
    if freeBits != nil {
      return "leaves no KL of a dimension alone, which --free-bits counts: leave one of them out"
    }
    return isOfDraws ? nil : goesWithDraws
  }

  /// What contradicts the prior.
  private var priorFault: String? {
    if case .normal = prior { return nil }
    if !chosenBottleneck.isNormal {
      return "belongs to --bottleneck \(Bottlenecks.words { $0.isNormal })"
    }
    if case .flow = prior, latent ?? 20 < 2 {
      return "couples one part of z to another: use -z 2 or more"
    }
    if case .vamp = prior, isConditional {
      return "has no classes for its pseudo-inputs: leave out --conditional"
    }
    if case .vamp(let components) = prior {
      let draws = batch * (objective.bound?.total ?? 1)
      if draws * components > LatentPrior.mostDensities {
        return "has \(components) densities for each of \(draws) draws in a step, at most "
          + "\(LatentPrior.mostDensities) in all: use a smaller --batch"
      }
    }
    if freeBits != nil { return "has no KL in closed form, which --free-bits needs" }
    return isOfDraws ? nil : goesWithDraws
  }

  /// Whether the objective asks for no more than log p(z) and log q(z|x) of draws.
  private var isOfDraws: Bool { objective == .elbo || objective.bound != nil }

  private var goesWithDraws: String {
    "goes with --objective elbo, iwae, dreg and miwae alone: others need a KL in closed form, or "
      + "compare codes with N(0, I)"
  }

  /// Whether the loss is made of weighed draws of z.
  private var weighsDraws: Bool {
    objective.bound != nil || prior != .normal || posteriorFlow != nil
  }

  /// What contradicts the objective: the option and the reason.
  private var objectiveFault: (String, String)? {
    let (z, word) = (chosenBottleneck, objective.description)
    let weighsAlone = "decides what the KL weighs: leave out --objective, or this"
    if objective.keepsPairs, batch > CodeObjective.mostPairedExamples {
      return (
        "--objective \(word)",
        "takes at most \(CodeObjective.mostPairedExamples) examples in a step: use a smaller --batch"
      )
    }
    if batch < objective.leastExamples {
      let least = objective.leastExamples
      return (
        "--objective \(word)",
        "compares the examples of a step, which takes \(least) of them: use -b \(least) or more"
      )
    }
    switch objective {
    case .elbo: return nil
    case .capacity:
      guard z.hasDivergence else {
        let words = Bottlenecks.words { $0.hasDivergence }
        return ("--objective \(word)", "needs a KL: add --bottleneck \(words)")
      }
    case .bound(let bound):
      guard z.isNormal else {
        return ("--objective \(word)", "needs \(Self.normalPosterior)")
      }
      guard bound.total * batch <= Bound.mostInStep else {
        return (
          "--objective \(word)",
          "makes \(bound.total * batch) draws in a step, at most \(Bound.mostInStep): "
            + "use a smaller --batch"
        )
      }
      // The draws of all epochs are numbered through as epochs of their own.
      let most = NoiseKey.lastEpoch / bound.total
      guard epochs <= most else {
        return (
          "--epochs",
          "\(epochs) times the \(bound.total) draws of --objective \(word) are more than random numbers "
            + "can be told apart by: use at most -e \(most), or fewer draws"
        )
      }
    case .capacities(_, _, let categoryNats, _):
      guard z.isMixed else {
        let words = Bottlenecks.words { $0.isMixed }
        return ("--objective \(word)", "needs numbers and categories: add --bottleneck \(words)")
      }
      // The KL of a variable is greatest where it always has one category.
      let most = Double(variables ?? 1) * Glibc.log(Double(categories ?? 10))
      guard categoryNats <= most else {
        // Rounded down, so that the number in the message is not refused.
        let nats = fixedPoint((most * 1e4).rounded(.down) / 1e4, 4)
        return (
          "--objective \(word)",
          "takes at most \(nats) nats for the categories: variables times log categories"
        )
      }
    case .correlation, .factor:
      guard z.isNormal else {
        return ("--objective \(word)", "needs \(Self.normalPosterior)")
      }
      return nil
    case .sliced:
      guard z.canFollowNormal else {
        return ("--objective \(word)", "needs numbers for z: add --bottleneck \(Self.numbers)")
      }
    case .covariance:
      guard z.isNormal else {
        return ("--objective \(word)", "needs \(Self.normalPosterior)")
      }
      guard latent ?? 20 <= CovariancePenalty.mostDimensions else {
        return (
          "--objective \(word)",
          "takes at most \(CovariancePenalty.mostDimensions) dimensions of z"
        )
      }
      return nil
    case .discrepancy(let penalty):
      if penalty.alpha != nil, !z.isNormal {
        return ("--objective \(word)", "needs \(Self.normalPosterior)")
      }
      guard z.canFollowNormal else {
        return ("--objective \(word)", "needs numbers for z: add --bottleneck \(Self.numbers)")
      }
    }
    if beta != nil { return ("--beta", "with --objective \(word), that \(weighsAlone)") }
    if betaWarmup != nil, objective.bound == nil {
      return ("--beta-warmup", "with --objective \(word), that \(weighsAlone)")
    }
    if freeBits != nil, objective.bound != nil {
      return ("--free-bits", "needs a KL in closed form, and that of --objective \(word) is drawn")
    }
    if freeBits != nil { return ("--free-bits", "with --objective \(word), that \(weighsAlone)") }
    if sparsity != nil {
      return ("--sparsity", "with --objective \(word) the codes already have a penalty")
    }
    return nil
  }

  private var hasConvolutions: Bool {
    if case .convolutional = network { true } else { false }
  }

  /// Why the likelihood has no use for pixels of 0 and 1.
  private var binarizationFault: String? {
    switch likelihood {
    case .bernoulli, .logCosh, .gaussian(.fixed), .laplace(.fixed): nil
    case .continuousBernoulli:
      "makes pixels 0 or 1, which this density is not for: use --likelihood bernoulli"
    case .gaussian, .laplace:
      "makes pixels 0 or 1, and a scale that is learned falls to nothing on them: "
        + "use --likelihood bernoulli"
    case .discretisedLogistic:
      "makes pixels 0 or 1, and this likelihood is one of bytes: use --likelihood bernoulli"
    }
  }
}
