import NumberTypes

/// A tensor as the header of a safetensors file tells it.
package struct SafeTensorsEntry: Sendable, Equatable {
  package let name: String
  /// The word of its type, known here or not.
  package let typeName: String
  /// The dimensions, outermost first; empty for a scalar.
  package let shape: [Int]
  /// Where its elements are among the bytes behind the header.
  package let range: Range<Int>

  package init(name: String, typeName: String, shape: [Int], range: Range<Int>) {
    self.name = name
    self.typeName = typeName
    self.shape = shape
    self.range = range
  }

  /// Nil where the stream has no place for the type.
  package var type: NumberType? { NumberType(safeTensorsName: typeName) }

  /// Bytes of a row, which the first dimension counts; a scalar is one row. 0 for a type that is not known.
  var rowSize: Int {
    guard let type, !shape.contains(0) || shape[0] == 0 else { return 0 }
    return shape.dropFirst().reduce(type.size, *)
  }

  /// The number of elements; nil where the dimensions other than 0, times 8 bytes, are beyond an `Int`.
  static func count(_ shape: [Int]) -> Int? {
    var bytes = 8
    for dimension in shape where dimension != 0 {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: dimension)
      if overflow { return nil }
      bytes = product
    }
    return shape.contains(0) ? 0 : bytes / 8
  }
}
