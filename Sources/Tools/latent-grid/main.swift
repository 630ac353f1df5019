import Datasets
import LatentFits
import Tool
import VAETool

struct Settings {
  var size = 20
  var latent: Int?
  var dimensions = (0, 1)
  var range: ClosedRange<Double>?
  var model: String?
  var label: Int?
  var output: String?
}

let command = Command(
  name: "latent-grid", summary: "lay a grid over two dimensions of the latent space",
  operands: "", defaults: Settings(),
  options: [
    Option("size", "n", "N", "points on each side", \.size) { try $0.integer(in: 1...4096) },
    Option("latent", "z", "N", "dimensions of a row", \.latent, default: "2") {
      try $0.integer(in: 2...65_536)
    },
    Option(
      "dims", nil, "A,B", "to the right, and upwards; the others are 0", \.dimensions,
      default: "0,1"
    ) { try $0.differentNumbers() },
    Option("range", nil, "LOW,HIGH", "evenly, not as the normal distribution", \.range) {
      try $0.interval()
    },
    Option("model", "m", "MODEL", "with the dimensions of a model", \.model) { try $0.file() },
    Option("class", "c", "N", "the label y of all rows, for a conditional model", \.label) {
      try $0.integer(in: 0...Labels.most - 1)
    },
    .output(\.output),
  ],
  examples: [
    "latent-grid -z 20 --dims 3,7 | vae-decode model.t | t2pgm -c 20 > plane.pgm",
    "latent-grid -n 9 -m digits.t -c 7 | vae-decode digits.t | t2pgm -c 9 > 7s.pgm",
  ])

command.run { settings, operands in
  try checkKept(settings.model, "-m", output: settings.output)
  let width = try settings.width()
  let (right, up) = settings.dimensions
  let values = settings.range?.steps(settings.size) ?? normalQuantiles(settings.size)
  var output = try LatentOutput(settings.output)
  var row = [Float](repeating: 0, count: width)
  // From the top, as pictures are written.
  for y in values.reversed() {
    row[up] = y
    for x in values {
      row[right] = x
      try output.append(row, label: settings.label.map(Int32.init))
    }
  }
  try output.finish()
}
