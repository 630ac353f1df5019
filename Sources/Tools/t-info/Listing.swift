import TensorIO

/// The tensors of one frame after another.
struct Listing {
  private static let header = ["frame", "name", "type", "shape", "elements", "bytes", "value"]

  private let isTabSeparated: Bool
  private var count = 0

  init(isTabSeparated: Bool) { self.isTabSeparated = isTabSeparated }

  /// The lines of the next frame.
  mutating func lines(of frame: Frame) -> String {
    defer { count += 1 }
    if isTabSeparated {
      let rows = frame.tensors.map { tensor in
        [
          String(count), tensor.name, tensor.elementType.name,
          Shape.describe(tensor.shape, times: "x"), String(tensor.count), String(tensor.byteCount),
          tensor.value ?? "",
        ]
      }
      return Table(header: count == 0 ? Self.header : nil, rows: rows).tabSeparated
    }
    let rows = frame.tensors.map { tensor in
      Table.cells(
        name: tensor.name, type: tensor.elementType.name,
        shape: tensor.shapeDescription, value: tensor.shortValue)
    }
    let title = "frame \(count): \(rowCount(of: frame))\n"
    return title + Table(header: nil, rows: rows).aligned
  }

  /// What a stream without frames has to show.
  var remainder: String {
    if count > 0 { return "" }
    return isTabSeparated ? Table(header: Self.header, rows: []).tabSeparated : "no frames\n"
  }

  private func rowCount(of frame: Frame) -> String {
    guard let rows = try? frame.rows() else { return "no rows, as in a model" }
    return rows == 1 ? "1 row" : "\(rows) rows"
  }
}
