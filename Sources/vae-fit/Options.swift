import Kernels
import Tool
import VAE
import Words

/// Where the model is on the axes.
var modelOptions: [Option<Settings>] {
  let networks = NetworkName.allCases.map(\.form)
  let activations = Activation.choices.map(\.name)
  let bottlenecks = BottleneckChoice.words.map(\.form)
  return [
    Option(
      "model", "m", "NAME", "preset for the rest, see --list", choices: Preset.all.map(\.name),
      default: "vae", goesFirst: true
    ) {
      $0 = Settings()
      try $1.preset().apply(to: &$0)
    },
    Option(
      "encoder", nil, "NETWORK", networks.alternatives, forms: networks, default: "mlp:400"
    ) {
      let (kind, hidden) = try $1.network()
      $0.network = kind
      if let hidden { $0.hidden = hidden }
    },
    Option("kernel", nil, "N", "height and width of a convolution's kernel", default: "3") {
      $0.kernel = try $1.integer(in: 1...15)
    },
    Option("stride", nil, "N", "of the convolutions", default: "2") {
      $0.stride = try $1.integer(in: 1...8)
    },
    Option(
      "hidden", nil, "N,...", "widths of the dense layers, or none", forms: ["none"],
      default: "400, conv: 16, conv vq: none"
    ) {
      $0.hidden = try $1.widths()
    },
    Option(
      "activation", nil, "NAME", activations.alternatives, choices: activations, default: "relu"
    ) {
      $0.activation = try $1.activation()
    },
    Option(
      "likelihood", nil, "NAME", "of examples, gaussian and others, see --list",
      forms: Likelihood.families.map { $0.form }, default: "bernoulli"
    ) {
      $0.likelihood = try $1.likelihood()
    },
    Option(
      "bottleneck", nil, "NAME", bottlenecks.alternatives, forms: bottlenecks,
      default: Bottlenecks.standard.description
    ) {
      $0.bottleneck = try $1.value(BottleneckChoice.syntax)
    },
    Option(
      "latent", "z", "N", "dimensions of z; variables of categorical and vq", default: "20"
    ) {
      $0.latent = try $1.integer(in: 1...65_536)
    },
    Option(
      "posterior-flow", nil, "N,WIDTH",
      "so many couplings behind the posterior, networks of that width"
    ) {
      $0.posteriorFlow = try $1.value(Flow.Shape.syntax)
    },
    Option(
      "prior", nil, "NAME", "of gaussian's z: normal and others, see --list",
      forms: LatentPriors.words.map(\.form), default: "normal"
    ) {
      $0.prior = try $1.value(of: LatentPriors.words, LatentPriors.syntax)
    },
    Option("variables", nil, "N", "categorical variables of joint", default: "1") {
      $0.variables = try $1.integer(in: 1...65_536)
    },
    Option("categories", nil, "K", "of each categorical variable", default: "10") {
      $0.categories = try $1.integer(in: 1...65_536)
    },
    Option(flag: "straight-through", nil, "categories are never soft, only their gradients") {
      $0.straightThrough = true
    },
    Option("codes", nil, "K", "vectors in the codebook of vq", default: "256") {
      $0.codes = try $1.integer(in: 1...65_536)
    },
    Option("code-size", nil, "N", "numbers in each", default: "16") {
      $0.codeSize = try $1.integer(in: 1...4096)
    },
    Option(flag: "conditional", nil, "tell encoder and decoder the labels y") {
      $0.isConditional = true
    },
  ]
}

