import TensorIO

extension Configuration {
  /// What the columns of decoded rows are: those of the model in its order, and what the rows have beside.
  ///
  /// - Parameter frame: that the rows are decoded from.
  /// - Returns: nil where neither has names.
  /// - Throws: `StreamError`, where the frame has a name for something else that the model has.
  package func columns(ofRows frame: Frame) throws(StreamError) -> Columns? {
    let own = frame.columns?.all.filter { $0.place != "x" } ?? []
    guard let columns else { return own.isEmpty ? nil : try Columns(own) }
    // What the frame says of its labels and names holds; what it does not, as of labels that were drawn, the model does.
    var rest = own
    var all: [Column] = []
    for column in columns.all {
      let place = rest.firstIndex { $0.place == column.place }
      if let place {
        all.append(rest.remove(at: place))
      } else if column.place == "x" || frame[column.place] != nil {
        all.append(column)
      }
    }
    return try Columns(all + rest)
  }
}
