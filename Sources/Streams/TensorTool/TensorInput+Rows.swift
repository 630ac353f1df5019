import Found
package import TensorIO
package import Tool

extension TensorInput {
  /// The number of rows of a frame whose tensors hold a number or more for each row; 0 for a frame of
  /// nothing but metadata.
  ///
  /// - Throws: `ToolError` with the status `badData` for a model, a prior or axes, for text that is no
  ///   metadata, and where the tensors disagree in rows.
  package func numericRows(of frame: Frame) throws(ToolError) -> Int {
    if let kind = frame.kind { throw refusal("this is a \(kind.name), expected a stream of rows") }
    if let text = frame.tensors.first(where: { !$0.isMetadata && $0.elementType == .utf8 }) {
      throw refusal(
        "text has no rows; as metadata its name would begin with '@'", tensor: text.name)
    }
    return try rows(of: frame)
  }
}
