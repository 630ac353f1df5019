import Glibc
import Kernels
import Tool
import VAE
import Words

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
    guard chosenBottleneck.isNormal else {
      return "follows \(Self.normalPosterior)"
    }
    if prior.needsNormalPosteriors {
      return
        "leaves no normal posteriors for the components of --prior \(prior.name): leave one of them out"
    }
    if latent ?? 20 < 2 { return Flow.cureOfWidth }
    if freeBits != nil {
      return "leaves no KL of a dimension alone, which --free-bits counts: leave one of them out"
    }
    return isOfDraws ? nil : goesWithDraws
  }

  /// What contradicts the prior.
  private var priorFault: String? {
    if prior.isStandardNormal { return nil }
    if let fault = prior.refusal(
      chosenBottleneck, isConditional: isConditional, draws: batch * (objective.bound?.total ?? 1))
    {
      return fault
    }
    if freeBits != nil { return "has no KL in closed form, which --free-bits needs" }
    return isOfDraws ? nil : goesWithDraws
  }

  /// Whether the objective asks for no more than log p(z) and log q(z|x) of draws.
  private var isOfDraws: Bool { objective.isBound }

  private var goesWithDraws: String {
    "goes with --objective elbo, iwae, dreg and miwae alone: others need a KL in closed form, or "
      + "compare codes with N(0, I)"
  }

  /// Whether the loss is made of weighed draws of z.
  private var weighsDraws: Bool {
    objective.bound != nil || !prior.isStandardNormal || posteriorFlow != nil
  }

  /// What contradicts the objective: the option and the reason.
  private var objectiveFault: (String, String)? {
    let word = objective.description
    let weighsAlone = "decides what the KL weighs: leave out --objective, or this"
    if let (option, reason) = objective.refusal(chosenBottleneck, batch: batch, epochs: epochs) {
      return (option ?? "--objective \(word)", reason)
    }
    if objective.takesBeta { return nil }
    if beta != nil { return ("--beta", "with --objective \(word), that \(weighsAlone)") }
    if betaWarmup != nil, !objective.takesWarmup {
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
    likelihood.family.binarizationFault(likelihood)
  }
}
