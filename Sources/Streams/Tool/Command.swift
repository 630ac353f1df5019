import Glibc

/// A tool as its user sees it: name, operands, options, examples. From this one table come the
/// parsing, `--help`, the man page's option list and the completions of three shells.
package struct Command<Settings> {
  package let name: String
  /// What the tool does: a verb and its object, lower case, no full stop.
  package let summary: String
  /// The operands as the usage line shows them: `MODEL [FILE]`, or `[FILE]...` for any number.
  package let operands: String
  package let defaults: Settings
  package let groups: [OptionGroup<Settings>]
  /// Two command lines that work.
  package let examples: [String]
  /// Whether the tool completes what the command line says, as from a checkpoint, and then checks itself what options
  /// need.
  let completesSettings: Bool

  /// The options of all groups, in order.
  package let options: [Option<Settings>]

  /// - Parameters:
  ///   - options: of a tool that has few enough for one list.
  ///   - groups: in the place of one list.
  ///   - completesSettings: whether the tool itself calls `check` of the options, once its settings are complete.
  package init(
    name: String, summary: String, operands: String, defaults: Settings,
    options: [Option<Settings>] = [], groups: [OptionGroup<Settings>]? = nil, examples: [String],
    completesSettings: Bool = false
  ) {
    self.completesSettings = completesSettings
    (self.name, self.summary, self.operands) = (name, summary, operands)
    (self.defaults, self.examples) = (defaults, examples)
    self.groups = groups ?? [OptionGroup(nil, options)]
    self.options = self.groups.flatMap(\.options)
  }

  /// Parses the command line, runs `body` on the settings and operands, and ends the process.
  ///
  /// An error becomes one line on standard error and an exit status: that of a `ToolError`, else
  /// 70. A `ReportedFailure` has had its line. `Interruption` ends the process by the signal that it carries.
  package func run(_ body: (Settings, [String]) throws -> Void) -> Never {
    reserveStandardDescriptors()
    dieWhenReaderCloses()
    failAtFileSizeLimit()
    do {
      switch try parse(CommandLine.arguments) {
      case .show(let text): try show(text)
      case .run(let settings, let operands): try body(settings, operands)
      }
      // A network file system reports a failed write when the file is closed. An output that a tool has closed
      // itself was checked there.
      guard close(STDOUT_FILENO) == 0 || errno == EBADF else {
        throw ToolError(.inputOutput, "standard output", "cannot close", errno: errno)
      }
      exit(0)
    } catch let error as ToolError {
      Diagnostic.report(name, subject: error.subject, error.message)
      exit(error.status.rawValue)
    } catch let failure as ReportedFailure {
      exit(failure.status.rawValue)
    } catch let interruption as Interruption {
      interruption.die()
    } catch {
      Diagnostic.report(name, "internal error, please report it: \(error)")
      exit(ExitStatus.internalError.rawValue)
    }
  }
}
