import TensorIO
import TensorTool
import Text
import Tool

/// Writes the rows of an index in its order, in frames of about 1 MiB.
///
/// - Throws: `ToolError`, with the status `badData` for a row that the stream does not have.
func selectRows(
  of index: RowIndex, from input: inout TensorInput, to output: inout TensorOutput
) throws {
  var store = SelectedRows(index.rows)
  while let frame = try input.next() { try store.add(frame, from: input) }
  if let row = store.missing {
    let line = index.rows.firstIndex(of: row).map { $0 + 1 } ?? 0
    throw ToolError(
      .badData, index.name,
      "line \(line): row \(row), but \(input.name) has \(store.rows) rows, counted from 0")
  }
  if store.isEmpty { return }
  let step = max(1, (1 << 20) / max(1, store.rowSize))
  var start = 0
  repeat {
    let end = min(index.rows.count, start + step)
    try output.write(store.frame(index.rows[start..<end]))
    start = end
  } while start < index.rows.count
}
