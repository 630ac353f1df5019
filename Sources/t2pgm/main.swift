import TensorTool
import Tool

struct Settings {
  var columns: Int?
  var gap = 1
  var scale = 1
  var isInverted = false
  var output: String?
}

let command = Command(
  name: "t2pgm", summary: "draw the images of a tensor stream as one PGM picture",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("columns", "c", "N", "images side by side", default: "near square") {
      $0.columns = try $1.integer(in: 1...1_000_000)
    },
    Option("pad", nil, "N", "black pixels between images", default: "1") {
      $0.gap = try $1.integer(in: 0...1000)
    },
    Option("scale", nil, "N", "draw every pixel N times as wide and high", default: "1") {
      $0.scale = try $1.integer(in: 1...100)
    },
    Option(flag: "invert", nil, "swap black and white") { $0.isInverted = true },
    .output(\.output),
  ],
  examples: [
    "latent-sample -n 64 | vae-decode model.t | t2pgm > grid.pgm",
    "mnist2t -n 100 test.gz | t2pgm -c 10 --scale 2 | pnmtopng > digits.png",
  ])

command.run { settings, operands in
  let images = try Images(reading: operands.first)
  let output = try OutputFile(
    settings.output, hint: "a picture is binary; use a pipe, > FILE or -o FILE")
  let grid = try Grid(images, columns: settings.columns, gap: settings.gap, scale: settings.scale)
  try grid.write(images, inverted: settings.isInverted, to: output)
  try output.finish()
}
