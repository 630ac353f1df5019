import LatentFits
import Tool

extension PriorFile {
  /// Reads the prior at `path`, or from standard input for `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  package init(path: String) throws {
    self = try readSingle(path, "prior") { try PriorFile($0) }
  }
}
