import Datasets
import TensorIO
import TensorTool
import Tool
import VAETool

/// Calls `body` with the latents of each frame of a stream: the frame, and its tensor `z` of the width of
/// those before.
///
/// - Throws: `ToolError`, naming the frame.
func forEachCodes(_ input: consuming TensorInput, _ body: (Frame, Tensor, Int) throws -> Void)
  throws
{
  let name = input.name
  var width: Int?
  let rows = try input.forEachFrame { frame, row in
    let z = try frame.latents(firstRow: row, width: width)
    try body(frame, z, row)
    width = z.shape[1]
  }
  guard rows > 0 else { throw ToolError(.badData, name, "no rows in the stream") }
}
