/// Text that was found in data or typed, for a message: what is not visible ASCII or a blank is written byte by
/// byte as `\xEF`, and so is the backslash. Two texts that differ are shown differently, none steers a terminal,
/// and nothing that cannot be seen hides in front of a digit.
///
/// - Parameter text: UTF-8, or any bytes.
package func escaped(_ text: some Sequence<UInt8>) -> String {
  var shown = ""
  for byte in text {
    if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\\") {
      shown.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      shown += escape(byte)
    }
  }
  return shown
}

/// The same between quotes; what is longer than `most` bytes ends in `…`, which no escaped text holds.
package func quoted(_ text: some Collection<UInt8>, most: Int = 200) -> String {
  "'\(escaped(text.prefix(most)))\(text.count > most ? "…" : "")'"
}

package func quoted(_ text: some StringProtocol, most: Int = 200) -> String {
  quoted(Array(text.utf8), most: most)
}

/// A name as a person gave it, such as that of a file: letters of every script stay as they are. What cannot be
/// seen, such as a control character, a byte order mark or a blank that is none of ASCII, is escaped.
package func visible(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars {
    if isVisible(scalar) {
      shown.unicodeScalars.append(scalar)
    } else {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { shown += escape(byte) }
    }
  }
  return shown
}

private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: false
  case .spaceSeparator: scalar == " "
  default: true
  }
}

private func escape(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return byte < 16 ? "\\x0\(digits)" : "\\x\(digits)"
}
