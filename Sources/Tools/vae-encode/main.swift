import Datasets
import Kernels
import Networks
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

struct Settings {
  var sample = false
  var noisy = false
  var seed: UInt64 = 1
  var threads: Int?
  var quiet = false
  var output: String?
}

let command = Command(
  name: "vae-encode", summary: "turn data into the latents of a model", operands: "MODEL [DATA]",
  defaults: Settings(),
  options: [
    Option(flag: "sample", nil, "draw z from the posterior, not its mean", \.sample),
    Option(flag: "noisy", nil, "take data beyond the range that the likelihood has", \.noisy),
    .seed(\.seed),
    .threads(\.threads),
    .quiet(\.quiet),
    .output(\.output),
  ],
  examples: [
    "mnist2t test.gz | vae-encode model.t > codes.t",
    "mnist2t test.gz | vae-encode model.t | vae-decode model.t > copies.t",
  ])

command.run { settings, operands in
  let file = try ModelFile(operands: operands, output: settings.output)
  let model = file.model
  let encoder = Encoder(model, engine: try makeEngine(threads: settings.threads))
  let configuration = model.configuration
  let replaced = ["x", PixelKind.field, Frame.unitField] + Codes.names
  var input = try TensorInput(operands.dropFirst().first)
  var output = try TensorOutput(settings.output)
  let progress = RowProgress(quiet: settings.quiet)
  var hint = UnitHint()
  var columns = FurtherColumns(configuration.columns)
  try input.forEachFrame(progress: progress) { frame, row in
    hint.add(frame)
    columns.add(frame)
    let examples = try Examples(
      frame.arranged(like: configuration.columns), of: configuration, firstRow: row)
    if settings.noisy {
      try Examples.checkFinite(examples.tensor, firstRow: row)
    } else {
      try examples.check(firstRow: row, likelihood: configuration.likelihood)
    }
    for (part, row) in try frame.cut(forRowsOf: 8 * configuration.bottleneck.width, from: row) {
      let data = try Examples(
        part.arranged(like: configuration.columns), of: configuration, firstRow: row
      ).tensor
      let labels = try file.labels(of: part, firstRow: row)
      let codes = try encoder.encode(
        data, labels: labels, seed: settings.sample ? settings.seed : nil, firstRow: row)
      let tensors = codes.tensors(rows: data.shape[0], of: configuration.bottleneck)
      try output.write(try Frame(tensors + part.tensors(without: replaced)))
      progress.update(row + data.shape[0])
    }
  }
  try output.finish()
  if let message = columns.message {
    Diagnostic.report("vae-encode", subject: input.name, message)
  }
  if let message = hint.message { Diagnostic.report("vae-encode", subject: input.name, message) }
}
