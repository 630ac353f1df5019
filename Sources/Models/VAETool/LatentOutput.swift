import TensorIO
import TensorTool
import Tool

/// Latents that a tool makes row by row, as a stream of `z` and, where they have them, labels `y`, in
/// frames of about 1 MiB.
package struct LatentOutput: ~Copyable {
  private var output: TensorOutput
  private var z: [Float] = []
  private var labels: [Int32] = []
  private var rows = 0

  /// Opens the output as `TensorOutput` does.
  package init(_ path: String?) throws(ToolError) { output = try TensorOutput(path) }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - row: as wide as all others.
  ///   - label: for every row, or for none.
  /// - Throws: `ToolError` with the status `inputOutput`.
  package mutating func append(_ row: [Float], label: Int32?) throws {
    z += row
    if let label { labels.append(label) }
    rows += 1
    if z.count >= 1 << 18 { try flush() }
  }

  /// Writes what is left, and END.
  package consuming func finish() throws {
    if rows > 0 { try flush() }
    try output.finish()
  }

  private mutating func flush() throws {
    var tensors = [Tensor("z", shape: [rows, z.count / rows], z)]
    if !labels.isEmpty { tensors.append(Tensor("y", shape: [rows], labels)) }
    try output.write(try Frame(tensors))
    z.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    rows = 0
  }
}
