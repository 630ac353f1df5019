import Kernels
import LatentFits
import Networks
import TensorIO
import TensorTool
import Tool
import VAETool

/// All rows of a stream, in memory as they came.
struct Rows {
  /// The name of the stream, for diagnostics.
  let source: String
  private(set) var frames: [Frame] = []
  private var parts: [Features] = []

  /// - Throws: `ToolError`.
  init(_ path: String?, _ tensor: String) throws {
    var input = try TensorInput(path)
    source = input.name
    let rows = try input.forEachFrame { frame, row in
      let part = try Features(frame, tensor: tensor, firstRow: row, width: parts.first?.width)
      guard part.width <= PrincipalComponents.mostFeatures else {
        throw VAEError(
          "tensor '\(tensor)' has \(part.width) numbers a row, expected at most "
            + "\(PrincipalComponents.mostFeatures); fewer with vae-encode before")
      }
      frames.append(frame)
      parts.append(part)
    }
    guard rows > 0 else { throw ToolError(.badData, source, "no rows in the stream") }
  }

  /// Calls `body` with each frame and the number of its first row in the stream, as `TensorInput` does.
  ///
  /// - Throws: `ToolError`.
  func forEachFrame(_ body: (Frame, _ firstRow: Int) throws -> Void) throws {
    var row = 0
    for (number, frame) in frames.enumerated() {
      try blaming(source, frame: number) { try body(frame, row) }
      row += parts[number].rows
    }
  }

  /// - Throws: `ToolError` with the status `usage`, if a row has fewer numbers.
  func components(_ dimensions: Int, _ engine: Engine) throws(ToolError) -> PrincipalComponents {
    guard dimensions <= parts[0].width else {
      throw ToolError(
        .usage, "-d \(dimensions)", "a row of \(source) has \(parts[0].width) numbers")
    }
    return PrincipalComponents(of: parts, dimensions: dimensions, engine: engine)
  }
}
