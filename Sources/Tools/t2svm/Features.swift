import TensorIO
import TensorTool
import Tool

/// The features of a frame: a tensor u8 or f32 `[rows, ...]`, of which each row is one list.
struct Features {
  private let tensor: Tensor
  let rows: Int
  /// Numbers in a row.
  let width: Int

  /// What stands for each byte p: p/unit, and nothing for 0.
  private let levels: [String]

  /// - Throws: `ToolError` where the tensor is missing or of another type.
  init(_ frame: Frame, tensor name: String, from input: borrowing TensorInput) throws(ToolError) {
    guard let tensor = frame[name] else {
      throw input.refusal(Self.advice(for: frame, missing: name))
    }
    guard tensor.elementType == .u8 || tensor.elementType == .f32 else {
      throw input.refusal(
        "elements are \(tensor.elementType.name), expected u8 or f32", tensor: name)
    }
    rows = try input.rows(of: frame)
    guard tensor.shape.first == rows else {
      throw input.refusal("shape \(tensor.shapeDescription), expected rows×features", tensor: name)
    }
    width = tensor.shape.dropFirst().reduce(1, *)
    guard width > 0 else {
      throw input.refusal("rows of no numbers, expected at least one", tensor: name)
    }
    self.tensor = tensor
    let unit = Float(frame.unit)
    levels = (0...255).map { $0 == 0 ? "" : shortestDecimal(Float($0) / unit) }
  }

  /// Writes the numbers of a row that are not 0.
  ///
  /// - Throws: `ToolError`, with the status `badData` for a number that is not finite.
  func write(
    _ row: Int, to writer: inout TextOutput, from input: borrowing TensorInput
  ) throws(ToolError) {
    let first = row * width
    if tensor.elementType == .u8 {
      try tensor.withElements(of: UInt8.self) { values throws(ToolError) in
        for i in 0..<width where values[first + i] != 0 {
          try writer.add(levels[Int(values[first + i])], at: i)
        }
      }
    } else {
      try tensor.withElements(of: Float.self) { values throws(ToolError) in
        for i in 0..<width where values[first + i] != 0 {
          let value = values[first + i]
          guard value.isFinite else {
            throw input.refusal(
              "row \(row): feature \(i + 1) is \(value), expected a finite number",
              tensor: tensor.name)
          }
          try writer.add(shortestDecimal(value), at: i)
        }
      }
    }
  }

  /// What to do about a frame without the tensor.
  private static func advice(for frame: Frame, missing name: String) -> String {
    if frame["@model"] != nil {
      return "this is a model, expected features; to make them: vae-encode MODEL DATA | t2svm"
    }
    if name == "z", frame["x"] != nil {
      return frame.missing("z", meaning: "latents") + ", or use --tensor x"
    }
    return frame.missing(name, meaning: "features")
  }
}
