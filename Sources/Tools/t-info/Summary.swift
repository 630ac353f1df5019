import TensorIO

/// What all frames hold together: each name once, in the order in which they came.
struct Summary {
  /// Memory is spent on every name, so a stream with ever new ones must end somewhere: as many as a
  /// frame may hold.
  static let nameLimit = 4096

  private var entries: [Entry] = []
  private var places: [String: Int] = [:]
  private var frames = 0
  /// The sum of the rows; nil once a frame had none.
  private var rows: Int? = 0
  /// The columns of a table, if all frames have the same.
  private var columns: ColumnList? {
    guard let entry = entries.first(where: { $0.name == Columns.field }), let firstColumns,
      said(entry.value, of: entry) != "varies"
    else { return nil }
    return ColumnList(firstColumns)
  }
  private var firstColumns: Columns?
  /// Whether no frame is of a model, a checkpoint or the like, whose frames are of several kinds.
  private var isOfRows = true

  /// Adds a frame. Returns false when there are too many names.
  mutating func add(_ frame: Frame) -> Bool {
    frames += 1
    isOfRows = isOfRows && frame.kind == nil
    if let sum = rows, let more = try? frame.rows() {
      rows = sum + more
    } else {
      rows = nil
    }
    for tensor in frame.tensors {
      if let place = places[tensor.name] {
        entries[place].add(tensor)
      } else if entries.count == Self.nameLimit {
        return false
      } else {
        if tensor.name == Columns.field { firstColumns = frame.columns }
        places[tensor.name] = entries.count
        entries.append(Entry(tensor))
      }
    }
    return true
  }

  /// The value of metadata that all frames have; `varies` also where some frames of rows lack it, whose rows
  /// are not what it says of the others.
  private func said(_ value: String?, of entry: Entry) -> String? {
    value.map { isOfRows && entry.frames < frames ? "varies" : $0 }
  }

  /// The summary for scripts.
  var table: Table {
    Table(
      header: ["name", "type", "frames", "shape", "elements", "bytes", "value"],
      rows: entries.map {
        [
          $0.name, $0.type, String($0.frames), $0.shapeDescription(times: "x"),
          String($0.elements), String($0.bytes), said($0.value, of: $0) ?? "",
        ]
      })
  }

  /// The summary for people: a title, then a line for each name.
  var readable: String {
    var title = frames == 1 ? "1 frame" : "\(frames) frames"
    if let rows, frames > 0 { title += rows == 1 ? ", 1 row" : ", \(rows) rows" }
    title += ", \(entries.reduce(0) { $0 + $1.bytes }) bytes of elements\n"
    let rows = entries.map {
      Table.cells(
        name: $0.name, type: $0.type, shape: $0.shapeDescription(times: "×"),
        value: $0.name == Columns.field
          ? columns?.value ?? said($0.shortValue, of: $0) : said($0.shortValue, of: $0))
    }
    return title + Table(header: nil, rows: rows).aligned + (columns?.lines ?? "")
  }
}
