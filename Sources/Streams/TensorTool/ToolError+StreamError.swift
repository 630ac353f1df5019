import Found
package import TensorIO
package import Tool

extension ToolError {
  /// The error of a stream as a tool reports it: 74 for a failed system call, 70 where libzstd fails
  /// for a reason of its own, else 65. A file that is something else altogether is called that.
  ///
  /// - Parameter file: The name of the stream.
  package init(_ error: StreamError, file: String) {
    switch error.reason {
    case .input, .output: self.init(.inputOutput, file, error.description)
    case .library: self.init(.internalError, file, error.description)
    case .notFrame(let start) where error.place == .input(byte: 0):
      self.init(.badData, file, FileKind(start)?.refusal(.stream) ?? error.description)
    case .empty:
      self.init(.badData, file, InputFile.emptyMessage(Expected.stream.name, file))
    default: self.init(.badData, file, error.description)
    }
  }

  /// Runs `body`; what it throws becomes an error of the stream `file`.
  package static func located<Result: ~Copyable>(
    _ file: String, _ body: () throws(StreamError) -> Result
  ) throws(ToolError) -> Result {
    do {
      return try body()
    } catch {
      throw ToolError(error, file: file)
    }
  }
}
