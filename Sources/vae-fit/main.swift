import Kernels
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

let command = Command(
  name: "vae-fit", summary: "fit an autoencoder, variational or not, to a stream of data",
  operands: "[DATA]", defaults: Settings(),
  groups: [
    OptionGroup("Model", modelOptions), OptionGroup("Training", trainingOptions),
    OptionGroup("Run", runOptions),
  ],
  examples: [
    "mnist2t train.gz | vae-fit -z 20 > model.t",
    "mnist2t train.gz | vae-fit -e 30 --log loss.tsv -o model.t",
  ])

command.run { settings, operands in
  if settings.lists { return try command.show(List.text) }
  Interruption.deferSnapshots()
  try settings.checkStandardStreams(data: operands.first)
  try settings.checkCombination()
  let engine = try makeEngine(threads: settings.threads)
  var output = try TensorOutput(settings.output)
  let (data, name) = try readDataset(operands.first, settings)
  let validation = try settings.validation.map { try readDataset($0, settings) }
  if let validation {
    try checkValidation(
      validation.0, validation.name, like: data, name, likelihood: settings.likelihood)
  }
  let features = try readFeatures(settings, exampleShape: data.exampleShape)
  let weights = try settings.start.map { try StartingModel($0) }
  let run = try Run(
    settings, data: data, validation: validation?.0, features: features, weights: weights,
    engine: engine)
  let interruption = try blaming(name) { try run.fit() }
  try output.write(try blaming(name) { try run.model() })
  try output.finish()
  if let interruption { throw interruption }
}
