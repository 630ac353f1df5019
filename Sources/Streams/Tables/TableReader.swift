import Found
import TensorIO
import Text
import Tool

/// Lines of numbers as rows, in frames of about 1 MiB.
package struct TableReader<Number: TableNumber>: ~Copyable {
  private let form: TableForm
  private var lines: LineReader
  private var table: Table<Number>?
  private var isFirst = true

  /// Opens the file at `path`, or standard input for nil and `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput`, or `usage` for a terminal.
  package init(_ path: String?, _ form: TableForm, of _: Number.Type = Number.self)
    throws(ToolError)
  {
    lines = try LineReader(path, as: .table)
    self.form = form
  }

  /// The next frame; nil after the last row.
  ///
  /// - Throws: `ToolError` with the status `badData` for a line that is no such row; `StreamError` for rows
  ///   that do not fit a frame.
  package mutating func next() throws -> Frame? {
    if isFirst, form.hasHeader { _ = try lines.next() }
    isFirst = false
    while try lines.next() {
      switch form.separator {
      case .tab: lines.split(at: UInt8(ascii: "\t"))
      case .comma: lines.split(at: UInt8(ascii: ","))
      case .semicolon: lines.split(at: UInt8(ascii: ";"))
      case .blank:
        lines.splitAtBlanks()
        if lines.fieldCount == 0 {
          throw lines.refusal("nothing but blanks, expected at least one field")
        }
      }
      var rows = try table ?? Table(form, firstLine: lines)
      table = nil
      try rows.add(lines)
      let frame = rows.isFull ? try rows.takeFrame() : nil
      table = rows
      if let frame { return frame }
    }
    guard var rows = table, !rows.isEmpty else { return nil }
    table = nil
    return try rows.takeFrame()
  }
}
