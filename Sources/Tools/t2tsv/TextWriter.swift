import TensorIO
import Tool

/// Writes lines of tab-separated numbers.
struct TextWriter: ~Copyable {
  private static let bufferSize = 1 << 20

  private let file: OutputFile
  private var bytes: [UInt8] = []
  /// Whether the line has a field already.
  private var isInLine = false

  init(_ file: consuming OutputFile) {
    self.file = file
    bytes.reserveCapacity(Self.bufferSize + 512)
  }

  /// Adds a name to the line.
  mutating func add(_ name: String) throws(ToolError) {
    try beginField()
    bytes += name.utf8
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
    bytes.append(UInt8(ascii: "\n"))
    isInLine = false
  }

  /// Writes what is still in the buffer.
  mutating func flush() throws(ToolError) {
    try file.write(bytes.span.bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  consuming func finish() throws(ToolError) {
    try flush()
    try file.finish()
  }

  private mutating func add<Number: TextNumber>(
    _ row: Int, of tensor: Tensor, _: Number.Type
  ) throws(ToolError) {
    let width = tensor.count / tensor.shape[0]
    try tensor.withElements(of: Number.self) { numbers throws(ToolError) in
      for i in row * width..<(row + 1) * width {
        try beginField()
        numbers[i].append(to: &bytes)
      }
    }
  }

  private mutating func beginField() throws(ToolError) {
    if isInLine { bytes.append(UInt8(ascii: "\t")) }
    isInLine = true
    if bytes.count >= Self.bufferSize { try flush() }
  }
}
