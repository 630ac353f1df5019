import Kernels
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

let command = Command(
  name: "vae-score", summary: "score rows of data by the likelihood that a model gives them",
  operands: "MODEL [DATA]", defaults: Settings(), options: options,
  examples: [
    "mnist2t test.gz | vae-score --mean model.t",
    "vae-score --tsv model.t test.t | nl -v 0 | sort -k 4 -rg | tail -n 5",
  ])

command.run { settings, operands in
  let path = operands[0]
  let file = try ModelFile(operands: operands, output: settings.output)
  let scoring = try settings.scoring(of: file.model.configuration, path)
  let engine = try makeEngine(threads: settings.threads)
  let source = Source(
    file, scorer: Scorer(file.model, settings: scoring, engine: engine),
    offset: settings.rowOffset)
  let names = scoring.names(
    of: file.model.configuration, isLikelihood: source.isLikelihood)
  var input = try TensorInput(operands.dropFirst().first)
  var sink = try Sink(settings, names: names)
  let progress = RowProgress(quiet: settings.quiet)
  var hint = UnitHint()
  var columns = FurtherColumns(file.model.configuration.columns)
  let rows = try input.forEachFrame(progress: progress) { frame, row in
    hint.add(frame)
    columns.add(frame)
    for (part, row) in try source.parts(of: frame, firstRow: row) {
      let scores = try source.score(part, firstRow: row, watch: progress.update)
      try sink.write(scores, of: part)
    }
  }
  try sink.finish(source, name: input.name)
  if let message = source.beyond.message(rows: rows, showsMeans: settings.showsMeans) {
    Diagnostic.report("vae-score", subject: input.name, message)
  }
  if let message = columns.message {
    Diagnostic.report("vae-score", subject: input.name, message)
  }
  if let message = hint.message { Diagnostic.report("vae-score", subject: input.name, message) }
}
