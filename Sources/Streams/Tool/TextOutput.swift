/// Text that a tool writes, in pieces of about 1 MiB.
package struct TextOutput: ~Copyable {
  private static let size = 1 << 20

  private let file: OutputFile
  /// What waits to be written.
  package var bytes: [UInt8] = []

  /// Opens standard output for nil and `-`, else the file at `path`, as `OutputFile` does.
  package init(_ path: String?) throws(ToolError) {
    file = try OutputFile(path, hint: nil)
    bytes.reserveCapacity(Self.size + 512)
  }

  /// Writes what waits, if that is much.
  package mutating func flushIfLarge() throws(ToolError) {
    if bytes.count >= Self.size { try flush() }
  }

  package mutating func flush() throws(ToolError) {
    try file.write(bytes.span.bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  package consuming func finish() throws(ToolError) {
    try flush()
    try file.finish()
  }
}
