import Found
package import TensorIO
package import Tool

/// A table of text as frames of rows.
package final class CSVReader {
  private let records: RecordReader
  /// The names of the file's columns.
  private let names: [String]
  private let hasHeader: Bool
  private var rows: TableRows
  private var isFirst = true
  private var isDone = false
  /// What a person should know, a line each.
  package private(set) var notes: [String] = []

  /// How much of a file is read, from 0 to 1; nil of a pipe.
  package var share: Double? { records.input.share }
  /// Rows given so far.
  package private(set) var position = 0
  /// The columns of the stream.
  package var columns: Columns { rows.plan.columns }

  /// Opens the file at `path`, or standard input for nil and `-`, and settles what its columns are: by reading all of
  /// it, where that is not told.
  ///
  /// - Throws: `ToolError`.
  package init(_ path: String?, _ form: CSVForm) throws(ToolError) {
    let missing = MissingWords(form.missing)
    records = RecordReader(try CSVInput(path, spool: form.spool))
    let (separator, hasHeader, names) = try Self.begin(records, form)
    (self.hasHeader, self.names) = (hasHeader, names)
    let plan = try TablePlanner(
      form: form, names: names, records: records, separator: separator, missing: missing,
      hasHeader: hasHeader
    )
    notes = plan.notes
    if !hasHeader, form.hasHeader == nil {
      notes.append(
        "the first line has a number, so it was taken for a row, and columns are named 1, 2, …; --header yes if it has names"
      )
    }
    do {
      rows = try TableRows(
        plan.plan, form: form, parser: Self.parser(form, separator), missing: missing)
    } catch {
      throw ToolError(.badData, records.input.name, error.description)
    }
    if plan.isRead { _ = try Self.begin(records, form) }
  }

  /// How numbers are written.
  static func parser(_ form: CSVForm, _ separator: CSVSeparator) -> NumberParser {
    NumberParser(mark: form.decimalMark ?? (separator == .semicolon ? nil : UInt8(ascii: ".")))
  }

  /// Goes to the first row. Where the first line has no names, it is the present record.
  private static func begin(
    _ records: RecordReader, _ form: CSVForm
  ) throws(ToolError) -> (CSVSeparator, Bool, [String]) {
    let separator = try records.begin(form.separator)
    guard try records.next() else {
      throw ToolError(
        .badData, records.input.name,
        InputFile.emptyMessage(Expected.csv.name, records.input.name))
    }
    let isHeader = form.hasHeader ?? Self.isHeader(records, form, separator)
    guard isHeader else { return (separator, false, records.fields.indices.map { "\($0 + 1)" }) }
    var names: [String] = []
    for field in records.fields.indices {
      let bytes = records.bytes(field)
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw records.refusal(Fault.notUTF8(bytes), column: field)
      }
      names.append(name)
    }
    return (separator, true, names)
  }

  /// Whether the present record has names: those that options or a model say, or no number and not nothing alone.
  private static func isHeader(
    _ records: RecordReader, _ form: CSVForm, _ separator: CSVSeparator
  ) -> Bool {
    let said =
      form.kinds.map(\.name) + form.dropped + (form.model?.columns.all.map(\.name) ?? [])
    let names = Set(said.filter { Double($0) == nil }.map { Array($0.utf8) })
    var parser = Self.parser(form, separator)
    var hasText = false
    var hasNumber = false
    for field in records.fields.indices {
      let bytes = records.bytes(field)
      if names.contains(Array(bytes)) { return true }
      if case .text = parser.parse(bytes) {
        hasText = hasText || !bytes.isEmpty
      } else {
        hasNumber = true
      }
    }
    return hasText && !hasNumber
  }

  /// The next frame; nil after the last row.
  ///
  /// - Throws: `ToolError` with the status `badData` for a row that does not fit; `StreamError` for rows that do not fit
  ///   a frame.
  package func next() throws -> Frame? {
    if isFirst, !hasHeader { try rows.add(records, names) }
    isFirst = false
    while try records.next() {
      try rows.add(records, names)
      if rows.isFull { return try take() }
    }
    // A table without rows has columns all the same.
    if isDone || rows.count == 0 && position > 0 { return nil }
    isDone = true
    return try take()
  }

  private func take() throws -> Frame {
    position += rows.count
    return try rows.take()
  }
}
