import TensorIO
import Testing
import ToolSandbox

/// Options of `vae-fit` that are refused: those that have nothing to act on, and arguments that are not
/// what they should be.
@Suite struct VaeFitCombinationTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  @Test(arguments: [
    (
      "--init he --start ae.t",
      "--init: draws the first weights, which --start MODEL has: leave one of them out"
    ),
    ("--codes 8", "--codes: belongs to a codebook: add --bottleneck vq"),
    ("-m categorical --code-size 8", "--code-size: belongs to a codebook: add --bottleneck vq"),
    (
      "--categories 8",
      "--categories: belongs to categorical variables: add --bottleneck categorical or joint"
    ),
    (
      "-m vq --straight-through",
      "--straight-through: belongs to categorical variables: add --bottleneck categorical or joint"
    ),
    (
      "-m ae --temperature 1",
      "--temperature: belongs to categorical variables: add --bottleneck categorical or joint"
    ),
    ("-m ae --prior vamp", "--prior vamp:500: belongs to --bottleneck gaussian"),
    ("-m joint --prior hierarchy:5,4", "--prior hierarchy:5,4: belongs to --bottleneck gaussian"),
    (
      "-m cvae --prior vamp:5",
      "--prior vamp:5: has no classes for its pseudo-inputs: leave out --conditional"
    ),
    (
      "--prior vamp:65536 -b 2049",
      "--prior vamp:65536: has 65536 densities for each of 2049 draws in a step, at most 134217728 "
        + "in all: use a smaller --batch"
    ),
    (
      "--prior vamp:5 --free-bits 1",
      "--prior vamp:5: has no KL in closed form, which --free-bits needs"
    ),
    (
      "--prior vamp:5 --objective tc:4",
      "--prior vamp:5: goes with --objective elbo, iwae, dreg and miwae alone: others need a KL in "
        + "closed form, or compare codes with N(0, I)"
    ),
    ("--kernel 5", "--kernel: belongs to convolutions: add --encoder conv"),
    ("--encoder mlp:30 --stride 1", "--stride: belongs to convolutions: add --encoder conv"),
    ("--variables 2", "--variables: belongs to --bottleneck joint"),
    (
      "-m categorical --variables 2",
      "--variables: belongs to --bottleneck joint: here -z is the number of variables"
    ),
    (
      "-m vq --variables 2",
      "--variables: belongs to --bottleneck joint: here -z is the number of variables"
    ),
    (
      "--objective wae-rbf:1 --beta 2",
      "--beta: with --objective wae-rbf:1, that decides what the KL weighs: leave out --objective, "
        + "or this"
    ),
    (
      "-m vq --objective wae-rbf:1",
      "--objective wae-rbf:1: needs numbers for z: add --bottleneck gaussian or none"
    ),
    (
      "-m ae --objective info-imq:0,2",
      "--objective info-imq:0,2: needs a normal posterior: add --bottleneck gaussian"
    ),
    (
      "-m sae --objective wae-imq:2",
      "--sparsity: with --objective wae-imq:2 the codes already have a penalty"
    ),
    (
      "-b 5000 --objective tc:2",
      "--objective tc:2: takes at most 4096 examples in a step: use a smaller --batch"
    ),
    (
      "-z 2000 --objective dip1:1,1", "--objective dip1:1,1: takes at most 1024 dimensions of z"
    ),
    (
      "-m vq --objective capacity:1,2,3",
      "--objective capacity:1,2,3: needs a KL: add --bottleneck gaussian, categorical or joint"
    ),
    (
      "-m categorical --objective capacities:1,2,1,3",
      "--objective capacities:1,2,1,3: needs numbers and categories: add --bottleneck joint"
    ),
    (
      // 2 · log 5 = 3.21888.
      "-m joint --variables 2 --categories 5 --objective capacities:1,2,3.22,3",
      "--objective capacities:1,2,3.22,3: takes at most 3.2188 nats for the categories: "
        + "variables times log categories"
    ),
    (
      "-m joint --objective capacities:1,2,1,3 --beta 2",
      "--beta: with --objective capacities:1,2,1,3, that decides what the KL weighs: "
        + "leave out --objective, or this"
    ),
    (
      "-m ae --objective factor:6",
      "--objective factor:6,256,3: needs a normal posterior: add --bottleneck gaussian"
    ),
    (
      "-m categorical --free-bits 1",
      "--free-bits: belongs to a normal posterior: add --bottleneck gaussian or joint"
    ),
    (
      "--sparsity l1:1",
      "--sparsity: acts on the codes of an autoencoder: add --bottleneck none"
    ),
    (
      "-m ae --beta 2", "--beta: weighs a regulariser, and an autoencoder has none: add --sparsity"
    ),
    (
      "-m dae --beta-warmup 2",
      "--beta-warmup: weighs a regulariser, and an autoencoder has none: add --sparsity"
    ),
    (
      "--patience 3", "--patience: needs data that the model is not fitted to: add --validate FILE"
    ),
    (
      "--binarize static --likelihood continuous-bernoulli",
      "--binarize: makes pixels 0 or 1, which this density is not for: use --likelihood bernoulli"
    ),
    (
      "--binarize dynamic --likelihood gaussian:learned",
      "--binarize: makes pixels 0 or 1, and a scale that is learned falls to nothing on them: "
        + "use --likelihood bernoulli"
    ),
    (
      "--binarize dynamic --likelihood laplace:pixel",
      "--binarize: makes pixels 0 or 1, and a scale that is learned falls to nothing on them: "
        + "use --likelihood bernoulli"
    ),
    (
      "--binarize static --likelihood discretised-logistic",
      "--binarize: makes pixels 0 or 1, and this likelihood is one of bytes: "
        + "use --likelihood bernoulli"
    ),
    (
      "--objective iwae:3 --free-bits 1",
      "--free-bits: needs a KL in closed form, and that of --objective iwae:3 is drawn"
    ),
    (
      "--objective iwae:3 --ms-ssim 2",
      "--ms-ssim: does not go with iwae, dreg, miwae, a prior that is learned or --posterior-flow: in "
        + "their loss each draw of z has a weight"
    ),
    (
      "--objective iwae:600 -b 200",
      "--objective iwae:600: makes 120000 draws in a step, at most 65536: use a smaller --batch"
    ),
    (
      "--perceptual-weight 3",
      "--perceptual FILE: is missing: the model whose features -m dfc, or --perceptual-weight, weighs"
    ),
    (
      "--likelihood-weight 0",
      "--likelihood-weight: with 0, nothing compares x with its reconstruction: add --ms-ssim or "
        + "--perceptual"
    ),
    (
      "-m vq --encoder conv -z 5",
      "-z: has no meaning here: convolutions without a dense layer have a code at each of their 49 "
        + "positions; add --hidden N for another number"
    ),
    (
      "-m vq --encoder conv --conditional",
      "a codebook of positions cannot be told a class without a dense layer: add --hidden N"
    ),
  ])
  func combinations(_ options: String, _ message: String) throws {
    #expect(try box.run("vae-fit \(options) few.t") == .failure(64, "vae-fit: \(message)"))
  }

  private static let temperatures =
    "--temperature: expected FIRST[,LAST], both at least 1e-30: a logit divided by less is beyond "
    + "single precision, found "

  static let likelihoods =
    "--likelihood: expected bernoulli, continuous-bernoulli, gaussian[:NUMBER|learned|pixel], "
    + "laplace[:NUMBER|learned|pixel], log-cosh[:NUMBER], discretised-logistic[:NUMBER|learned|pixel] "
    + "or poisson, found "
  static let networks =
    "--encoder: expected mlp[:WIDTH,...], conv[:FILTERS,...] or res[:FILTERS,...], found "
  static let corruptions =
    "--corrupt: expected gaussian:DEVIATION, mask:PROBABILITY or salt-pepper:PROBABILITY, found "
  static let optimizers =
    "--optimizer: expected adam, adamw[:DECAY], sgd[:MOMENTUM[,DECAY]] or adagrad, found "
  static let schedules =
    "--schedule: expected constant, cosine[:LAST] or step:EPOCHS,FACTOR, found "
  static let sparsities =
    "--sparsity: expected l1:WEIGHT or kl:TARGET,WEIGHT with a target between 0 and 1, found "

  @Test(arguments: [
    ("-m", "gan", "-m: expected a model of --list, found "),
    (
      "--bottleneck", "sparse",
      "--bottleneck: expected none, gaussian, categorical, joint, vq or topk:K, found "
    ),
    ("--binarize", "on", "--binarize: expected static or dynamic, found "),
    ("--likelihood", "normal", likelihoods), ("--likelihood", "bernoulli:1", likelihoods),
    ("--likelihood", "gaussian:0", likelihoods), ("--likelihood", "gaussian:-1", likelihoods),
    ("--likelihood", "gaussian:1e-50", likelihoods), ("--likelihood", "gaussian:", likelihoods),
    ("--likelihood", "gaussian:1,2", likelihoods), ("--likelihood", "log-cosh:pixel", likelihoods),
    ("--likelihood", "laplace:nan", likelihoods),
    ("--encoder", "lstm", networks), ("--encoder", "conv:", networks),
    ("--encoder", "conv:0", networks), ("--encoder", "mlp:4,,4", networks),
    ("--encoder", "mlp:65537", networks),
    ("--corrupt", "gaussian", corruptions), ("--corrupt", "mask:1.5", corruptions),
    ("--corrupt", "gaussian:-1", corruptions), ("--corrupt", "dropout:0.1", corruptions),
    ("--optimizer", "lion", optimizers), ("--optimizer", "sgd:1", optimizers),
    ("--optimizer", "adam:1", optimizers), ("--optimizer", "adamw:x", optimizers),
    ("--schedule", "step", schedules), ("--schedule", "step:0,1", schedules),
    ("--schedule", "step:1.5,1", schedules), ("--schedule", "cosine:2", schedules),
    ("--sparsity", "l1", sparsities), ("--sparsity", "kl:1,1", sparsities),
    ("--sparsity", "kl:0.1", sparsities),
    ("--objective", "xyz", "--objective: expected an objective of --list, found "),
    ("--objective", "elbo:1", "--objective: expected elbo, see --list, found "),
    ("--objective", "tc:-1", "--objective: expected tc:BETA, see --list, found "),
    ("--objective", "swae:1", "--objective: expected swae:W,DIRECTIONS, see --list, found "),
    (
      "--posterior-flow", "4",
      "--posterior-flow: expected N,WIDTH: 1 to 64 couplings, networks of 1 to 65536 units, found "
    ),
    ("--ms-ssim", "0", "--ms-ssim: expected a number greater than 0, found "),
    ("--likelihood-weight", "-1", "--likelihood-weight: expected a number of at least 0, found "),
    ("--temperature", "1e-38,1e-38", Self.temperatures),
    ("--temperature", "1,9e-31", Self.temperatures), ("--temperature", "0", Self.temperatures),
    ("--temperature", "1,2,3", Self.temperatures),
    ("--clip", "0", "--clip: expected a number greater than 0, found "),
    ("--warmup", "-1", "--warmup: expected a number of at least 0, found "),
    ("--beta-warmup", "x", "--beta-warmup: expected a number of at least 0, found "),
    ("--free-bits", "-1", "--free-bits: expected a number of at least 0, found "),
    ("--patience", "0", "--patience: expected a whole number from 1 to 1000000, found "),
    ("--codes", "0", "--codes: expected a whole number from 1 to 65536, found "),
    ("--code-size", "5000", "--code-size: expected a whole number from 1 to 4096, found "),
    ("--categories", "0", "--categories: expected a whole number from 1 to 65536, found "),
    ("--variables", "0", "--variables: expected a whole number from 1 to 65536, found "),
  ])
  func arguments(_ option: String, _ text: String, _ message: String) throws {
    #expect(
      try box.run("vae-fit \(option) \(text) few.t")
        == .failure(64, "vae-fit: \(message)'\(text)'"))
  }

  /// What cannot be convolved: the data decide, so it is found after they are read.
  @Test func rowsAreNoImages() throws {
    try box.writeFrame("rows.t", Tensor("x", shape: [2, 4], [UInt8](repeating: 0, count: 8)))
    #expect(
      try box.run("vae-fit --encoder conv rows.t")
        == .failure(
          64,
          "vae-fit: examples are 4, expected height×width or height×width×channels for convolutions"
        ))
  }
}
