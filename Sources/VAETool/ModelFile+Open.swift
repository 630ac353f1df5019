import TensorIO
import TensorTool
import Tool
import VAE

extension ModelFile {
  /// Reads the model at `path`, or from standard input for `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  package init(path: String) throws {
    let input = try TensorInput(path)
    let name = input.name
    let frame = try input.single()
    self = try blaming(name) { try ModelFile(frame) }
  }
}
