/// How a command line ended and what it wrote.
struct Outcome: Equatable {
  /// The exit status; nil where a signal ended the process.
  var status: Int32?
  var signal: Int32?
  var output: [UInt8] = []
  var errors = ""

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Nothing on standard output, one line on standard error, and a status.
  static func failure(_ status: Int32, _ line: String) -> Outcome {
    Outcome(status: status, errors: line + "\n")
  }

  static func success(_ output: [UInt8] = []) -> Outcome {
    Outcome(status: 0, output: output)
  }
}
