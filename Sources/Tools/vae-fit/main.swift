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
    OptionGroup("Model", modelOptions.map(\.remembered)),
    OptionGroup("Training", (objectiveOptions + trainingOptions).map(\.remembered)),
    OptionGroup("Run", runOptions.map(\.remembered)),
  ],
  examples: [
    "mnist2t train.gz | vae-fit -z 20 > model.t",
    "mnist2t train.gz | vae-fit -e 30 --log loss.tsv -o model.t",
  ], completesSettings: true)

command.run { given, operands in
  if given.run.lists { return try show(List.text(command.options)) }
  Interruption.announce("vae-fit: interrupted before the first step: no model was written")
  Interruption.deferSnapshots()
  try given.checkFiles(data: operands.first)
  let resumption = try naming("--resume") { try given.run.resume.map { try Resumption($0) } }
  let settings = try resumption?.settings(given) ?? given
  try settings.checkStandardStreams(data: operands.first)
  try settings.checkNeeds()
  let engine = try makeEngine(threads: settings.run.threads)
  let output = try ModelOutput(settings.run.output)
  let input = try RunInput(operands.first, settings, resumption: resumption)
  let run = try Run(settings, input, engine: engine)
  let interruption = try blaming(input.name) { try run.fit() }
  let model = try blaming(input.name) { try run.model() }
  let place = try output.write(model, hasEpoch: run.hasEpoch || interruption == nil)
  if let remainder = run.remainder(place) { Diagnostic.report("vae-fit", remainder) }
  let failure = run.finish()
  if let end: any Error = interruption ?? failure { throw end }
}
