import Found
internal import TensorIO
internal import Tool

/// Settles what becomes of the columns of a file: by what was told, by a model, or by all rows.
struct TablePlanner {
  private(set) var plan: TablePlan
  private(set) var notes: [String] = []
  /// Whether the rows were read for it.
  private(set) var isRead = false

  /// - Parameters:
  ///   - records: behind the line of names; without one, its first record is the present one.
  /// - Throws: `ToolError`.
  init(
    form: CSVForm, names: [String], records: RecordReader, separator: CSVSeparator,
    missing: MissingWords, hasHeader: Bool
  ) throws(ToolError) {
    let source = records.input.name
    var seen: [ExactText: Int] = [:]
    for (index, name) in names.enumerated() {
      if let other = seen.updateValue(index, forKey: ExactText(name)) {
        throw records.refusal("columns \(other + 1) and \(index + 1) are both \(quoted(name))")
      }
    }
    let told = try Self.told(form, names: seen, source)
    if let model = form.model {
      let (columns, notes) = try Self.columns(form, model, names: names, told: told, source)
      let sizes = model.sizes
      plan = TablePlan(columns, names: names) { form.idSize ?? sizes[$0.place] ?? 64 }
      self.notes = notes
      return
    }
    var scans = names.map { ColumnScan(name: $0, told: told[ExactText($0)]) }
    let isKept = names.map { name in !form.dropped.contains { ExactText($0) == ExactText(name) } }
    let isNeeded = zip(scans, isKept).contains {
      $1 && ColumnScan.isNeeded($0.told, hasSize: form.idSize != nil)
    }
    if isNeeded {
      guard records.input.isRepeatable else {
        throw ToolError(
          .usage, source,
          "is a pipe and must be read twice to find what its columns are: --spool copies it to a temporary file, --like FILE tells them"
        )
      }
      try Self.scan(
        &scans, isKept, form, records, CSVReader.parser(form, separator), missing, hasHeader)
      isRead = true
    }
    var columns: [Column] = []
    var texts = 0
    for (index, scan) in scans.enumerated() where isKept[index] {
      var place = "x"
      switch scan.told {
      case .label: place = "y"
      case .id: place = "id"
      case .time: place = "time"
      case .text:
        place = "text.\(texts)"
        texts += 1
      default: break
      }
      do {
        columns.append(try scan.column(at: place))
      } catch {
        throw ToolError(
          .badData, source, "column \(index + 1), \(quoted(scan.name)): \(error.message)")
      }
    }
    if columns.isEmpty { throw ToolError(.usage, "--drop", "leaves no column of \(names.count)") }
    let longest = Dictionary(
      zip(names.map(ExactText.init), scans.map(\.longest)), uniquingKeysWith: { one, _ in one })
    for (index, scan) in scans.enumerated()
    where form.idSize == nil && scan.longest > Self.mostTextBytes {
      throw ToolError(
        .badData, source,
        "column \(index + 1), \(quoted(scan.name)): a text of \(scan.longest) bytes, for which every row would have room: --drop, or --text-bytes \(scan.longest)"
      )
    }
    plan = TablePlan(try Self.checked(columns, source), names: names) { column in
      form.idSize ?? RowNames.width(ofLongest: longest[ExactText(column.name)] ?? 0)
    }
  }

  /// The longest text for which there is room unless more is told.
  private static let mostTextBytes = 4096

  private static func checked(_ columns: [Column], _ source: String) throws(ToolError) -> Columns {
    do {
      return try Columns(columns)
    } catch {
      throw ToolError(.badData, source, error.description)
    }
  }

  /// The kinds that options give, by name.
  private static func told(
    _ form: CSVForm, names: [ExactText: Int], _ source: String
  ) throws(ToolError) -> [ExactText: Column.Kind] {
    let all = names.sorted { $0.value < $1.value }.prefix(12).map { quoted($0.key.text, most: 40) }
    let found = all.joined(separator: ", ") + (names.count > 12 ? " …" : "")
    var told: [ExactText: Column.Kind] = [:]
    for (name, kind) in form.kinds {
      guard names[ExactText(name)] != nil else {
        throw ToolError(.badData, source, "no column \(quoted(name)), found \(found)")
      }
      if form.dropped.contains(where: { ExactText($0) == ExactText(name) }) {
        throw ToolError(.usage, "--drop", "\(quoted(name)) is told to be \(kind.rawValue) too")
      }
      if let other = told.updateValue(kind, forKey: ExactText(name)), other != kind {
        throw ToolError(
          .usage, "--kind",
          "\(quoted(name)) is told to be both \(other.rawValue) and \(kind.rawValue)")
      }
    }
    for kind in [Column.Kind.id, .label, .time] {
      let several = told.filter { $0.value == kind }.map { quoted($0.key.text) }.sorted()
      if several.count > 1 {
        throw ToolError(
          .usage, "--kind",
          "\(several.joined(separator: " and ")) cannot both be \(kind.rawValue): others can be text"
        )
      }
    }
    for name in form.dropped where form.model == nil && names[ExactText(name)] == nil {
      throw ToolError(.badData, source, "no column \(quoted(name)) to drop, found \(found)")
    }
    return told
  }

