/// A failure that was told when it came and did not end the tool: thrown after the results are safe, it ends the
/// process with its status and without another word.
package struct ReportedFailure: Error, Sendable {
  package let status: ExitStatus

  /// Tells it, as `prog: subject: message` on standard error.
  package init(_ status: ExitStatus, _ program: String, subject: String?, _ message: String) {
    Diagnostic.report(program, subject: subject, message)
    self.status = status
  }
}