/// What is minimised, and how.
var trainingOptions: [Option<Settings>] {
  [
    Option(
      "corrupt", nil, "NOISE", "on the encoder's input, mask:0.2 and others, see --list",
      forms: Corruption.words.map(\.form)
    ) {
      $0.corruption = try $1.value(Corruption.syntax)
    },
    Option("binarize", nil, "static|dynamic", "draw pixels of 0 and 1, once or each epoch") {
      $0.binarization = try $1.choice()
    },
    Option(
      "sparsity", nil, "PENALTY", "on the codes of an autoencoder: \(Sparsity.forms)",
      forms: Sparsity.words.map(\.form)
    ) {
      $0.sparsity = try $1.value(Sparsity.syntax)
    },
    Option(
      "objective", nil, "NAME", "what is asked of the codes, see --list",
      forms: LatentObjectives.words.map(\.form), default: "elbo"
    ) {
      $0.objective = try $1.objective()
    },
    Option("likelihood-weight", nil, "W", "of the reconstruction in the loss", default: "1") {
      $0.likelihoodWeight = try $1.number(atLeast: 0)
    },
    Option("ms-ssim", nil, "W", "add W times (1 - MS-SSIM) of each image and its mean") {
      $0.similarityWeight = try $1.positiveNumber()
    },
    Option(
      "perceptual", nil, "FILE",
      "compare them in that model's hidden layers too"
    ) {
      $0.perceptual = try $1.file()
    },
    Option("perceptual-weight", nil, "W", "of that comparison", default: "1") {
      $0.perceptualWeight = try $1.positiveNumber()
    },
    Option("beta", nil, "W", "weight of the KL, or of vq's commitment", default: "1, vq: 0.25") {
      $0.beta = try $1.number(atLeast: 0)
    },
    Option("beta-warmup", nil, "EPOCHS", "in which that weight rises from 0") {
      $0.betaWarmup = try $1.number(atLeast: 0)
    },
    Option("free-bits", nil, "NATS", "of each dimension's KL that cost nothing") {
      $0.freeBits = try $1.number(atLeast: 0)
    },
    Option("temperature", nil, "FIRST,LAST", "of relaxed categories", default: "1,0.5") {
      $0.temperature = try $1.value(Temperature.syntax)
    },
    Option(
      "init", nil, "NAME", "how weights begin: today, torch and others, see --list",
      choices: InitialWeights.allCases.map(\.rawValue), default: InitialWeights.standard.rawValue
    ) {
      $0.initialWeights = try $1.choice()
    },
    Option("start", nil, "MODEL", "go on from the weights of a model of the same shape") {
      $0.start = try $1.file()
    },
    Option("epochs", "e", "N", "passes over the data", default: "10") {
      $0.epochs = try $1.integer(in: 0...1_000_000)
    },
    Option("batch", "b", "N", "examples in a step", default: "128") {
      $0.batch = try $1.integer(in: 1...65_536)
    },
    Option(
      "optimizer", nil, "NAME", Optimizer.forms, forms: Optimizer.words.map(\.form),
      default: "adam"
    ) {
      $0.optimizer = try $1.value(Optimizer.syntax)
    },
    Option("lr", nil, "RATE", "learning rate", default: "1e-3") {
      $0.learningRate = try $1.positiveNumber()
    },
    Option(
      "schedule", nil, "NAME", Schedule.forms, forms: Schedule.words.map(\.form),
      default: "constant"
    ) {
      $0.schedule = try $1.value(Schedule.syntax)
    },
    Option("warmup", nil, "EPOCHS", "in which the rate rises from 0") {
      $0.warmup = try $1.number(atLeast: 0)
    },
    Option("clip", nil, "NORM", "largest norm of a step's gradient") {
      $0.clip = try $1.positiveNumber()
    },
  ]
}

/// What of a run decides its result, as model and training do.
var resultOptions: [Option<Settings>] {
  [
    .seed(\.seed, default: 1),
    Option(
      "patience", nil, "N", "stop after N epochs without a better one, keep the best"
    ) {
      $0.patience = try $1.integer(in: 1...1_000_000)
    },
  ]
}

/// What a run reads and writes.
var runOptions: [Option<Settings>] {
  [
    .threads(\.threads),
    Option("validate", nil, "FILE", "stream to evaluate after each epoch") {
      $0.validation = try $1.file()
    },
    Option(
      "spool", nil, "[DIR]", "rows go to a temporary file in DIR", default: "TMPDIR or /var/tmp"
    ) {
      $0.spool = $1.text.isEmpty ? standardSpoolFolder : $1.text
    },
    Option("log", nil, "FILE", "figures of each epoch, tab-separated") {
      $0.log = try $1.file()
    },
    Option("snapshot", nil, "FILE", "write the model there on SIGUSR1") {
      guard $1.text != "-" else { throw $1.refused("the name of a file") }
      $0.snapshot = try $1.file()
    },
    Option("checkpoint", nil, "FILE", "keep there what --resume needs to go on with the run") {
      guard $1.text != "-" else { throw $1.refused("the name of a file") }
      $0.checkpoint = try $1.file()
    },
    Option(
      "every", nil, "INTERVAL", "of checkpoints: 5 for epochs, 60s for seconds", default: "1"
    ) {
      $0.interval = try CheckpointInterval($1)
    },
    Option("resume", nil, "FILE", "go on from that checkpoint, with the same data") {
      guard $1.text != "-" else { throw $1.refused("the name of a file") }
      $0.resume = try $1.file()
    },
    .output(\.output),
    .quiet(\.quiet),
    Option(flag: "list", nil, "show every NAME that options take, and exit") { $0.lists = true },
  ]
}

extension Option<Settings> {
  /// The same, and `Settings.given` remembers it.
  var kept: Option {
    applying { settings, text in
      settings.given.append(Settings.Given(name: long, text: text))
    }
  }
}
