/// Arithmetic on shapes that come from outside. All of it is here, because it is where readers of
/// such formats have overflowed.
package enum Shape {
  /// The number of elements: the product of the dimensions, 1 for a scalar.
  ///
  /// Returns `nil` for a negative dimension, and when the product of the dimensions other than 0,
  /// times the size of an element, is above `Int.max`. A dimension of 0 does not excuse the others:
  /// so the product of any of them is safe to compute later.
  static func count(_ shape: [Int], elementSize: Int) -> Int? {
    var bytes = elementSize
    var isEmpty = false
    for dimension in shape {
      if dimension < 0 { return nil }
      if dimension == 0 { isEmpty = true }
      let (product, overflow) = bytes.multipliedReportingOverflow(by: max(dimension, 1))
      if overflow { return nil }
      bytes = product
    }
    return isEmpty ? 0 : bytes / elementSize
  }

  /// A shape as people read it: `60000×28×28`, or `scalar`.
  ///
  /// - Parameter times: what stands between the dimensions; scripts rather read `x`.
  package static func describe(
    _ shape: some Collection<some BinaryInteger>, times: String = "×"
  ) -> String {
    shape.isEmpty ? "scalar" : shape.map { "\($0)" }.joined(separator: times)
  }

  /// The shape of any number of rows, of which each has this one: `rows×28×28`.
  package static func describeRows(of shape: some Collection<Int>) -> String {
    (["rows"] + shape.map(String.init)).joined(separator: "×")
  }
}

/// `count` rounded up to a multiple of 8, the alignment of every field in a body.
///
/// - Precondition: `count` is at most `Int.max` - 7.
func padded(_ count: Int) -> Int { (count + 7) & ~7 }
