import Datasets
import Kernels
import Networks
import Tool
import VAE
import Words

/// Where the model is on the axes. The model file has a field for each.
var modelOptions: [Option<Settings>] {
  [
    Option(
      "model", "m", "NAME", "preset for the rest, see --list", listing: Preset.listing,
      default: "vae", keeps: .run, goesFirst: true
    ) {
      $0 = Settings()
      try $1.preset().apply(to: &$0)
    },
    Option(
      "encoder", nil, "NETWORK", NetworkChoice.forms, \.model.encoder,
      listing: Listing("Networks", NetworkChoice.words), keeps: .run
    ) { try $0.word() },
    Option(
      "kernel", nil, "N", "height and width of a convolution's kernel", \.model.kernel, keeps: .run
    ) { try $0.integer(in: 1...15) }
    .needs("belongs to convolutions: add --encoder conv") { $0.network.isConvolutional },
    Option("stride", nil, "N", "of the convolutions", \.model.stride, keeps: .run) {
      try $0.integer(in: 1...8)
    }
    .needs("belongs to convolutions: add --encoder conv") { $0.network.isConvolutional },
    Option(
      "hidden", nil, "N,...", "widths of the dense layers, or none", \.model.hidden,
      default: Network.standardWidths, keeps: .run
    ) { try $0.widths() },
    Option(
      "activation", nil, "NAME", Activation.forms, \.model.activation,
      listing: Listing("Activations", Activation.words), keeps: .run
    ) { try $0.word() },
    Option(
      "likelihood", nil, "NAME", "of examples, gaussian and others, see --list",
      \.model.likelihood, listing: Likelihood.listing, keeps: .run,
      read: { try $0.likelihood() }),
    Option(
      "scaler", nil, "NAME", Scaling.forms, \.model.scaling,
      listing: Listing("Scalers", Scaling.words), keeps: .run
    ) { try $0.word() }
    .refused { $0.scalingFault },
    Option(
      "bottleneck", nil, "NAME", BottleneckChoice.forms, \.model.bottleneck,
      listing: Listing("Bottlenecks", BottleneckChoice.words), keeps: .run
    ) { try $0.word() },
    Option(
      "latent", "z", "N", "dimensions of z; variables of categorical and vq",
      \.model.sizes.latent, keeps: .run
    ) { try $0.integer(in: 1...65_536) },
    Option(
      "posterior-flow", nil, "N,WIDTH",
      "so many couplings behind the posterior, networks of that width", \.model.posteriorFlow,
      keeps: .run
    ) { try $0.value(Flow.Shape.syntax) }
    .needs("follows a normal posterior: add --bottleneck \(Bottlenecks.words { $0.isNormal })") {
      $0.bottleneck.isNormal
    }
    .needs("leaves no normal posteriors for the components of --prior vamp: leave one of them out")
    { !$0.model.prior.needsNormalPosteriors }
    .needs(Flow.cureOfWidth) { $0.model.sizes.latent > 1 }
    .needs(
      "leaves no KL of a dimension alone, which --free-bits counts: leave one of them out"
    ) { $0.training.objective.freeBits == 0 }
    .refused { $0.drawsFault },
    Option(
      "prior", nil, "NAME", "of gaussian's z: normal and others, see --list", \.model.prior,
      listing: Listing("Priors", LatentPriors.words), keeps: .run, text: { $0.description }
    ) { try $0.value(of: LatentPriors.words, LatentPriors.syntax) }
    .refused { settings in
      settings.priorFault.map { ToolError(.usage, "--prior \(settings.model.prior)", $0) }
    },
    Option(
      "variables", nil, "N", "categorical variables of joint", \.model.sizes.variables, keeps: .run
    ) { try $0.integer(in: 1...65_536) }
    .refused {
      if $0.model.bottleneck.reads(.variables) { return nil }
      let isNumber = $0.bottleneck.discreteVariables != nil
      return "belongs to --bottleneck \(Bottlenecks.words(reading: .variables))"
        + (isNumber ? ": here -z is the number of variables" : "")
    },
    Option(
      "categories", nil, "K", "of each categorical variable", \.model.sizes.categories, keeps: .run
    ) { try $0.integer(in: 1...65_536) }
    .needs(.categories, "belongs to categorical variables"),
    Option(
      flag: "straight-through", nil, "categories are never soft, only their gradients",
      \.model.sizes.straightThrough, keeps: .run
    )
    .needs(.straightThrough, "belongs to categorical variables"),
    Option(
      "codes", nil, "K", "vectors in the codebook of vq", \.model.sizes.codes, keeps: .run
    ) { try $0.integer(in: 1...65_536) }
    .needs(.codes, "belongs to a codebook"),
    Option("code-size", nil, "N", "numbers in each", \.model.sizes.codeSize, keeps: .run) {
      try $0.integer(in: 1...4096)
    }
    .needs(.codeSize, "belongs to a codebook"),
    Option(
      flag: "conditional", nil, "tell encoder and decoder the labels y", \.model.isConditional,
      keeps: .run),
  ]
}

extension Settings {
  /// Why data are not to be scaled; nil where they may be.
  fileprivate var scalingFault: String? {
    if model.scaling.isNone { return nil }
    let family = model.likelihood.family
    let takes = family.support == .real || model.scaling.rule.isToUnit && family.support == .unit
    if !takes || family.steps != nil {
      return "gives numbers that are none for --likelihood \(family.name): "
        + "use gaussian, laplace or log-cosh"
    }
    if training.binarization != nil { return "gives no pixels, which --binarize draws" }
    if training.objective.images.similarity != nil || perceptual != nil {
      return "gives no pixels, which losses on images compare"
    }
    return nil
  }

  /// Why the prior cannot be had; nil where it can.
  fileprivate var priorFault: String? {
    if model.prior.isStandardNormal { return nil }
    if !bottleneck.isNormal {
      return "belongs to --bottleneck \(Bottlenecks.words { $0.isNormal })"
    }
    let draws = training.batch * (training.objective.codes.bound?.total ?? 1)
    if let fault = model.prior.refusal(
      bottleneck, isConditional: model.isConditional, draws: draws)
    {
      return fault
    }
    if training.objective.freeBits > 0 {
      return "has no KL in closed form, which --free-bits needs"
    }
    return drawsFault
  }

  /// What contradicts a KL that is known from draws alone.
  fileprivate var drawsFault: String? {
    training.objective.codes.isBound
      ? nil
      : "goes with --objective elbo, iwae, dreg and miwae alone: others need a KL in closed form, or "
        + "compare codes with N(0, I)"
  }
}
