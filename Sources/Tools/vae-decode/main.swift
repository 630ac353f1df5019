import Datasets
import Kernels
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

struct Settings {
  var sample = false
  var bytes = false
  var seed: UInt64 = 1
  var threads: Int?
  var quiet = false
  var output: String?
}

let command = Command(
  name: "vae-decode", summary: "turn latents into the data that a model expects there",
  operands: "MODEL [LATENTS]", defaults: Settings(),
  options: [
    Option(flag: "sample", nil, "draw from the likelihood, not its mean", \.sample),
    Option(flag: "u8", nil, "round to bytes, of the unit that the model has", \.bytes),
    .seed(\.seed),
    .threads(\.threads),
    .quiet(\.quiet),
    .output(\.output),
  ],
  examples: [
    "latent-sample -n 64 | vae-decode model.t | t2pgm > grid.pgm",
    "vae-decode --u8 model.t codes.t > images.t",
  ])

command.run { settings, operands in
  let file = try ModelFile(operands: operands, output: settings.output)
  let model = file.model
  if settings.bytes, model.configuration.scaler != nil {
    throw ToolError(
      .usage, "--u8", "\(operands[0]) was fitted to scaled numbers and gives numbers: leave it out")
  }
  let decoder = Decoder(model, engine: try makeEngine(threads: settings.threads))
  let configuration = model.configuration
  let replaced = ["x", PixelKind.field, Frame.unitField, Columns.field] + Codes.names
  var input = try TensorInput(operands.dropFirst().first)
  var output = try TensorOutput(settings.output)
  let progress = RowProgress(quiet: settings.quiet)
  try input.forEachFrame(progress: progress) { frame, row in
    // Before rows are counted: a model, or data, should be called that.
    if frame["codes"] == nil { _ = try frame.tensor("z", meaning: "latents") }
    try checkNumbers(of: frame)
    for (part, row) in try frame.cut(forRowsOf: 4 * configuration.features, from: row) {
      let latents = try latents(part, of: model, firstRow: row)
      let labels = try file.labels(of: part, firstRow: row)
      let numbers = try decoder.decode(
        latents, labels: labels, seed: settings.sample ? settings.seed : nil, firstRow: row)
      let data =
        try configuration.scaler.map { scaler in
          let x = try scaler.restored(numbers, firstRow: row)
          return [configuration.columns?.settled(x) ?? x]
        }
        ?? Examples.tensors(
          numbers, unit: settings.bytes ? configuration.unit : nil, most: configuration.greatestByte
        )
      let columns = try configuration.columns(ofRows: part).map { [$0.tensor] } ?? []
      try output.write(try Frame(columns + data + part.tensors(without: replaced)))
      progress.update(row + latents.shape[0])
    }
  }
  try output.finish()
}
