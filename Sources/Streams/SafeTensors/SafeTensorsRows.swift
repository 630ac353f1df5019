import Found
import NumberTypes
import TensorIO
import Tool

/// The frames of a stream that are made of a safetensors file.
package struct SafeTensorsRows {
  private let columns: [SafeTensorsColumn]
  /// What all frames have alike: numbers and words about the rows.
  private let metadata: [Tensor]
  /// Rows in all, and in a frame; nil where the file is one frame.
  private let rows: Int?
  private let frameRows: Int
  private var position = 0
  private var isFinished = false

  /// - Parameters:
  ///   - selections: the tensors that are wanted; nil for all.
  ///   - isWhole: one frame with all tensors, which need not have the same rows.
  /// - Throws: `ToolError` with the status `badData`, before an element is read.
  package init(
    _ file: SafeTensorsFile, selections: [Selection]?, isWhole: Bool
  ) throws(ToolError) {
    let entries = file.header.entries
    columns = try Self.columns(file, selections)
    metadata = try Self.metadata(file, beside: columns)
    let names = entries.map(\.name) + file.header.metadata.map(\.name)
    let isOneThing = selections == nil && StreamKind(names).map { !$0.hasRows } == true
    rows = isWhole || isOneThing ? nil : try Self.rows(columns, file)
    // Where there are no rows, their shape may be beyond any memory.
    let rowSize = columns.reduce(0) { min(1 << 60, $0 + min(1 << 60, $1.rowBytes)) }
    frameRows = max(1, Self.frameSize / max(1, rowSize))
    // No more is read than a frame holds.
    let most = rows == nil ? columns.reduce(0) { $0 + $1.bytes } : rows == 0 ? 0 : rowSize
    if most > Limits.standard.body {
      throw file.refusal(
        "\(rows == nil ? "the tensors have" : "a row has") \(most) bytes, a frame holds at most "
          + "\(Limits.standard.body)")
    }
    isFinished = columns.isEmpty && metadata.isEmpty
  }

  private static let frameSize = 1 << 20

  /// The next frame; nil after the last. A file without rows is a frame of 0 rows.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package mutating func next(from file: SafeTensorsFile) throws(ToolError) -> Frame? {
    if isFinished { return nil }
    guard let rows else {
      isFinished = true
      var tensors = metadata
      for column in columns { tensors.append(try column.tensor(file)) }
      return try Self.frame(tensors, file)
    }
    // Rows without an element fit one frame, if any.
    let isEmpty = columns.allSatisfy { $0.rowBytes == 0 }
    let range = position..<(isEmpty ? rows : min(rows, position + frameRows))
    position = range.upperBound
    isFinished = position == rows
    var tensors: [Tensor] = []
    for column in columns {
      tensors.append(try column.tensor(file, rows: range))
    }
    return try Self.frame(tensors + metadata, file)
  }
}

extension SafeTensorsRows {
  private static func frame(
    _ tensors: [Tensor], _ file: SafeTensorsFile
  ) throws(ToolError) -> Frame {
    do {
      return try Frame(tensors)
    } catch {
      throw file.refusal(error.description)
    }
  }

  private static func columns(
    _ file: SafeTensorsFile, _ selections: [Selection]?
  ) throws(ToolError) -> [SafeTensorsColumn] {
    let all = file.header.entries.filter { !$0.name.hasPrefix("@") }
    var columns: [SafeTensorsColumn] = []
    for selection in selections ?? all.map({ Selection(name: $0.name, newName: $0.name) }) {
      guard let entry = all.first(where: { $0.name == selection.name }) else {
        let found = all.prefix(8).map { quoted($0.name) }.joined(separator: ", ")
        throw file.refusal(
          "no tensor \(quoted(selection.name)), found \(all.isEmpty ? "none" : found)"
            + (all.count > 8 ? " and \(all.count - 8) more" : ""))
      }
      columns.append(try SafeTensorsColumn(entry, as: selection.newName, file))
    }
    return columns
  }

  /// The words and numbers of the file whose names begin with `@`, the types of what is widened, and the unit 1 of an
  /// `x` of truth values.
  private static func metadata(
    _ file: SafeTensorsFile, beside columns: [SafeTensorsColumn]
  ) throws(ToolError) -> [Tensor] {
    let words = file.header.metadata.filter {
      $0.name.hasPrefix("@") && $0.name != Frame.typesField
    }
    var numbers: [SafeTensorsColumn] = []
    for entry in file.header.entries where entry.name.hasPrefix("@") {
      guard entry.name != Frame.typesField else {
        throw file.refusal(
          "has this name, which is that of a text in a stream: rename it", tensor: entry.name)
      }
      numbers.append(try SafeTensorsColumn(entry, as: entry.name, file))
    }
    let size = numbers.reduce(0) { $0 + $1.bytes }
    guard size <= Limits.standard.body else {
      throw file.refusal(
        "the tensors whose names begin with '@' have \(size) bytes, a frame holds at most "
          + "\(Limits.standard.body)")
    }
    var tensors = words.map { Tensor($0.name, text: $0.text) }
    for number in numbers { tensors.append(try number.tensor(file)) }
    if !tensors.contains(where: { $0.name == Frame.unitField }) {
      let areBits = columns.contains { $0.name == "x" && $0.type == .bool }
      tensors += Frame.unitTensors(areBits ? 1 : Frame.standardUnit)
    }
    return tensors + TypeStamp.tensors((columns + numbers).map { ($0.name, $0.type) })
  }

  private static func rows(
    _ columns: [SafeTensorsColumn], _ file: SafeTensorsFile
  ) throws(ToolError) -> Int {
    guard let first = columns.first else { return 0 }
    let advice = "name some that do with --tensors, or take the file as one frame with --whole"
    for column in columns where column.entry.shape.isEmpty {
      throw file.refusal("a scalar has no rows: \(advice)", tensor: column.entry.name)
    }
    for column in columns where column.rows != first.rows {
      throw file.refusal(
        "\(column.rows) rows, but tensor \(quoted(first.entry.name)) has \(first.rows), and rows go "
          + "together: \(advice)", tensor: column.entry.name)
    }
    return first.rows
  }
}
