package import TensorIO
package import Tool

/// A tensor stream that a tool writes: standard output, or a file that appears complete or not at
/// all, never a terminal.
package struct TensorOutput: ~Copyable {
  private let file: OutputFile
  private var writer: StreamWriter

  /// Opens standard output for nil and `-`, else the file at `path`.
  ///
  /// - Parameter isStored: whether frames are not compressed.
  /// - Throws: `ToolError` with the status `cannotCreate`, or `usage` for a terminal.
  package init(_ path: String?, stored isStored: Bool = false) throws(ToolError) {
    let file = try OutputFile(
      path, hint: "a tensor stream is binary; use a pipe, > FILE or -o FILE")
    let level = isStored ? StreamWriter.stored : StreamWriter.defaultLevel
    writer = try ToolError.located(file.name) { () throws(StreamError) in
      try StreamWriter(descriptor: file.descriptor, level: level)
    }
    self.file = file
  }

  /// Whether what was there stays until `finish`: the output is a file, and not one that the process has open.
  package var isReplacement: Bool { file.isReplacement }

  /// Writes a frame; it is on its way when the call returns.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package mutating func write(_ frame: Frame) throws(ToolError) {
    do {
      try writer.write(frame)
    } catch {
      throw ToolError(error, file: file.name)
    }
  }

  /// Writes END and closes the output. Without it every reader refuses what was written.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package consuming func finish() throws(ToolError) {
    do {
      try writer.finish()
    } catch {
      throw ToolError(error, file: file.name)
    }
    try file.finish()
  }
}
