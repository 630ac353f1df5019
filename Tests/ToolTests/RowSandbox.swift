import TensorIO
import ToolSandbox

// Streams of rows that tell which they are, for the tools that move rows.

/// A frame of these rows: `x`, 7 bytes each, so that rows begin at odd places; `y`, the number of the
/// row; `d`, a third of it; and where they are from.
func rowFrame(_ rows: Range<Int>, source: String = "by hand") throws -> Frame {
  try Frame([
    Tensor(
      "x", shape: [rows.count, 7, 1], rows.flatMap { row in (0..<7).map { pixel(row, $0) } }),
    Tensor("y", shape: [rows.count], rows.map(Int32.init)),
    Tensor("d", shape: [rows.count, 1], rows.map { Double($0) / 3 }),
    Tensor("@source", text: source),
  ])
}

private func pixel(_ row: Int, _ place: Int) -> UInt8 {
  UInt8(truncatingIfNeeded: row &* 7 &+ place &* 31 &+ row >> 5)
}

/// The frames of rows from 0 on, as many in each as `counts` says.
func rowFrames(_ counts: [Int]) throws -> [Frame] {
  var first = 0
  return try counts.map { count in
    defer { first += count }
    return try rowFrame(first..<first + count)
  }
}

/// What the frames of a stream have, in their order.
struct RowContent: Equatable {
  /// The numbers of the rows, frame by frame.
  var rows: [[Int]] = []
  /// Whether each row has the pixels and the fraction that belong to its number.
  var isWhole = true
  /// The metadata of each frame.
  var sources: [String?] = []
}

extension Sandbox {
  func content(_ file: String) throws -> RowContent {
    var content = RowContent()
    for frame in try frames(file) {
      let rows = frame["y"]?.elements(of: Int32.self).map(Int.init) ?? []
      content.rows.append(rows)
      content.sources.append(frame["@source"]?.text)
      let pixels = rows.flatMap { row in (0..<7).map { pixel(row, $0) } }
      content.isWhole =
        content.isWhole && frame.tensors.map(\.name) == ["x", "y", "d", "@source"]
        && frame["x"]?.shape == [rows.count, 7, 1] && frame["d"]?.shape == [rows.count, 1]
        && frame["x"]?.elements(of: UInt8.self) == pixels
        && frame["d"]?.elements(of: Double.self) == rows.map { Double($0) / 3 }
    }
    return content
  }

  /// The numbers of a stream's rows. Every row is whole.
  func rowIndices(_ file: String) throws -> [Int] {
    let content = try content(file)
    guard content.isWhole else { throw TornRow(file: file) }
    return content.rows.flatMap(\.self)
  }

  private struct TornRow: Error {
    let file: String
  }
}
