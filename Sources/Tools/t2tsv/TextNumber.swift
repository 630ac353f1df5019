import TensorIO

/// An element of a tensor that is written as text.
protocol TextNumber: TensorElement {
  /// Appends the shortest decimal that reads back as the same number.
  func append(to bytes: inout [UInt8])
}

extension UInt8: TextNumber {
  func append(to bytes: inout [UInt8]) { Int64(self).append(to: &bytes) }
}

extension Int32: TextNumber {
  func append(to bytes: inout [UInt8]) { Int64(self).append(to: &bytes) }
}

extension Int64: TextNumber {
  func append(to bytes: inout [UInt8]) {
    // Pixels are often black.
    if self == 0 { bytes.append(UInt8(ascii: "0")) } else { bytes += String(self).utf8 }
  }
}

extension Float: TextNumber {
  func append(to bytes: inout [UInt8]) {
    if self == 0, sign == .plus { return bytes.append(UInt8(ascii: "0")) }
    appendShortened(isNaN ? "nan" : description, to: &bytes)
  }
}

extension Double: TextNumber {
  func append(to bytes: inout [UInt8]) {
    if self == 0, sign == .plus { return bytes.append(UInt8(ascii: "0")) }
    appendShortened(isNaN ? "nan" : description, to: &bytes)
  }
}

/// Appends Swift's description, which is the shortest, without the `.0` of a whole number.
private func appendShortened(_ description: String, to bytes: inout [UInt8]) {
  var description = description
  description.withUTF8 { text in
    let isWhole =
      text.count > 2 && text[text.count - 2] == UInt8(ascii: ".")
      && text[text.count - 1] == UInt8(ascii: "0")
    bytes.append(contentsOf: text[..<(isWhole ? text.count - 2 : text.count)])
  }
}
