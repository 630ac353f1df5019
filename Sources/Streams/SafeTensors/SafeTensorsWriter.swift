import Found
import Spool
import TensorIO
import TensorTool
import Tool

/// Writes the rows of a stream as a safetensors file. The header, which comes first, says how many rows there are, and
/// tensors lie one behind the other; so rows wait in a temporary file, if they are more than a few, until all are read.
package struct SafeTensorsWriter: ~Copyable {
  private let output: OutputFile
  private let folder: String
  /// In the order of the file: those with the widest elements first, so that all lie at multiples of their size.
  private let columns: [Column]
  private let metadata: [Tensor]
  /// Rows that are not yet in the temporary file, of each tensor.
  private var waiting: [[UInt8]]
  private var waitingRows = 0
  private var waitingSize = 0
  /// The rows of each part of the temporary file, in which tensors lie one behind the other.
  private var parts: [Int] = []
  private var spool: SpoolFile?
  private var rows = 0

  private struct Column {
    let name: String
    let type: SafeTensorsType
    let shape: [Int]
    /// Bytes of a row in the file.
    let size: Int
  }

  /// As many bytes wait in memory.
  private static let mostWaiting = 4 << 20

  /// - Parameters:
  ///   - frame: the first of the stream.
  ///   - folder: for the temporary file.
  /// - Throws: `ToolError` with the status `badData` for rows of no numbers.
  package init(
    _ frame: Frame, from input: borrowing TensorInput, to output: consuming OutputFile,
    folder: String
  ) throws(ToolError) {
    let layout = try RowLayout(frame, from: input)
    let stamp = TypeStamp(frame)
    let tensors = frame.tensors.filter { !$0.isMetadata }
    var columns: [Column] = []
    for (tensor, column) in zip(tensors, layout.columns) {
      guard let type = stamp.type(of: tensor) else {
        throw input.refusal("text has no rows", tensor: tensor.name)
      }
      let size = column.size / tensor.elementType.size * type.size
      columns.append(Column(name: column.name, type: type, shape: column.shape, size: size))
    }
    self.columns = columns.sortedBySize(\.type.size)
    metadata = frame.metadata
    waiting = Array(repeating: [], count: columns.count)
    self.output = output
    self.folder = folder
  }

  /// Adds the rows of a frame, which has the layout of the first.
  ///
  /// - Throws: `ToolError`, with the status `badData` for a number that its file's type does not hold.
  package mutating func add(
    _ frame: Frame, rows count: Int, from input: borrowing TensorInput
  ) throws(ToolError) {
    for (index, column) in columns.enumerated() {
      guard let tensor = frame[column.name] else { continue }
      let bytes = try tensor.bytes(as: column.type, from: input)
      waiting[index] += bytes
      waitingSize += bytes.count
    }
    waitingRows += count
    rows += count
    if waitingSize >= Self.mostWaiting { try flush() }
  }

  private mutating func flush() throws(ToolError) {
    let spool: SpoolFile
    if let present = self.spool {
      spool = present
    } else {
      spool = try SpoolFile(in: folder, advice: "name a roomier folder with --temporary")
      self.spool = spool
    }
    for index in waiting.indices {
      let bytes = waiting[index]
      try spool.append(bytes.span.bytes)
      waiting[index] = []
    }
    parts.append(waitingRows)
    (waitingRows, waitingSize) = (0, 0)
  }

  /// Writes the file.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`, or `badData` for more names and words than a header holds.
  package consuming func finish(from input: borrowing TensorInput) throws(ToolError) {
    var contents = SafeTensorsContents(metadata)
    for column in columns {
      contents.add(
        column.name, column.type, shape: [rows] + column.shape, size: rows * column.size)
    }
    try contents.writeHeader(to: output, from: input)
    try spool?.flush()
    let rowSize = columns.reduce(0) { $0 + $1.size }
    var before = 0
    for (index, column) in columns.enumerated() {
      var start = 0
      for part in parts {
        try copy(part * column.size, at: start + part * before)
        start += part * rowSize
      }
      let last = waiting[index]
      try output.write(last.span.bytes)
      before += column.size
    }
    try contents.writeMetadata(to: output)
    try output.finish()
  }

  /// Copies bytes of the temporary file to the output.
  private func copy(_ count: Int, at start: Int) throws(ToolError) {
    guard let spool else { return }
    var done = 0
    while done < count {
      let piece = try spool.bytes(at: start + done, count: min(1 << 20, count - done))
      try output.write(piece.span.bytes)
      done += piece.count
    }
  }
}

extension Tensor {
  /// The elements as the file has them.
  ///
  /// - Throws: `ToolError` with the status `badData` for a number that the type does not hold.
  func bytes(
    as type: SafeTensorsType, from input: borrowing TensorInput
  ) throws(ToolError) -> [UInt8] {
    let bytes = withBytes { span in span.withUnsafeBytes { [UInt8]($0) } }
    do {
      return try Narrowing.narrow(bytes, to: type)
    } catch {
      throw input.refusal(
        "element \(error.index) is \(error.value), which is no \(type.stampName) as "
          + "'\(TypeStamp.name)' has it; to write \(elementType.name): t-slice --drop \(TypeStamp.name)",
        tensor: name)
    }
  }
}
