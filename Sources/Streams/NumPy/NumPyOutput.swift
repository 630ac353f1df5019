import NumberTypes
import Spool
import TensorIO
import TensorTool
import Tool
import ZIP

/// Tensors of a stream as a file for NumPy. Its header has the number of rows, which is known at the end: a file gets it
/// then, and what goes to a pipe or into an archive waits in a temporary file.
package struct NumPyOutput: ~Copyable {
  /// How it is written.
  package struct Form {
    /// By name, in order; nil for those that are usual.
    package var tensors: [String]?
    /// Whether all go into an archive, `.npz`.
    package var isArchive = false
    /// Whether the types stay those of the stream.
    package var isWide = false
    /// The folder of temporary files.
    package var folder = standardTemporaryFolder

    package init() {}
  }

  private let file: OutputFile
  private let choice: ColumnChoice
  private let folder: String
  private var columns: [ArrayColumn] = []
  /// Where an array begins in a file that can be sought; nil where the spool holds it.
  private let start: Int?
  private var spool: ColumnSpool?

  /// Rows so far.
  package var rows: Int { columns.first?.rows ?? 0 }

  /// - Throws: `ToolError` as `OutputFile` does.
  package init(_ path: String?, _ form: Form) throws(ToolError) {
    file = try OutputFile(path, hint: "an array is binary; use a pipe, > FILE or -o FILE")
    choice = ColumnChoice(names: form.tensors, isArchive: form.isArchive, isWide: form.isWide)
    folder = form.folder
    start = form.isArchive ? nil : file.position
  }

  /// - Throws: `ToolError` with the status `badData` where the frame does not go on as the first began.
  package mutating func add(
    _ frame: Frame, from input: borrowing TensorInput
  ) throws(ToolError) {
    let type = try choice.types(of: frame, from: input)
    let isFirst = columns.isEmpty
    if isFirst { try begin(frame, type, from: input) }
    for index in columns.indices {
      let name = columns[index].name
      guard let tensor = frame[name] else {
        throw input.refusal("no tensor '\(name)', which the first frame has")
      }
      try write(tensor, type(tensor), column: index, isFirst: isFirst, spool, from: input)
    }
  }

  private mutating func write(
    _ tensor: Tensor, _ type: NumberType?, column: Int, isFirst: Bool, _ spool: ColumnSpool?,
    from input: borrowing TensorInput
  ) throws(ToolError) {
    var array = columns[column]
    try array.add(tensor, type: type, isFirst: isFirst, from: input) { bytes throws(ToolError) in
      if let spool { try spool.append(bytes, to: column) } else { try file.write(bytes) }
    }
    columns[column] = array
  }

  private mutating func begin(
    _ frame: Frame, _ type: (Tensor) -> NumberType?, from input: borrowing TensorInput
  ) throws(ToolError) {
    for tensor in try choice.tensors(of: frame, from: input) {
      if let type = type(tensor) { columns.append(ArrayColumn(tensor, type: type)) }
    }
    if start == nil {
      spool = try ColumnSpool(columns: columns.count, in: folder)
    } else {
      // No reader takes zeros for an array: the header comes when all went well.
      let size = ArrayHeader.bytes(columns[0].type, shape: columns[0].shape).count
      try file.write([UInt8](repeating: 0, count: size).span.bytes)
    }
  }

  /// Writes what is left, and closes the output.
  ///
  /// - Parameter name: of the stream.
  /// - Throws: `ToolError`.
  package consuming func finish(_ name: String) throws(ToolError) {
    guard let first = columns.first else {
      throw ToolError(.badData, name, "no frames: neither type nor shape of an array is known")
    }
    let header = ArrayHeader.bytes(first.type, shape: first.shape)
    guard let spool else {
      try file.write(header.span.bytes, at: start ?? 0)
      return try file.finish()
    }
    if choice.isArchive { return try Self.writeArchive(file, columns, spool) }
    try file.write(header.span.bytes)
    try spool.read(0) { bytes throws(ToolError) in try file.write(bytes) }
    try file.finish()
  }

  private static func writeArchive(
    _ file: consuming OutputFile, _ columns: [ArrayColumn], _ spool: ColumnSpool
  ) throws(ToolError) {
    var archive = ZIPWriter(file)
    for (index, column) in columns.enumerated() {
      let header = ArrayHeader.bytes(column.type, shape: column.shape)
      // The checksum stands before the bytes, which are read twice for it.
      var checksum = CRC32()
      header.withUnsafeBytes { checksum.add($0) }
      try spool.read(index) { bytes throws(ToolError) in
        bytes.withUnsafeBytes { checksum.add($0) }
      }
      try archive.begin(
        "\(column.name).npy", size: header.count + spool.size(of: index), checksum: checksum)
      try archive.write(header.span.bytes)
      try spool.read(index) { bytes throws(ToolError) in try archive.write(bytes) }
    }
    try archive.finish()
  }
}
