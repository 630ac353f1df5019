import TensorIO
import TensorTool

extension TensorInput {
  /// Calls `body` with each frame and the number of its first row in the stream, to the end of the stream.
  ///
  /// - Parameters:
  ///   - progress: is told of each frame before `body` is called, and of the end.
  ///   - body: what it throws about data, `VAEError` and `StreamError`, becomes an error of this stream that
  ///     names the frame. The rows of a frame are counted after it, so that it may say what a frame is that has
  ///     none.
  /// - Returns: the number of all rows.
  /// - Throws: `ToolError`, and whatever else `body` throws.
  @discardableResult
  package mutating func forEachFrame(
    progress: RowProgress? = nil, _ body: (Frame, _ firstRow: Int) throws -> Void
  ) throws -> Int {
    var row = 0
    var number = 0
    while let frame = try next() {
      progress?.begin(rows: (try? frame.rows()) ?? 0, from: row, share: share)
      try blaming(name, frame: number) {
        try body(frame, row)
        row += try frame.rows()
      }
      number += 1
    }
    progress?.finish(row)
    return row
  }
}
