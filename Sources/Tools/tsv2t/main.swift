import Tables
import TensorTool
import Tool

struct Settings {
  enum Element: String {
    case u8, i32, i64, f32, f64
  }

  var form = TableForm()
  var type = Element.f32
  var unit: Int?
  var output: String?
}

let command = Command(
  name: "tsv2t", summary: "convert lines of separated numbers to a tensor stream",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("tensor", nil, "NAME", "the tensor that they become", \.form.tensor, default: "z") {
      try $0.tensorName()
    },
    Option("type", nil, "u8|i32|i64|f32|f64", "the type of its elements", \.type, default: "f32") {
      try $0.choice()
    },
    Option("unit", nil, "N", "bytes of data: p stands for p/N", \.unit, default: "255") {
      try $0.integer(in: 1...255)
    },
    Option(
      "shape", nil, "HxW[xC]", "the shape of a row", \.form.shape, default: "the number of fields"
    ) { try rowShape($0) },
    Option("label", nil, "[FIELD]", "the label y: in the first field, N, or last", \.form.label) {
      try labelField($0)
    },
    Option(flag: "header", nil, "pass over the first line", \.form.hasHeader),
    Option("separator", nil, "CHAR", "between fields: tab, ',', ';' or blank", default: "tab") {
      guard let separator = Separator($1.text) else {
        throw $1.refused("tab, ',', ';' or blank")
      }
      $0.form.separator = separator
    },
    .output(\.output),
  ],
  examples: [
    "t2tsv --tensors z codes.t | tail -n 9 | tsv2t | vae-decode model.t > last.t",
    "t2tsv train.t | tac | tsv2t --tensor x --type u8 --shape 28x28 > reversed.t",
  ])

/// Reads lines of numbers and writes them as rows.
func convert<Number: TableNumber>(
  _ path: String?, _ settings: Settings, as _: Number.Type
) throws {
  var table = try TableReader(path, settings.form, of: Number.self)
  var output = try TensorOutput(settings.output)
  while let frame = try table.next() { try output.write(frame) }
  try output.finish()
}

command.run { given, operands in
  try checkKept(operands.first, "FILE", output: given.output)
  var settings = given
  if let unit = settings.unit {
    guard settings.type == .u8, settings.form.tensor == "x" else {
      throw ToolError(
        .usage, "--unit", "says what the bytes of data stand for: add --tensor x --type u8")
    }
    settings.form.unit = unit
  }
  if settings.form.label != nil, settings.form.tensor == "y" {
    throw ToolError(.usage, "--tensor", "'y' is the name of the labels, expected another")
  }
  switch settings.type {
  case .u8: try convert(operands.first, settings, as: UInt8.self)
  case .i32: try convert(operands.first, settings, as: Int32.self)
  case .i64: try convert(operands.first, settings, as: Int64.self)
  case .f32: try convert(operands.first, settings, as: Float.self)
  case .f64: try convert(operands.first, settings, as: Double.self)
  }
}
