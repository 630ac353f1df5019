/// Why numbers cannot be in a tensor, or in a file.
package struct NumberFault: Error {
  /// Which number it is, from 0.
  package let index: Int
  /// What was found and what was expected.
  package let message: String

  /// The message, with the row in front where the tensor has rows.
  ///
  /// - Parameters:
  ///   - shape: of the tensor.
  ///   - before: the rows that came before it.
  package func message(in shape: [Int], after before: Int) -> String {
    guard !shape.isEmpty else { return message }
    return "row \(before + index / max(1, shape.dropFirst().reduce(1, *))): \(message)"
  }
}
