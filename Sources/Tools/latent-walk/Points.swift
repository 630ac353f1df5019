import Datasets
import Networks
import TensorIO
import TensorTool
import Tool
import VAETool

/// A row of a stream of latents.
struct Point {
  let row: Int
  let z: [Float]
  let label: Int32?
}

/// Reads a stream to its end and visits its rows: all of them as they come, or chosen ones in the order
/// of the choice, which are then kept in memory.
///
/// - Parameter visit: takes a row and the name of the stream.
/// - Throws: `ToolError`.
func visitPoints(
  of path: String?, rows chosen: [ClosedRange<Int>]?, _ visit: (Point, String) throws -> Void
) throws {
  var input = try TensorInput(path)
  let name = input.name
  var width: Int?
  var isLabelled: Bool?
  var kept: [Int: Point] = [:]
  let rows = try input.forEachFrame { frame, firstRow in
    let z = try frame.latents(firstRow: firstRow, width: width)
    guard (frame["y"] != nil) == isLabelled ?? (frame["y"] != nil) else {
      throw VAEError("some frames have labels 'y' and some have none, expected one or the other")
    }
    let labels = frame["y"] == nil ? nil : try Labels.read(frame, firstRow: firstRow, classes: nil)
    (width, isLabelled) = (z.shape[1], labels != nil)
    for index in 0..<z.shape[0] {
      let row = firstRow + index
      if let chosen, !chosen.contains(where: { $0.contains(row) }) { continue }
      let numbers = z.rows(index..<index + 1).elements(of: Float.self)
      let point = Point(row: row, z: numbers, label: labels?[index])
      if chosen == nil { try visit(point, name) } else { kept[row] = point }
    }
  }
  guard rows > 0 else { throw ToolError(.badData, name, "no rows in the stream") }
  for range in chosen ?? [] {
    guard range.upperBound < rows else {
      throw ToolError(
        .usage, "--rows \(range.upperBound)", "\(name) has the rows 0 to \(rows - 1)")
    }
    for row in range {
      if let point = kept[row] { try blaming(name) { try visit(point, name) } }
    }
  }
}
