extension Frame {
  /// The columns that the frame's metadata name; nil for one that is no table.
  public var columns: Columns? {
    self[Columns.field].flatMap { try? Columns($0) }
  }

  /// Holds the frame to its `@!columns`, if it has them. What they name and the frame lacks is passed over.
  ///
  /// - Parameter known: those of another frame, which need no check if they are the same.
  /// - Throws: `StreamError` where they break a rule, or a tensor that they name has another shape.
  func checkColumns(_ known: CheckedColumns?) throws(StreamError) {
    guard let tensor = self[Columns.field] else { return }
    let columns: Columns
    if let same = known?.columns(of: tensor) {
      columns = same
    } else {
      columns = try Columns(tensor)
    }
    let inX = columns.at("x").count
    if inX > 0, let x = self["x"], x.shape.count != 2 || x.shape[1] != inX {
      throw StreamError(
        .columns("found \(inX) columns of 'x', which is \(x.shapeDescription)"), tensor: tensor.name
      )
    }
    for column in columns.all where column.place != "x" {
      guard let other = self[column.place] else { continue }
      let isText = column.kind == .id || column.kind == .text
      guard other.shape.count == (isText ? 2 : 1), !isText || other.elementType == .u8 else {
        throw StreamError(
          .columns(
            "found '\(other.name)' to be \(other.elementType.name) \(other.shapeDescription), "
              + "expected \(isText ? "u8, rows × bytes" : "a number for each row")"),
          tensor: tensor.name)
      }
    }
  }
}
