import TensorIO
import TensorTool
import Tool

struct Settings {
  var tensors: [String]?
  var hasHeader = false
  var output: String?
}

let command = Command(
  name: "t2tsv", summary: "write the rows of a tensor stream as lines of tab-separated numbers",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("tensors", nil, "NAMES", "these tensors in this order, such as y,z", default: "all") {
      let names = try $1.names()
      guard Set(names).count == names.count else { throw $1.refused("each name once") }
      $0.tensors = names
    },
    Option(flag: "header", nil, "begin with a line of names: y, z.0, z.1 and so on", \.hasHeader),
    .output(\.output),
  ],
  examples: [
    "t2tsv --header codes.t > codes.tsv",
    "t2tsv --tensors z codes.t | sort -g | tsv2t | vae-decode model.t > sorted.t",
  ])

command.run { settings, operands in
  var input = try TensorInput(operands.first)
  var writer = try TextWriter(settings.output)
  var columns: Columns?
  while let frame = try input.next() {
    let rows = try input.numericRows(of: frame)
    if frame.tensors.allSatisfy(\.isMetadata) { continue }
    let known = try columns ?? Columns(frame, names: settings.tensors, from: input)
    let tensors = try known.tensors(of: frame, from: input)
    if columns == nil, settings.hasHeader {
      try known.writeHeader(to: &writer, from: input)
    }
    columns = known
    for row in 0..<rows {
      for tensor in tensors {
        if RowNames.areIn(tensor) {
          guard let name = RowNames.name(of: row, in: tensor) else {
            throw input.refusal(
              "row \(row) is no name: expected UTF-8 without control characters, and zeros behind it",
              tensor: tensor.name)
          }
          try writer.add(name)
        } else {
          try writer.add(row, of: tensor)
        }
      }
      writer.end()
    }
    try writer.flush()
  }
  try writer.finish()
}
