import Kernels
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

let command = Command(
  name: "vae-fit", summary: "fit a variational autoencoder to a stream of data",
  operands: "[DATA]", defaults: Settings(),
  options: [
    Option("latent", "z", "N", "dimensions of the latent space", default: "20") {
      $0.latent = try $1.integer(in: 1...65_536)
    },
    Option("hidden", nil, "N,...", "widths of the hidden layers", default: "400") {
      $0.hidden = try widths($1)
    },
    Option("activation", nil, "relu|tanh|softplus", "between the layers", default: "relu") {
      $0.activation = try $1.choice()
    },
    Option("likelihood", nil, "bernoulli|gaussian", "of the data", default: "bernoulli") {
      $0.likelihood = try $1.choice()
    },
    Option("variance", nil, "C", "variance of the gaussian likelihood", default: "0.5") {
      $0.variance = try variance($1)
    },
    Option("epochs", "e", "N", "passes over the data", default: "10") {
      $0.epochs = try $1.integer(in: 0...1_000_000)
    },
    Option("batch", "b", "N", "examples in a step", default: "128") {
      $0.batch = try $1.integer(in: 1...65_536)
    },
    Option("lr", nil, "RATE", "learning rate of Adam", default: "1e-3") {
      $0.learningRate = try $1.positiveNumber()
    },
    Option("beta", nil, "W", "weight of the KL divergence", default: "1") {
      $0.beta = try $1.number(atLeast: 0)
    },
    .seed(\.seed, default: 1),
    .threads(\.threads),
    Option("validate", nil, "FILE", "stream to evaluate after each epoch") {
      $0.validation = try $1.file()
    },
    Option("log", nil, "FILE", "figures of each epoch, tab-separated") {
      $0.log = try $1.file()
    },
    Option("snapshot", nil, "FILE", "write the model there on SIGUSR1") {
      guard $1.text != "-" else { throw $1.refused("the name of a file") }
      $0.snapshot = try $1.file()
    },
    .output(\.output),
    .quiet(\.quiet),
  ],
  examples: [
    "mnist2t train.gz | vae-fit -z 20 > model.t",
    "mnist2t train.gz | vae-fit -e 30 --log loss.tsv -o model.t",
  ])

command.run { settings, operands in
  try settings.checkStandardStreams(data: operands.first)
  let likelihood = try settings.chosenLikelihood
  let engine = try makeEngine(threads: settings.threads)
  var output = try TensorOutput(settings.output)
  let (data, name) = try readDataset(operands.first, likelihood: likelihood)
  let validation = try settings.validation.map {
    try readDataset($0, likelihood: likelihood)
  }
  if let validation, validation.0.exampleShape != data.exampleShape {
    throw ToolError(
      .badData, validation.name,
      "examples are \(describe(validation.0.exampleShape)), "
        + "expected \(describe(data.exampleShape)) as in \(name)")
  }
  let run = try Run(settings, data: data, validation: validation?.0, engine: engine)
  let interruption = try blaming(name) { try run.fit() }
  try output.write(try blaming(name) { try run.model() })
  try output.finish()
  if let interruption { throw interruption }
}