  /// The columns of a model that are wanted, and further ones that were told.
  private static func columns(
    _ form: CSVForm, _ model: CSVModel, names: [String], told: [ExactText: Column.Kind],
    _ source: String
  ) throws(ToolError) -> (Columns, [String]) {
    let found = Set(names.map(ExactText.init))
    let dropped = Set(form.dropped.map(ExactText.init))
    let isX = model.columns.all.filter { $0.place == "x" }
    if let name = isX.first(where: { dropped.contains(ExactText($0.name)) })?.name {
      throw ToolError(.usage, "--drop", "\(model.name) needs the column \(quoted(name))")
    }
    let own = ["x", "y", "id", "time"]
    if let other = model.columns.all.first(where: { !own.contains($0.place) && $0.kind != .text }) {
      throw ToolError(
        .badData, model.name,
        "the column \(quoted(other.name)) is in the tensor '\(other.place)', which csv2t does not make"
      )
    }
    let wanted = model.columns.all.filter { !dropped.contains(ExactText($0.name)) }
    let lacking = wanted.filter { !found.contains(ExactText($0.name)) }
    if let first = lacking.first {
      let names = lacking.prefix(8).map { quoted($0.name) }.joined(separator: ", ")
      let cure = first.place == "x" ? "" : "; --drop leaves it out"
      throw ToolError(
        .badData, source,
        "no column \(names)\(lacking.count > 8 ? " …" : ""), which \(model.name) has\(cure)")
    }
    for column in wanted {
      if let kind = told[ExactText(column.name)], kind != column.kind {
        throw ToolError(
          .usage, "--kind",
          "\(quoted(column.name)) is \(column.kind.rawValue) in \(model.name), found \(kind.rawValue)"
        )
      }
    }
    var columns = wanted
    var texts = columns.filter { $0.kind == .text }.count
    var left: [String] = []
    for name in names where model.columns[name] == nil && !dropped.contains(ExactText(name)) {
      switch told[ExactText(name)] {
      case .id: columns.append(Column(place: "id", kind: .id, name: name))
      case .time: columns.append(Column(place: "time", kind: .time, name: name))
      case .text:
        while columns.contains(where: { $0.place == "text.\(texts)" }) { texts += 1 }
        columns.append(Column(place: "text.\(texts)", kind: .text, name: name))
      case .some(let kind):
        throw ToolError(
          .usage, "--kind",
          "\(quoted(name)) is no column of \(model.name), so it cannot be \(kind.rawValue)"
        )
      case nil: left.append(quoted(name, most: 40))
      }
    }
    let notes =
      left.isEmpty
      ? []
      : [
        "left out \(left.count == 1 ? "a column" : "\(left.count) columns") that \(model.name) lacks: "
          + left.prefix(8).joined(separator: ", ") + (left.count > 8 ? " …" : "")
      ]
    return (try checked(columns, source), notes)
  }

  /// Reads all rows for what the columns have.
  private static func scan(
    _ scans: inout [ColumnScan], _ isKept: [Bool], _ form: CSVForm, _ records: RecordReader,
    _ parser: NumberParser, _ missing: MissingWords, _ hasHeader: Bool
  ) throws(ToolError) {
    var parser = parser
    var isPresent = !hasHeader
    var rows = 0
    while true {
      if !isPresent, try !records.next() { break }
      isPresent = false
      rows += 1
      try records.checkCount(scans.count, hasHeader)
      let (fields, base) = (records.fields, records.base)
      for field in scans.indices where isKept[field] {
        let bytes = UnsafeBufferPointer(
          start: base + Int(fields[field].start), count: Int(fields[field].count))
        if missing.contain(bytes, isQuoted: fields[field].isQuoted) { continue }
        do {
          try scans[field].add(bytes, &parser)
        } catch {
          throw records.refusal(error.message, column: field, scans[field].name)
        }
      }
    }
    if rows == 0 {
      throw ToolError(
        .badData, records.input.name,
        "has names and no rows, expected rows to find what the columns are; --like FILE tells them")
    }
    let size = scans.reduce(0) { $0 + $1.size }
    if size > Columns.mostBytes {
      throw ToolError(
        .badData, records.input.name,
        "\(size) bytes of levels in all columns, the limit is \(Columns.mostBytes): --id, --kind NAME=text or --drop the largest"
      )
    }
  }
}

extension RecordReader {
  /// - Throws: `ToolError` with the status `badData` for a record of another number of fields.
  func checkCount(_ expected: Int, _ hasHeader: Bool) throws(ToolError) {
    if fields.count == expected { return }
    let cure =
      fields.count == expected + 1 && hasHeader && line == 2
      ? "; R's names of rows are left out with row.names = FALSE" : ""
    throw refusal(
      "\(fields.count) \(fields.count == 1 ? "field" : "fields"), expected \(expected) as in the first line\(cure)"
    )
  }
}
