import Found
import NumberTypes
import Spool
import TensorIO
import TensorTool
import Tool
import ZIP

/// What NumPy wrote, as tensors: an array, `.npy`, or an archive of several, `.npz`.
package struct NumPySource {
  /// How it is read.
  package struct Form {
    /// Members of an archive, in order; nil for all.
    package var members: [String]?
    /// The names of the tensors; nil for those of the members, and `x` for an array alone.
    package var tensors: [String]?
    /// What a byte of `x` stands for.
    package var unit: Int?
    /// Whether two bytes without a type are bfloat16.
    package var bfloat16 = false
    /// Whether floats of 64 bits become floats of 32.
    package var single = false
    /// The folder of temporary files.
    package var folder = standardTemporaryFolder
    /// Frames have so many bytes, or one row.
    package var frameSize = 1 << 20

    package init() {}
  }

  private let form: Form
  private let arrays: [(name: String, reader: ArrayReader)]
  private let stamps: [Tensor]
  /// The rows that all have; nil of scalars.
  private let total: Int?
  /// Rows given so far.
  package private(set) var position = 0
  private var isFirst = true

  /// How much is read, from 0 to 1.
  package var share: Double { Double(position) / Double(max(1, total ?? 1)) }

  /// - Parameter path: of the file; nil and `-` for standard input.
  /// - Throws: `ToolError`.
  package init(_ path: String?, _ form: Form) throws(ToolError) {
    self.form = form
    let sources = try Self.sources(path, form)
    let names = try Self.names(sources.map(\.name), form)
    var arrays: [(name: String, reader: ArrayReader)] = []
    for (name, source) in zip(names, sources) {
      let reader = try ArrayReader(source.source, bfloat16: form.bfloat16, folder: form.folder)
      arrays.append((name, reader))
    }
    try Self.checkRows(arrays.map(\.reader))
    self.arrays = arrays
    total = arrays[0].reader.rows
    stamps = try Self.stamps(arrays, form)
  }

  /// The arrays of the file, with the names of members.
  private static func sources(
    _ path: String?, _ form: Form
  ) throws(ToolError) -> [(name: String?, source: any ArraySource)] {
    let file = try InputFile(path, hint: "expected a NumPy array; use a pipe or name a file")
    let input = SharedInput(file)
    let whole = SeekableBytes(input)
    let pipe = FileSource(input, whole: nil, start: [])
    let start = try pipe.next(FileKind.prefixSize)
    if start.isEmpty {
      throw ToolError(
        .badData, pipe.name, InputFile.emptyMessage(Expected.numpy.name, pipe.name))
    }
    let source = FileSource(input, whole: whole, start: start)
    if ArrayHeader.magic.starts(with: start.prefix(ArrayHeader.magic.count)) {
      if form.members != nil {
        throw ToolError(.usage, "--members", "\(pipe.name) is one array, expected an archive, .npz")
      }
      return [(nil, source)]
    }
    let kind = FileKind(start)
    if kind?.name == FileKind.numPyArchive || start.starts(with: ZIPArchive.emptyStart) {
      return try members(of: ZIPArchive(source.rest(in: form.folder).bytes), form.members)
    }
    // What stands first in an archive tells most of them.
    if start.starts(with: ZIPArchive.start), let bytes = try? source.rest(in: form.folder).bytes,
      let archive = try? ZIPArchive(bytes), archive.entries.contains(where: { $0.name.isArray })
    {
      return try members(of: archive, form.members)
    }
    throw ToolError(
      .badData, pipe.name,
      kind?.refusal(.numpy)
        ?? "begins with \(quoted(start.prefix(6))), expected \(quoted(ArrayHeader.magic)) (.npy) "
        + "or 'PK' (.npz)")
  }

  private static func members(
    of archive: ZIPArchive, _ chosen: [String]?
  ) throws(ToolError) -> [(name: String?, source: any ArraySource)] {
    let entries = archive.entries.filter(\.name.isArray)
      .map { (name: Array($0.name.dropLast([UInt8].arraySuffix.count)), entry: $0) }
    let fault = { (message: String) in ToolError(.badData, archive.bytes.name, message) }
    if entries.isEmpty { throw fault("an archive without arrays, expected a member NAME.npy") }
    if entries.count > Limits.standard.tensors, chosen == nil {
      throw fault("\(entries.count) arrays, the limit is \(Limits.standard.tensors)")
    }
    if chosen == nil {
      for entry in archive.entries where !entry.name.isArray {
        try ZIPMember.check(entry, of: archive)
      }
    }
    var sources: [(name: String?, source: any ArraySource)] = []
    for name in chosen.map({ $0.map { Array($0.utf8) } }) ?? entries.map(\.name) {
      let found = entries.filter { $0.name == name }
      guard let entry = found.first?.entry, found.count == 1 else {
        let all = entries.prefix(8).map { quoted($0.name) }.joined(separator: ", ")
        throw fault(
          found.isEmpty
            ? "no array \(quoted(name)), found \(all)" : "has the array \(quoted(name)) twice")
      }
      let member = try MemberSource(entry, of: archive)
      sources.append((String(decoding: name, as: UTF8.self), member))
    }
    return sources
  }

  private static func names(_ members: [String?], _ form: Form) throws(ToolError) -> [String] {
    if let names = form.tensors {
      guard names.count == members.count else {
        throw ToolError(
          .usage, "--tensors", "\(names.count) names, but arrays: \(members.count)")
      }
      return names
    }
    for member in members {
      guard let member else { continue }
      guard Tensor.isRowName(member) else {
        throw ToolError(
          .badData, quoted(member),
          "is no name of a tensor, 1 to 255 visible characters of ASCII, the first not @: "
            + "name them with --tensors")
      }
    }
    return members.map { $0 ?? "x" }
  }

  /// All have the same rows, or all are scalars.
  private static func checkRows(_ readers: [ArrayReader]) throws(ToolError) {
    let describe = { (rows: Int?) in rows.map { "\($0) rows" } ?? "a scalar" }
    for reader in readers where reader.rows != readers[0].rows {
      throw ToolError(
        .badData, reader.name,
        "\(describe(reader.rows)), but \(readers[0].name) has \(describe(readers[0].rows)); "
          + "--members takes those that go together")
    }
    let rowSize = readers.reduce(0) { $0 + $1.rowSize }
    if let rows = readers[0].rows, rowSize == 0, rows > Limits.standard.dimension {
      throw ToolError(
        .badData, readers[0].name,
        "\(rows) rows of no numbers, the limit is \(Limits.standard.dimension)")
    }
  }

  /// The types that are widened, and the unit of bytes.
  private static func stamps(
    _ arrays: [(name: String, reader: ArrayReader)], _ form: Form
  ) throws(ToolError) -> [Tensor] {
    let x = arrays.first { $0.name == "x" }?.reader.type
    if let unit = form.unit {
      guard x == .u8 || x == .bool && unit == 1 else {
        throw ToolError(
          .usage, "--unit",
          x == .bool
            ? "bools are 0 and 1, their unit is 1"
            : "says what the bytes of 'x' stand for, and "
              + (x.map { "they are \($0.name)" } ?? "there are none"))
      }
    }
    let unit = x == .bool ? 1 : form.unit ?? Frame.standardUnit
    return Frame.unitTensors(unit)
      + TypeStamp.tensors(arrays.map { ($0.name, $0.reader.type) })
  }

  /// The next frame; nil after the last. There is always one, to tell the shape.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package mutating func next() throws(ToolError) -> Frame? {
    let left = total.map { $0 - position } ?? (isFirst ? 1 : 0)
    if left == 0, !isFirst {
      for array in arrays { try array.reader.finish() }
      return nil
    }
    isFirst = false
    let rowSize = arrays.reduce(0) { $0 + $1.reader.rowSize }
    let rows = rowSize == 0 ? left : min(left, max(1, form.frameSize / rowSize))
    var tensors = stamps
    for (name, reader) in arrays {
      let tensor = try reader.tensor(name, rows: rows)
      tensors.append(form.single ? try single(tensor, reader) : tensor)
    }
    position += rows
    do {
      return try Frame(tensors)
    } catch {
      throw ToolError(.badData, arrays[0].reader.name, error.description)
    }
  }

  /// Floats of 64 bits, rounded to 32.
  private func single(_ tensor: Tensor, _ reader: ArrayReader) throws(ToolError) -> Tensor {
    guard tensor.elementType == .f64 else { return tensor }
    let width = max(1, tensor.count / max(1, tensor.shape.first ?? 1))
    return try Tensor(tensor.name, shape: tensor.shape, of: Float.self) {
      floats throws(ToolError) in
      try tensor.withElements(of: Double.self) { numbers throws(ToolError) in
        for i in numbers.indices {
          floats[i] = Float(numbers[i])
          if floats[i].isInfinite, numbers[i].isFinite {
            throw ToolError(
              .badData, reader.name,
              "row \(position + i / width): \(numbers[i]) is beyond the range of --f32")
          }
        }
      }
    }
  }
}

extension [UInt8] {
  fileprivate static let arraySuffix = Array(".npy".utf8)

  /// Whether it is the name of an array in an archive.
  fileprivate var isArray: Bool { reversed().starts(with: Self.arraySuffix.reversed()) }
}
