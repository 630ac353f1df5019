import TensorIO
import TensorTool
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
    var wanted: [Int] = []
    let rows = try input.numericRows(of: frame)
    if !frame.tensors.allSatisfy(\.isMetadata) {
      let labels = try RowLabels(frame, from: input, advice: "give mnist2t the labels too")
      wanted = Array((0..<rows).filter { isWanted(labels[$0]) }.prefix(left))
      left -= wanted.count
    }
    let part = try Frame(frame.tensors.map { $0.isMetadata ? $0 : $0.rows(at: wanted) })
    if !wanted.isEmpty || part.tensors.contains(where: \.isMetadata) {
      try output.write(part)
      isWritten = true
    } else if empty == nil {
      empty = part
    }
  }
  if !isWritten, let empty { try output.write(empty) }
}
