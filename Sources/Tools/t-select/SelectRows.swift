import TensorIO
import TensorTool
import Text
import Tool

/// Writes the rows whose label is one of those wanted, frame by frame. A frame of which nothing is left
/// is written if it has metadata, or if there is no other, so that names and shapes are told.
///
/// - Parameter most: how many rows at most. The input is read to its end in any case.
func selectRows(
  to output: inout TensorOutput, from input: inout TensorInput, most: Int,
  where isWanted: (Int64) -> Bool
) throws {
  var left = most
  var empty: Frame?
  var isWritten = false
  while let frame = try input.next() {
    let rows = try input.numericRows(of: frame)
    // Some rows at a time: a frame may have so many that their numbers take more memory than they do.
    let step = 1 << 16
    var parts: [[Tensor]] = []
    if !frame.tensors.allSatisfy(\.isMetadata) {
      let labels = try RowLabels(frame, from: input, advice: "give mnist2t the labels too")
      for start in stride(from: 0, to: max(1, rows), by: step) {
        let wanted = (start..<min(rows, start + step)).filter { isWanted(labels[$0]) }.prefix(left)
        left -= wanted.count
        if wanted.isEmpty, !parts.isEmpty { continue }
        parts.append(frame.tensors.map { $0.isMetadata ? $0 : $0.rows(at: Array(wanted)) })
      }
    }
    let part = try Frame(
      frame.tensors.indices.map { index in
        let tensor = frame.tensors[index]
        return tensor.isMetadata ? tensor : Tensor(joining: parts.map { $0[index] })
      })
    if try part.rows() > 0 || part.tensors.contains(where: \.isMetadata) {
      try output.write(part)
      isWritten = true
    } else if empty == nil {
      empty = part
    }
  }
  if !isWritten, let empty { try output.write(empty) }
}

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
