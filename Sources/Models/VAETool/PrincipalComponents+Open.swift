import LatentFits
import Tool

extension PrincipalComponents {
  /// Reads the axes at `path`, or from standard input for `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  package init(path: String) throws {
    self = try readSingle(path, "set of axes") { try PrincipalComponents($0) }
  }
}
