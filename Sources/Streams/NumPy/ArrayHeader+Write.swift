import NumberTypes

extension ArrayHeader {
  /// Digits that the first dimension may grow to in place.
  private static let digits = 21
  private static let alignment = 64

  /// The bytes before an array, as `numpy.save` of version 2 writes them: the same number of them however large the
  /// first dimension is.
  static func bytes(_ type: NumberType, shape: [Int]) -> [UInt8] {
    let sizes = shape.map(String.init)
    let tuple = sizes.joined(separator: ", ") + (sizes.count == 1 ? "," : "")
    var text =
      "{'descr': '\(ArrayType.description(of: type))', 'fortran_order': False, "
      + "'shape': (\(tuple)), }"
    if let first = sizes.first {
      text += String(repeating: " ", count: max(0, digits - first.utf8.count))
    }
    let used = startSize + 2 + text.utf8.count + 1
    text += String(repeating: " ", count: alignment - used % alignment) + "\n"
    let length = text.utf8.count
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + text.utf8
  }
}
