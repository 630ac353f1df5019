/// The columns of a frame, kept to know them again in the next: what is the same need not be read and checked anew,
/// which takes longer than the rows where there are many columns.
package struct CheckedColumns: Sendable {
  package let tensor: Tensor
  package let columns: Columns

  /// - Throws: `StreamError` where a rule is broken.
  package init(_ tensor: Tensor) throws(StreamError) {
    columns = try Columns(tensor)
    // Storage of its own, since the frame is large.
    self.tensor = Tensor(tensor.name, text: tensor.text ?? "")
  }

  /// The columns of metadata, if they are the same.
  func columns(of other: Tensor) -> Columns? { tensor.isIdentical(to: other) ? columns : nil }
}

extension Columns {
  /// The columns of a frame's metadata.
  ///
  /// - Throws: `StreamError` where a rule is broken.
  init(_ tensor: Tensor) throws(StreamError) {
    guard let text = tensor.text else {
      throw StreamError(
        .columns("found \(tensor.elementType.name), expected utf8"), tensor: tensor.name)
    }
    try self.init(parsing: text)
  }
}
