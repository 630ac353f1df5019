import TensorIO
import TensorTool
import Tool

/// Makes frames of about 1 MiB of single rows.
struct RowWriter: ~Copyable {
  private var output: TensorOutput
  private let columns: [RowLayout.Column]
  private let metadata: [Tensor]
  /// The rows of a frame.
  private let size: Int
  /// The bytes of each column of the frame that is being made, and the number of its rows.
  private var bytes: [[UInt8]]
  private var rows = 0
  private var isBegun = false

  /// - Parameter metadata: what every frame gets.
  init(_ output: consuming TensorOutput, _ layout: RowLayout, metadata: [Tensor]) {
    self.output = output
    columns = layout.columns
    self.metadata = metadata
    size = max(1, (1 << 20) / max(1, layout.rowSize))
    bytes = columns.map { _ in [] }
  }

  /// - Parameter record: a row as `RowStore` holds it.
  mutating func write(_ record: UnsafeRawBufferPointer) throws(ToolError) {
    var offset = RowStore.headerSize
    for (i, column) in columns.enumerated() {
      if rows == 0 { bytes[i].reserveCapacity(size * column.size) }
      bytes[i] += record[offset..<offset + column.size]
      offset += column.size
    }
    rows += 1
    if rows == size { try flush() }
  }

  /// Ends the stream, which has one frame at least.
  consuming func finish() throws(ToolError) {
    if rows > 0 || !isBegun { try flush() }
    try output.finish()
  }

  private mutating func flush() throws(ToolError) {
    let tensors = zip(columns, bytes).map { column, bytes in
      Tensor(
        column.name, elementType: column.elementType, shape: [rows] + column.shape, bytes: bytes)
    }
    try output.write(
      ToolError.located("a frame of \(rows) rows") { () throws(StreamError) in
        try Frame(tensors + metadata)
      })
    bytes = columns.map { _ in [] }
    (rows, isBegun) = (0, true)
  }
}
