import IDX
import TensorIO
import TensorTool
import Tool

struct Settings {
  var rows = Int.max
  var skip = 0
  var unit: Int?
  var output: String?
}

let command = Command(
  name: "mnist2t", summary: "convert IDX images and labels, such as MNIST, to a tensor stream",
  operands: "[IMAGES] [LABELS]", defaults: Settings(),
  options: [
    Option("rows", "n", "ROWS", "take ROWS rows at most", \.rows, default: "all") {
      try $0.integer(in: 0...Int.max)
    },
    Option("skip", nil, "ROWS", "pass over the first ROWS rows", \.skip) {
      try $0.integer(in: 0...Int.max)
    },
    Option("unit", nil, "N", "a byte p stands for p/N", \.unit, default: "255") {
      try $0.integer(in: 1...255)
    },
    .output(\.output),
  ],
  examples: [
    "mnist2t train-images.gz train-labels.gz > train.t",
    "mnist2t -n 100 test.gz | t2pgm > digits.pgm",
  ])

command.run { settings, operands in
  for (path, name) in zip(operands, ["IMAGES", "LABELS"]) {
    try checkKept(path, name, output: settings.output)
  }
  var source = try IDXSource.open(operands)
  if let unit = settings.unit { try source.state(unit: unit) }
  try source.select(skip: settings.skip, rows: settings.rows)
  var output = try TensorOutput(settings.output)
  while let tensors = try source.next() {
    try output.write(Frame(tensors))
  }
  try output.finish()
}
