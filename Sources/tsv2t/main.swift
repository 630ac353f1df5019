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
    Option("tensor", nil, "NAME", "the tensor that they become", default: "z") {
      $0.form.tensor = try tensorName($1)
    },
    Option("type", nil, "u8|i32|i64|f32|f64", "the type of its elements", default: "f32") {
      $0.type = try $1.choice()
    },
    Option("unit", nil, "N", "bytes of data: p stands for p/N", default: "255") {
      $0.unit = try $1.integer(in: 1...255)
    },
    Option("shape", nil, "HxW[xC]", "the shape of a row", default: "the number of fields") {
      $0.form.shape = try rowShape($1)
    },
    Option("label", nil, "[FIELD]", "the label y: in the first field, N, or last") {
      $0.form.label = try labelField($1)
    },
    Option(flag: "header", nil, "pass over the first line") { $0.form.hasHeader = true },
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
