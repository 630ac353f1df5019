/// Why a tool failed, as its exit status. The numbers are those of `sysexits.h`.
package enum ExitStatus: Int32, Sendable {
  /// An option or operand is wrong or missing.
  case usage = 64
  /// The input was read, and is not what it should be.
  case badData = 65
  /// An input cannot be opened.
  case noInput = 66
  /// A bug in the tool.
  case internalError = 70
  /// An output cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
}
