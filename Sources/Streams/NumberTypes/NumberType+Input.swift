package import TensorIO
package import TensorTool
package import Tool

extension TypeStamp {
  /// The stamp of a frame that was read.
  ///
  /// - Throws: `ToolError` with the status `badData` for a stamp that is no such lines.
  package init(_ frame: Frame, from input: borrowing TensorInput) throws(ToolError) {
    guard let stamp = TypeStamp(frame) else {
      throw input.refusal(
        "expected lines of a tensor's name, a blank and a type", tensor: Frame.typesField)
    }
    self = stamp
  }
}

extension NumberType {
  /// Hands over the bytes of a tensor's numbers in this type: little-endian, in row-major order. They are not copied
  /// where the stream has the type.
  ///
  /// - Parameters:
  ///   - before: the rows that came before the tensor's, for a message.
  ///   - input: where the tensor comes from.
  ///   - remedy: what keeps the type that the stream has, such as `--wide`.
  /// - Precondition: the tensor is of the type `widened`.
  /// - Throws: `ToolError` with the status `badData` for a number that the type does not have, and what `use` throws.
  package func write(
    _ tensor: Tensor, after before: Int = 0, from input: borrowing TensorInput, remedy: String,
    _ use: (RawSpan) throws(ToolError) -> Void
  ) throws(ToolError) {
    if isPlain { return try tensor.withBytes(use) }
    let bytes: [UInt8]
    do {
      bytes = try narrowed(tensor)
    } catch {
      throw input.refusal(
        "\(error.message(in: tensor.shape, after: before)), which '\(Frame.typesField)' says that it "
          + "was; \(remedy) keeps \(tensor.elementType.name)", tensor: tensor.name)
    }
    try use(bytes.span.bytes)
  }
}
