import Found
import Networks
import TensorIO
import TensorTool
import VAE

@testable import Tool

/// What a reader may throw: data are refused for what they are, with one line that says so.
enum Refusal {
  /// A line that is longer than a pipe takes in one piece could be torn by that of another tool: 4096
  /// bytes on Linux, pipe(7).
  private static let longest = 4096

  /// Runs a reader. Any error that is not of the data, such as a failed call or one without a type, traps.
  ///
  /// - Parameter status: that of its `ToolError`.
  /// - Returns: what it made; nil where it refused.
  @discardableResult
  static func allowed<Result>(
    _ read: () throws -> Result, as status: ExitStatus = .badData
  ) -> Result? {
    do {
      return try read()
    } catch let error as ToolError {
      precondition(error.status == status, "status \(error.status): \(error.message)")
      check(error.message, subject: error.subject)
    } catch let error as StreamError {
      precondition(ToolError(error, file: "-").status == .badData, "\(error)")
      check(error.description)
    } catch let error as VAEError {
      check(error.description)
    } catch {
      preconditionFailure("an error that is not declared: \(error)")
    }
    return nil
  }

  private static func check(_ message: String, subject: String? = nil) {
    precondition(!message.isEmpty)
    // What was found in the data is escaped where it is quoted, not only where the line is written.
    precondition(message.utf8.allSatisfy { $0 < 0x80 } || visible(message) == message)
    precondition(
      !message.unicodeScalars.contains("\u{FFFD}") && !message.utf8.contains { $0 < 0x20 })
    // Most are plain, and stay as they are.
    let size = message.utf8.count + (subject?.utf8.count ?? 0)
    let isPlain = message.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    if isPlain, size < longest / 2, subject == nil || subject == "standard input" { return }
    let line = Diagnostic.line("fuzz", subject: subject, message)
    precondition(line.utf8.count <= longest, "a line of \(line.utf8.count) bytes")
    precondition(
      line.unicodeScalars.dropLast().allSatisfy { $0.properties.generalCategory != .control }
        && line.hasSuffix("\n"), "no line: \(line.debugDescription)")
  }
}
