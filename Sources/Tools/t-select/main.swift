import TensorIO
import TensorTool
import Text
import Tool

struct Settings {
  var labels: [ClosedRange<Int>]?
  var takesOthers = false
  var index: String?
  var rows = Int.max
  var output: String?
}

let command = Command(
  name: "t-select", summary: "select rows of a tensor stream by label or by an index",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("label", nil, "RANGES", "rows with these labels y, such as 0-3,9", \.labels) {
      try $0.ranges()
    },
    Option(flag: "not", nil, "with --label: the rows with other labels", \.takesOthers),
    Option("index", nil, "FILE", "rows of the numbers in FILE, from 0, in its order", \.index) {
      try $0.file()
    },
    Option("rows", "n", "N", "take the first N of them at most", \.rows, default: "all") {
      try $0.integer(in: 0...Int.max)
    },
    .output(\.output),
  ],
  examples: [
    "mnist2t train-images.gz train-labels.gz | t-select --label 7 > sevens.t",
    "seq 999 -1 0 | t-select -n 64 --index - train.t | t2pgm > last.pgm",
  ])

command.run { settings, operands in
  guard (settings.labels == nil) != (settings.index == nil) else {
    throw ToolError(.usage, nil, "expected one of --label and --index to select rows by")
  }
  if settings.takesOthers, settings.labels == nil {
    throw ToolError(.usage, "--not", "has no meaning with --index: give it the rows that you want")
  }
  let stream = operands.first ?? "-"
  if settings.index == "-", stream == "-" {
    throw ToolError(
      .usage, "-", "standard input can be the index or the stream, not both: name FILE")
  }
  try checkKept(settings.index, "--index", output: settings.output)
  let index = try settings.index.map { try RowIndex($0, most: settings.rows) }
  var input = try TensorInput(stream)
  var output = try TensorOutput(settings.output)
  if let index {
    try selectRows(of: index, from: &input, to: &output)
  } else {
    try selectRows(to: &output, from: &input, most: settings.rows) { label in
      (settings.labels ?? []).contains { $0.contains(Int(label)) } != settings.takesOthers
    }
  }
  try output.finish()
}
