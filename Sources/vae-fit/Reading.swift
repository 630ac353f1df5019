import LaneTypes
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

/// All rows of a stream, in memory.
///
/// - Throws: `ToolError`: the stream's faults, frames without fitting data, no rows at all.
func readDataset(_ path: String?, likelihood: Likelihood) throws -> (Dataset, name: String) {
  var input = try TensorInput(path)
  let name = input.name
  var data = Dataset()
  var number = 0
  while let frame = try input.next() {
    try blaming(name, frame: number) { try data.append(frame, likelihood: likelihood) }
    number += 1
  }
  guard data.count > 0 else {
    throw ToolError(.badData, name, "no rows in the stream, expected at least one")
  }
  return (data, name)
}
