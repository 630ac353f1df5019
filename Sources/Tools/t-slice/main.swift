import TensorIO
import TensorTool
import Tool

struct Settings {
  var rows: [ClosedRange<Int>]?
  var first: Int?
  var skip: Int?
  var names: [String]?
  var dropped: [String]?
  var output: String?
}

let command = Command(
  name: "t-slice", summary: "take some rows or some tensors of a stream", operands: "[FILE]",
  defaults: Settings(),
  options: [
    Option("rows", "r", "RANGES", "these rows, from 0, such as 0-9,20", \.rows) { try $0.ranges() },
    Option("first", "n", "N", "N rows at most", \.first, default: "all") {
      try $0.integer(in: 0...Int.max)
    },
    Option("skip", nil, "N", "pass over the first N rows", \.skip, default: "0") {
      try $0.integer(in: 0...Int.max)
    },
    Option("tensors", nil, "NAMES", "these tensors, such as x,y, and metadata", \.names) {
      try $0.names()
    },
    Option("drop", nil, "NAMES", "all tensors but these", \.dropped) { try $0.names() },
    .output(\.output),
  ],
  examples: [
    "mnist2t train.gz | t-slice --rows 0-63 | t2pgm > first.pgm",
    "t-slice --first 500 --tensors z codes.t > some.t",
  ])

command.run { settings, operands in
  var rows = try RowSelection(settings)
  let tensors = try TensorSelection(settings)
  var input = try TensorInput(operands.first)
  var output = try TensorOutput(settings.output)
  var layout: RowLayout?
  /// The first frame without its rows, for when no row is taken.
  var empty: Frame?
  while let frame = try input.next() {
    if layout == nil {
      layout = try RowLayout(frame, from: input)
      try tensors.check(frame, from: input)
      empty = try input.frame(of: tensors.take(frame).map { $0.isMetadata ? $0 : $0.rows(0..<0) })
    }
    let parts = rows.take(from: try layout?.rows(of: frame, from: input) ?? 0)
    if parts.isEmpty { continue }
    let taken = tensors.take(frame).map { tensor in
      tensor.isMetadata ? tensor : Tensor(joining: parts.map { tensor.rows($0) })
    }
    try output.write(try input.frame(of: taken))
    empty = nil
  }
  try rows.checkEnd(of: input)
  if let empty { try output.write(empty) }
  try output.finish()
}
