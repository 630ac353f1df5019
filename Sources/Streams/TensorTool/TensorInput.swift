package import TensorIO
package import Tool

/// A tensor stream that a tool reads: a file or standard input, never a terminal.
package struct TensorInput: ~Copyable {
  private let file: InputFile
  /// The bytes of a file; nil of a pipe.
  private let size: Int?
  private var reader: StreamReader
  /// The number of frames that `next` has given.
  private var count = 0

  /// The name for diagnostics.
  package var name: String { file.name }

  /// How much of a file is read, from 0 to 1; nil of a pipe, whose length nobody knows.
  package var share: Double? { size.map { Double(reader.position) / Double(max(1, $0)) } }

  /// Opens the stream at `path`, or on standard input for nil and `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput`, or `usage` for a terminal.
  package init(_ path: String?) throws(ToolError) {
    let file = try InputFile(path, hint: "expected a tensor stream; use a pipe or name a file")
    reader = try Self.reader(file)
    size = file.remainder
    self.file = file
  }

  private static func reader(_ file: borrowing InputFile) throws(ToolError) -> StreamReader {
    do {
      return try StreamReader(descriptor: file.descriptor)
    } catch {
      throw ToolError(error, file: file.name)
    }
  }

  /// The next frame; nil after the END of the last stream.
  ///
  /// - Throws: `ToolError` with the status `badData`, or `inputOutput` where reading fails.
  package mutating func next() throws(ToolError) -> Frame? {
    do {
      let frame = try reader.next()
      count += 1
      return frame
    } catch {
      throw ToolError(error, file: file.name)
    }
  }

  /// The number of rows that all tensors of the present frame share.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package func rows(of frame: Frame) throws(ToolError) -> Int {
    do {
      return try frame.rows()
    } catch {
      throw refusal(error.description)
    }
  }

  /// The error for a frame that is sound but not what the tool can use.
  ///
  /// - Parameters:
  ///   - message: What was found, what was expected, what to do.
  ///   - tensor: The tensor that the message is about.
  package func refusal(_ message: String, tensor: String? = nil) -> ToolError {
    let place = tensor.map { ", tensor '\($0)'" } ?? ""
    return ToolError(.badData, name, "frame \(max(0, count - 1))\(place): \(message)")
  }
}
