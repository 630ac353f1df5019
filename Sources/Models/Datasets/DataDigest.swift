import TensorIO

/// A fingerprint of some rows of data, whatever frames they came in: equal data have equal ones, and data
/// that differ in anything have different ones but for a chance of 2⁻⁶⁴. It guards against mistakes, not
/// against forgery.
package struct DataDigest: Sendable, Equatable {
  private var hash: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init() {}

  /// Adds the rows of a tensor, `[rows, …]`. Type and size of a row count too, and its class.
  ///
  /// - Parameter labels: of the rows, or none.
  package mutating func add(_ tensor: Tensor, labels: ArraySlice<Int32>) {
    let features = tensor.shape.dropFirst().reduce(1, *)
    let bytes = features * tensor.elementType.size
    for row in 0..<(tensor.shape.first ?? 0) {
      mix(UInt64(tensor.elementType.rawValue))
      mix(UInt64(features))
      tensor.withBytes { add($0.extracting(row * bytes..<(row + 1) * bytes)) }
      if !labels.isEmpty { mix(UInt64(truncatingIfNeeded: labels[labels.startIndex + row])) }
    }
  }

  package mutating func add(_ numbers: [Float]) { add(numbers.span.bytes) }

  private mutating func add(_ bytes: RawSpan) {
    let words = bytes.byteCount / 8
    for word in 0..<words {
      mix(bytes.unsafeLoadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
    }
    var rest: UInt64 = 0
    for byte in 8 * words..<bytes.byteCount {
      rest = rest << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: byte, as: UInt8.self))
    }
    mix(rest)
    mix(UInt64(bytes.byteCount))
  }

  /// One word more: the two halves of the product with an odd constant, of which each bit depends on most
  /// of the operand's.
  private mutating func mix(_ word: UInt64) {
    let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    hash = product.high ^ product.low &+ word.byteSwapped
  }

  /// One that was written as text; nil for text that is not.
  package init?(text: String) {
    guard text.utf8.count == 16, text.allSatisfy(\.isHexDigit),
      let hash = UInt64(text, radix: 16)
    else { return nil }
    self.hash = hash
    // There is one way to write it.
    guard self.text == text else { return nil }
  }

  /// As 16 hexadecimal digits.
  package var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
