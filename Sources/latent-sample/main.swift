import Kernels
import LaneTypes
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

struct Settings {
  var rows: Int?
  var latent: Int?
  var model: String?
  var seed: UInt64 = 1
  var temperature = 1.0
  var output: String?
}

/// As in `vae-fit`.
let standardLatent = 20

let command = Command(
  name: "latent-sample", summary: "draw latents from the prior, N(0, I)", operands: "",
  defaults: Settings(),
  options: [
    Option("rows", "n", "N", "how many") { $0.rows = try $1.integer(in: 0...Int(UInt32.max)) },
    Option("latent", "z", "N", "dimensions of the latent space", default: "20") {
      $0.latent = try $1.integer(in: 1...65_536)
    },
    Option("model", "m", "MODEL", "take the dimensions from a model") {
      $0.model = try $1.file()
    },
    .seed(\.seed, default: 1),
    Option("temperature", nil, "T", "standard deviation of the draws", default: "1") {
      $0.temperature = try $1.number(atLeast: 0)
      // A draw may be ten times as large, and must still be finite in single precision.
      guard $0.temperature <= 1e37 else { throw $1.refused("a number from 0 to 1e37") }
    },
    .output(\.output),
  ],
  examples: [
    "latent-sample -n 64 | vae-decode model.t | t2pgm > grid.pgm",
    "latent-sample -n 9 -m model.t --temperature 0.7 | vae-decode model.t > calm.t",
  ])

/// From `-z`, from the model, or the standard.
func latentDimensions(_ settings: Settings) throws -> Int {
  guard let path = settings.model else { return settings.latent ?? standardLatent }
  let latent = try ModelFile(path: path).model.configuration.latent
  if let asked = settings.latent, asked != latent {
    throw ToolError(
      .usage, "-z \(asked)",
      "contradicts \(path), which has \(latent) latent dimensions: give one of the two")
  }
  return latent
}

command.run { settings, operands in
  guard let rows = settings.rows else {
    throw ToolError(.usage, "-n N", "is missing: how many latents?")
  }
  let latent = try latentDimensions(settings)
  let engine = try makeEngine(threads: 1)
  let key = NoiseKey(seed: settings.seed, purpose: .prior)
  // About 1 MiB a frame.
  let step = max(32, (1 << 18) / latent)
  let draws = Matrix(rows: latent, columns: min(step, max(rows, 1)))
  let buffer = Matrix(rows: draws.columns, columns: latent)
  var output = try TensorOutput(settings.output)
  for start in stride(from: 0, to: rows, by: step) {
    let z = draws.view(rows: latent, columns: min(step, rows - start))
    engine.kernels.fillNormals(
      z, examples: rowNumbers(from: start, count: z.columns), key: key,
      deviation: Float(settings.temperature), panels: 0..<Panels.panels(z.columns))
    let tensor = Tensor("z", shape: [z.columns, latent], engine.rowMajor(z, by: buffer))
    try output.write(try Frame([tensor]))
  }
  try output.finish()
}
