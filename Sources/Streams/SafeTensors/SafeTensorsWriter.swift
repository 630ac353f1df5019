import NumberTypes
import Spool
import TensorIO
import TensorTool
import Tool

/// Writes the rows of a stream as a safetensors file. The header, which comes first, says how many rows there are, and
/// tensors lie one behind the other; so rows wait in a temporary file until all are read.
package struct SafeTensorsWriter: ~Copyable {
  private let output: OutputFile
  /// In the order of the file: those with the widest elements first, so that all lie at multiples of their size.
  private let columns: [Column]
  private let metadata: [Tensor]
  private let stamp: TypeStamp
  private let spool: ColumnSpool
  private var rows = 0

  private struct Column {
    let name: String
    let type: NumberType
    let shape: [Int]
  }

  /// - Parameters:
  ///   - frame: the first of the stream.
  ///   - folder: for the temporary file.
  /// - Throws: `ToolError` with the status `badData` for rows of no numbers, or `cannotCreate`.
  package init(
    _ frame: Frame, from input: borrowing TensorInput, to output: consuming OutputFile,
    folder: String
  ) throws(ToolError) {
    let layout = try RowLayout(frame, from: input)
    let stamp = try TypeStamp(frame, from: input)
    let tensors = frame.tensors.filter { !$0.isMetadata }
    var columns: [Column] = []
    for (tensor, column) in zip(tensors, layout.columns) {
      guard let type = stamp.type(of: tensor) else {
        throw input.refusal("text has no rows", tensor: tensor.name)
      }
      columns.append(Column(name: column.name, type: type, shape: column.shape))
    }
    let spool = try ColumnSpool(columns: columns.count, in: folder)
    self.columns = columns.sortedBySize(\.type.size)
    metadata = frame.metadata
    (self.stamp, self.spool) = (stamp, spool)
    self.output = output
  }

  /// Adds the rows of a frame, which has the layout of the first.
  ///
  /// - Throws: `ToolError`, with the status `badData` for a number that its file's type does not hold.
  package mutating func add(
    _ frame: Frame, rows count: Int, from input: borrowing TensorInput
  ) throws(ToolError) {
    for (index, column) in columns.enumerated() {
      guard let tensor = frame[column.name] else { continue }
      try column.type.write(tensor, after: rows, from: input, remedy: typesRemedy) {
        bytes throws(ToolError) in try spool.append(bytes, to: index)
      }
    }
    rows += count
  }

  /// Writes the file.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`, or `badData` for more names and words than a header holds.
  package consuming func finish(from input: borrowing TensorInput) throws(ToolError) {
    var contents = SafeTensorsContents(metadata, stamp)
    for (index, column) in columns.enumerated() {
      contents.add(
        column.name, column.type, shape: [rows] + column.shape, size: spool.size(of: index))
    }
    try contents.writeHeader(to: output, from: input)
    for index in columns.indices {
      try spool.read(index) { bytes throws(ToolError) in try output.write(bytes) }
    }
    try contents.writeMetadata(to: output, from: input)
    try output.finish()
  }
}
