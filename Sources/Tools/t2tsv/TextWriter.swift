import TensorIO
import Tool

/// Writes lines of tab-separated numbers.
struct TextWriter: ~Copyable {
  private var output: TextOutput
  /// Whether the line has a field already.
  private var isInLine = false

  /// - Parameter path: where they go, as `OutputFile` has it.
  init(_ path: String?) throws(ToolError) { output = try TextOutput(path) }

  /// Adds a name to the line.
  mutating func add(_ name: String) throws(ToolError) {
    try beginField()
    output.bytes += name.utf8
  }

  /// Adds the numbers of a row to the line.
  mutating func add(_ row: Int, of tensor: Tensor) throws(ToolError) {
    switch tensor.elementType {
    case .u8, .utf8: try add(row, of: tensor, UInt8.self)
    case .i32: try add(row, of: tensor, Int32.self)
    case .i64: try add(row, of: tensor, Int64.self)
    case .f32: try add(row, of: tensor, Float.self)
    case .f64: try add(row, of: tensor, Double.self)
    }
  }

  /// Ends the line.
  mutating func end() {
    output.bytes.append(UInt8(ascii: "\n"))
    isInLine = false
  }

  /// Writes what is not written yet.
  mutating func flush() throws(ToolError) { try output.flush() }
  consuming func finish() throws(ToolError) { try output.finish() }

  private mutating func add<Number: TextNumber>(
    _ row: Int, of tensor: Tensor, _: Number.Type
  ) throws(ToolError) {
    let width = tensor.count / tensor.shape[0]
    try tensor.withElements(of: Number.self) { numbers throws(ToolError) in
      for i in row * width..<(row + 1) * width {
        try beginField()
        numbers[i].append(to: &output.bytes)
      }
    }
  }

  private mutating func beginField() throws(ToolError) {
    if isInLine { output.bytes.append(UInt8(ascii: "\t")) }
    isInLine = true
    try output.flushIfLarge()
  }
}
