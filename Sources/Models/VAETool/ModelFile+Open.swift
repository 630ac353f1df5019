import Tool
import VAE

extension ModelFile {
  /// Reads the model at `path`, or from standard input for `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  package init(path: String) throws {
    self = try readSingle(path, "model") { try ModelFile($0) }
  }
}
