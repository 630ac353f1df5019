/// How a command line ended and what it wrote.
package struct Outcome: Equatable {
  /// The exit status; nil where a signal ended the process.
  package var status: Int32?
  package var signal: Int32?
  package var output: [UInt8] = []
  package var errors = ""

  package init(
    status: Int32?, signal: Int32? = nil, output: [UInt8] = [], errors: String = ""
  ) {
    (self.status, self.signal, self.output, self.errors) = (status, signal, output, errors)
  }

  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Nothing on standard output, one line on standard error, and a status.
  package static func failure(_ status: Int32, _ line: String) -> Outcome {
    Outcome(status: status, errors: line + "\n")
  }

  package static func success(_ output: [UInt8] = []) -> Outcome {
    Outcome(status: 0, output: output)
  }
}
