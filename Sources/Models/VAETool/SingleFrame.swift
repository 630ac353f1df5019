import TensorIO
import TensorTool
import Tool

/// Reads a file of exactly one frame, such as a model, at `path`, or from standard input for `-`.
///
/// - Parameters:
///   - noun: what it is, for messages.
///   - read: makes it of the frame. It comes before further frames are looked for: a stream of several
///     is one of data as a rule, and told so.
/// - Throws: `ToolError` with the status `noInput` or `badData`.
func readSingle<File>(_ path: String, _ noun: String, _ read: (Frame) throws -> File) throws -> File
{
  var input = try TensorInput(path)
  guard let frame = try input.next() else {
    throw ToolError(.badData, input.name, "no data frame, expected a \(noun), which is exactly one")
  }
  let file = try blaming(input.name) { try read(frame) }
  if try input.next() != nil {
    throw input.refusal("a frame after the \(noun), expected exactly one")
  }
  return file
}
