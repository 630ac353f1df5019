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
    OptionGroup("Model", modelOptions.map(\.kept)),
    OptionGroup("Training", trainingOptions.map(\.kept)),
    OptionGroup("Run", resultOptions.map(\.kept) + runOptions),
  ],
  examples: [
    "mnist2t train.gz | vae-fit -z 20 > model.t",
    "mnist2t train.gz | vae-fit -e 30 --log loss.tsv -o model.t",
  ])

command.run { given, operands in
  if given.lists { return try show(List.text) }
  Interruption.announce("vae-fit: interrupted before the first step: no model was written")
  Interruption.deferSnapshots()
  try given.checkFiles(data: operands.first)
  let resumption = try naming("--resume") { try given.resume.map { try Resumption($0) } }
  let settings = try resumption?.settings(given) ?? given
  try settings.checkStandardStreams(data: operands.first)
  try settings.checkCombination()
  let engine = try makeEngine(threads: settings.threads)
  let output = try ModelOutput(settings.output)
  let input = try RunInput(operands.first, settings, resumption: resumption)
  let run = try Run(settings, input, engine: engine)
  let interruption = try blaming(input.name) { try run.fit() }
  let model = try blaming(input.name) { try run.model() }
  let place = try output.write(model, hasEpoch: run.hasEpoch || interruption == nil)
  if let remainder = run.remainder(place) { Diagnostic.report("vae-fit", remainder) }
  let failure = run.finish()
  if let end: any Error = interruption ?? failure { throw end }
}
