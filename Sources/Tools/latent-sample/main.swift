import Datasets
import Kernels
import TensorIO
import TensorTool
import Tool
import VAETool

struct Settings {
  var rows: Int?
  var latent: Int?
  var model: String?
  var label: Int?
  var drawsAsMet = false
  var prior: String?
  var seed: UInt64 = 1
  var temperature: Double?
  var output: String?
}

let command = Command(
  name: "latent-sample", summary: "draw latents from a prior", operands: "",
  defaults: Settings(),
  options: [
    Option("rows", "n", "N", "how many", \.rows) { try $0.integer(in: 0...Int(UInt32.max)) },
    Option(
      "latent", "z", "N", "draw from N(0, I) of so many dimensions", \.latent,
      default: "\(Source.standardLatent)"
    ) {
      try $0.integer(in: 1...65_536)
    },
    Option("model", "m", "MODEL", "draw from the prior of a model", \.model) { try $0.file() },
    Option("class", "c", "N", "the label y of all rows, for a conditional model", \.label) {
      try $0.integer(in: 0...Labels.most - 1)
    },
    Option(
      flag: "as-met", nil, "labels as often as the model met them, not each alike", \.drawsAsMet),
    Option("from", nil, "FILE", "draw from a prior that latent-fit made", \.prior) {
      try $0.file()
    },
    .seed(\.seed),
    Option("temperature", nil, "T", "what normal draws' deviations are multiplied by", default: "1")
    {
      let temperature = try $1.number(atLeast: 0)
      // A draw may be ten times as large, and must still be finite in single precision.
      guard temperature <= 1e37 else { throw $1.refused("a number from 0 to 1e37") }
      $0.temperature = temperature
    },
    .output(\.output),
  ],
  examples: [
    "latent-sample -n 64 | vae-decode model.t | t2pgm > grid.pgm",
    "latent-sample -n 9 -m model.t --temperature 0.7 | vae-decode model.t > calm.t",
  ])

command.run { settings, operands in
  try checkKept(settings.model, "-m", output: settings.output)
  try checkKept(settings.prior, "--from", output: settings.output)
  guard let rows = settings.rows else {
    throw ToolError(.usage, "-n N", "is missing: how many latents?")
  }
  let source = try Source(settings, engine: try makeEngine(threads: 1))
  // About 1 MiB a frame.
  let step = max(32, (1 << 18) / source.width)
  var output = try TensorOutput(settings.output)
  for start in stride(from: 0, to: rows, by: step) {
    try output.write(try source.frame(start..<min(rows, start + step)))
  }
  try output.finish()
}
