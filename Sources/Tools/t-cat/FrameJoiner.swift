import TensorIO
import TensorTool
import Tool

/// Writes frames as they come, or their rows cut anew.
///
/// Rows under different metadata never share a frame: a frame ends where the metadata change.
struct FrameJoiner: ~Copyable {
  private var output: TensorOutput
  /// The rows of a frame; nil leaves frames as they are.
  private let size: Int?
  /// Frames whose rows wait for more, all of the same metadata, and the number of these rows.
  private var waiting: [Frame] = []
  private var rows = 0
  /// A frame without rows, as long as no frame was written.
  private var empty: Frame?
  private var isBegun = false

  /// - Parameter rows: how many in each frame, but where the metadata change and at the end.
  init(_ output: consuming TensorOutput, rows size: Int?) {
    self.output = output
    self.size = size
  }

  /// - Parameters:
  ///   - count: the rows of the frame.
  ///   - rowSize: the bytes of a row.
  ///   - input: where the frame comes from.
  /// - Throws: `ToolError`, with the status `usage` where so many rows are too large for a frame.
  mutating func write(
    _ frame: Frame, rows count: Int, rowSize: Int, from input: borrowing TensorInput
  ) throws(ToolError) {
    guard let size else { return try output.write(frame) }
    if let first = waiting.first, frame.metadataDifference(from: first) != nil { try flush() }
    if count == 0, !isBegun { empty = empty ?? frame }
    var first = 0
    while first < count {
      let part = first..<min(count, first + size - rows)
      waiting.append(part.count == count ? frame : try input.rows(part, of: frame))
      rows += part.count
      first = part.upperBound
      // Before the rows are copied into one frame: what waits is bounded too.
      if rows * rowSize > Limits.standard.body { throw tooLarge }
      if rows == size { try flush() }
    }
  }

  /// Writes what waits, and ends the stream. A stream of no rows has one frame still, which says what
  /// its rows would be.
  consuming func finish() throws(ToolError) {
    try flush()
    if !isBegun, let empty { try output.write(empty) }
    try output.finish()
  }

  private mutating func flush() throws(ToolError) {
    guard let first = waiting.first else { return }
    // Tensors are found by name: their order may differ from frame to frame.
    let tensors = first.tensors.map { tensor in
      tensor.isMetadata ? tensor : Tensor(joining: waiting.compactMap { $0[tensor.name] })
    }
    guard let frame = try? Frame(tensors) else { throw tooLarge }
    try output.write(frame)
    (waiting, rows, isBegun) = ([], 0, true)
  }

  private var tooLarge: ToolError {
    ToolError(
      .usage, "--rows",
      "\(rows) rows already need more than the \(Limits.standard.body) bytes that a frame may have; "
        + "take fewer")
  }
}
