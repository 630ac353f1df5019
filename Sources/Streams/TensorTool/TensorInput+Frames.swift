package import TensorIO
package import Tool

extension TensorInput {
  /// Some rows of the present frame, with all metadata.
  ///
  /// - Throws: `ToolError` as `frame(of:)` does.
  package func rows(_ range: Range<Int>, of frame: Frame) throws(ToolError) -> Frame {
    try self.frame(of: frame.tensors.map { $0.isMetadata ? $0 : $0.rows(range) })
  }

  /// A frame of what was made from the present one.
  ///
  /// - Throws: `ToolError` with the status `badData` where it would be beyond the format's limits.
  package func frame(of tensors: [Tensor]) throws(ToolError) -> Frame {
    do {
      return try Frame(tensors)
    } catch {
      throw refusal(error.description)
    }
  }
}
