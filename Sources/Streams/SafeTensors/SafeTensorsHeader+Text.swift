extension SafeTensorsHeader {
  /// What a file begins with: the size of the header and its JSON text, which blanks bring to a multiple of 8 bytes,
  /// so that the elements lie at multiples of their size.
  package var bytes: [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.map { "\(Self.quote($0.name)):\(Self.quote($0.text))" }
      members.append("\(Self.quote(Self.metadataName)):{\(texts.joined(separator: ","))}")
    }
    for entry in entries {
      let shape = entry.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(Self.quote(entry.name)):{\"dtype\":\(Self.quote(entry.typeName)),\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(entry.range.lowerBound),\(entry.range.upperBound)]}")
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text += Array(repeating: UInt8(ascii: " "), count: -text.count & 7)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }

  /// A text as JSON has it.
  private static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
