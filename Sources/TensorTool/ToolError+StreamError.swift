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
    self.init(status, file, error.description + Self.hint(for: error.reason))
  }

  /// What to do where the beginner's mistake is plain: IDX data, compressed or not, in place of a
  /// stream.
  private static func hint(for reason: StreamError.Reason) -> String {
    guard case .notFrame(let bytes) = reason else { return "" }
    let isData = [[0x1F, 0x8B], [0, 0]].contains { bytes.starts(with: $0) }
    return isData ? "; for IDX data, put mnist2t before" : ""
  }
}
