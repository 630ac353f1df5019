import Glibc
package import Tool

/// The folder of temporary files that the environment names in `TMPDIR`, or `/tmp`.
package var standardTemporaryFolder: String {
  let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
  return named.isEmpty ? "/tmp" : named
}

/// What a message about a lack of room for a temporary file ends with, in a tool with `Option.temporary`.
package let roomAdvice = "name a roomier folder with --temporary"

extension Option {
  /// `--temporary DIR`: where temporary files are made, `standardTemporaryFolder` unless it is given.
  ///
  /// - Parameter help: what they are for.
  package static func temporary(
    _ help: String, _ path: WritableKeyPath<Settings, String>
  ) -> Option {
    Option("temporary", nil, "DIR", help, path, default: "TMPDIR or /tmp") { try $0.file() }
  }
}
