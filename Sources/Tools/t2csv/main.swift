import CSV
import TensorIO
import TensorTool
import Tool

struct Settings {
  var style = CSVStyle()
  var output: String?
}

private enum Header: String { case yes, no }

let command = Command(
  name: "t2csv", summary: "write the rows of a tensor stream as a table of text",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("separator", nil, "CHAR", "between fields: ',', ';' or tab", default: "','") {
      guard let separator = CSVSeparator($1.text), separator != .blank else {
        throw $1.refused("',', ';' or tab")
      }
      $0.style.separator = separator
    },
    Option("decimal", nil, "CHAR", "before fractions: '.' or ','", default: "'.'") {
      guard $1.text == "." || $1.text == ",", let mark = $1.text.utf8.first else {
        throw $1.refused("'.' or ','")
      }
      $0.style.decimalMark = mark
    },
    Option("header", nil, "yes|no", "begin with a line of names", default: "yes") {
      $0.style.hasHeader = try $1.choice(Header.self) == .yes
    },
    Option("na", nil, "WORD", "what to write for missing", default: "nothing") {
      let refused: [UInt8] = [0x22, 0x0A, 0x0D, 0x2C, 0x3B, 0x09, 0x20]
      guard !$1.text.utf8.contains(where: { refused.contains($0) }) else {
        throw $1.refused("a word without quotes, blanks and separators")
      }
      $0.style.missing = $1.text
    },
    .output(\.output),
  ],
  examples: [
    "t2csv iris.t > iris.csv",
    "t2csv --na NA --separator tab codes.t > codes.tsv",
  ])

command.run { settings, operands in
  if settings.style.decimalMark == UInt8(ascii: ","), settings.style.separator == .comma {
    throw ToolError(.usage, "--decimal", "',' needs --separator ';' or tab")
  }
  var input = try TensorInput(operands.first)
  var output = try TextOutput(settings.output)
  var table: (writer: CSVWriter, layout: RowLayout)?
  while let frame = try input.next() {
    _ = try input.numericRows(of: frame)
    if frame.tensors.allSatisfy(\.isMetadata) { continue }
    do {
      var known = try table ?? (CSVWriter(frame, settings.style), RowLayout(frame, from: input))
      table = nil
      let rows = try known.layout.rows(of: frame, from: input)
      try known.writer.add(frame, rows: rows) { bytes in
        output.bytes += bytes
        bytes.removeAll(keepingCapacity: true)
        try output.flushIfLarge()
      }
      table = known
    } catch let fault as CSVFault {
      throw input.refusal(fault.message, tensor: fault.tensor)
    }
    try output.flush()
  }
  try output.finish()
}
