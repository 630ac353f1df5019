import TensorIO
import TensorTool
import Tool

struct Settings {
  var rows: Int?
  var output: String?
}

let command = Command(
  name: "t-cat", summary: "join streams into one, and check that they belong together",
  operands: "[FILE]...", defaults: Settings(),
  options: [
    Option("rows", "r", "N", "cut the rows anew, N in each frame", \.rows) {
      try $0.integer(in: 1...Int(Int32.max))
    },
    .output(\.output),
  ],
  examples: [
    "t-cat train.t test.t > all.t",
    "mnist2t train.gz | t-cat --rows 100 | vae-encode model.t > codes.t",
  ])

command.run { settings, operands in
  guard operands.count(where: { $0 == "-" }) < 2 else {
    throw ToolError(.usage, "-", "standard input can be read once")
  }
  // Before hours of joining: the last name may be mistyped.
  for path in operands { try InputFile.check(path) }
  var output = FrameJoiner(try TensorOutput(settings.output), rows: settings.rows)
  var layout: RowLayout?
  for path in operands.isEmpty ? ["-"] : operands {
    var input = try TensorInput(path)
    while let frame = try input.next() {
      let known = try layout ?? RowLayout(frame, from: input)
      if layout == nil, settings.rows != nil { try known.checkNumbers(from: input) }
      layout = known
      let rows = try known.rows(of: frame, from: input)
      try output.write(frame, rows: rows, rowSize: known.rowSize, from: input)
    }
  }
  try output.finish()
}
