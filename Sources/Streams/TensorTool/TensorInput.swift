import Found
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
    reader = try ToolError.located(file.name) { () throws(StreamError) in
      try StreamReader(descriptor: file.descriptor)
    }
    size = file.remainder
    self.file = file
  }

  /// The next frame; nil after the END of the last stream.
  ///
  /// - Throws: `ToolError` with the status `badData`, or `inputOutput` where reading fails.
  package mutating func next() throws(ToolError) -> Frame? {
    do {
      let frame = try reader.next()
      // An END is no frame: a refusal that comes after it is of the last.
      if frame != nil { count += 1 }
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

  /// The number of rows of a frame whose tensors hold a number or more for each row; 0 for a frame of
  /// nothing but metadata.
  ///
  /// - Throws: `ToolError` with the status `badData` for a model, a prior or axes, for text that is no
  ///   metadata, and where the tensors disagree in rows.
  package func numericRows(of frame: Frame) throws(ToolError) -> Int {
    if let kind = frame.kind { throw refusal("this is a \(kind.name), expected a stream of rows") }
    if let text = frame.tensors.first(where: { !$0.isMetadata && $0.elementType == .utf8 }) {
      throw refusal(
        "text has no rows; as metadata its name would begin with '@'", tensor: text.name)
    }
    return try rows(of: frame)
  }

  /// Some rows of the present frame, with all metadata.
  ///
  /// - Throws: `ToolError` as `frame(of:)` does.
  package func rows(_ range: Range<Int>, of frame: Frame) throws(ToolError) -> Frame {
    try self.frame(of: frame.tensors.map { $0.isMetadata ? $0 : $0.rows(range) })
  }

  /// A frame of what was made from the present one.
  ///
  /// - Throws: `ToolError` with the status `badData` where it would be beyond the format's limits.
  package func frame(of tensors: [Tensor]) throws(ToolError) -> Frame {
    do {
      return try Frame(tensors)
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
