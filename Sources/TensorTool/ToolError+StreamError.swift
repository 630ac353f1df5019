package import TensorIO
package import Tool

extension ToolError {
  /// The error of a stream as a tool reports it: 74 for a failed system call, 70 where libzstd fails
  /// for a reason of its own, else 65.
  ///
  /// - Parameter file: The name of the stream.
  package init(_ error: StreamError, file: String) {
    let status: ExitStatus =
      switch error.reason {
      case .input, .output: .inputOutput
      case .library: .internalError
      default: .badData
      }
    self.init(status, file, error.description)
  }
}
