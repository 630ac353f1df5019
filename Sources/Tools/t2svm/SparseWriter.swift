import Tool

/// Writes lines `label index:value ...`, the text format of LIBSVM and LIBLINEAR, which the README of
/// each describes: indices from 1 in ascending order, and what is left out is 0.
struct SparseWriter: ~Copyable {
  private static let bufferSize = 1 << 20

  private let file: OutputFile
  private var bytes: [UInt8] = []

  init(_ file: consuming OutputFile) {
    self.file = file
    bytes.reserveCapacity(Self.bufferSize + 64)
  }

  /// Begins a line.
  mutating func begin(label: Int64) throws(ToolError) { try append(String(label)) }

  /// Adds a number to the line.
  ///
  /// - Parameter index: of the feature, from 0.
  mutating func add(_ number: String, at index: Int) throws(ToolError) {
    bytes.append(UInt8(ascii: " "))
    bytes += String(index + 1).utf8
    bytes.append(UInt8(ascii: ":"))
    try append(number)
  }

  /// Ends the line.
  mutating func end() throws(ToolError) { try append("\n") }

  /// Writes what is still in the buffer.
  mutating func flush() throws(ToolError) {
    try file.write(bytes.span.bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  consuming func finish() throws(ToolError) {
    try flush()
    try file.finish()
  }

  private mutating func append(_ text: String) throws(ToolError) {
    bytes += text.utf8
    if bytes.count >= Self.bufferSize { try flush() }
  }
}
