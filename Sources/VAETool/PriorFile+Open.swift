import TensorIO
import TensorTool
import Tool
import VAE

extension PriorFile {
  /// Reads the prior at `path`, or from standard input for `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput` or `badData`.
  package init(path: String) throws {
    var input = try TensorInput(path)
    let name = input.name
    guard let frame = try input.next() else {
      throw ToolError(.badData, name, "no data frame, expected a prior, which is exactly one")
    }
    // What it is comes first: a longer stream is one of latents as a rule, and told so.
    self = try blaming(name) { try PriorFile(frame) }
    if try input.next() != nil {
      throw input.refusal("a frame after the prior, expected exactly one")
    }
  }
}
