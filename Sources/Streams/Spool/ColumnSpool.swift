package import Tool

/// Columns of bytes that grow side by side, in one temporary file: each gets pieces of the file, the next one as large
/// as all before, so that memory does not grow with the bytes. What is not written of a piece takes no room on a disk.
package final class ColumnSpool {
  /// Bytes of a column's first piece, which the second has too.
  private static let firstPiece = 1 << 16

  private struct Column {
    /// Where its pieces begin in the file.
    var pieces: [Int] = []
    var size = 0
  }

  private let file: SpoolFile
  private var columns: [Column]
  /// The end of all pieces.
  private var end = 0

  /// - Parameter folder: where the file is made.
  /// - Throws: `ToolError` with the status `cannotCreate`.
  package init(columns count: Int, in folder: String) throws(ToolError) {
    file = try SpoolFile(in: folder)
    columns = Array(repeating: Column(), count: count)
  }

  /// Bytes of a column.
  package func size(of column: Int) -> Int { columns[column].size }

  /// - Throws: `ToolError` with the status `inputOutput`.
  package func append(_ bytes: RawSpan, to column: Int) throws(ToolError) {
    var done = 0
    while done < bytes.byteCount {
      let size = columns[column].size
      let (piece, offset, room) = Self.place(of: size)
      if piece == columns[column].pieces.count {
        columns[column].pieces.append(end)
        end += room
      }
      let count = min(bytes.byteCount - done, room)
      try file.write(
        bytes.extracting(done..<done + count), at: columns[column].pieces[piece] + offset)
      columns[column].size += count
      done += count
    }
  }

  /// Hands over a column in order, about 1 MiB at a time.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`, and what `use` throws.
  package func read(
    _ column: Int, _ use: (RawSpan) throws(ToolError) -> Void
  ) throws(ToolError) {
    let size = columns[column].size
    var buffer = [UInt8](repeating: 0, count: min(size, 1 << 20))
    var done = 0
    while done < size {
      let (piece, offset, room) = Self.place(of: done)
      let count = min(size - done, room, buffer.count)
      let start = columns[column].pieces[piece] + offset
      try buffer.withRawBytes { bytes throws(ToolError) in
        try file.read(UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), at: start)
      }
      try use(buffer.span.bytes.extracting(..<count))
      done += count
    }
  }

  /// The piece that byte `position` of a column is in, where in it, and how much of the piece is left.
  private static func place(of position: Int) -> (piece: Int, offset: Int, room: Int) {
    if position < firstPiece { return (0, position, firstPiece - position) }
    // Piece k holds the bytes from 2ᵏ⁻¹ to 2ᵏ times the first.
    let piece = Int.bitWidth - (position / firstPiece).leadingZeroBitCount
    let start = firstPiece << (piece - 1)
    return (piece, position - start, 2 * start - position)
  }
}
