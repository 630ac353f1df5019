import Tool

/// The colour behind transparent pixels and around a padded picture, in 8 bits.
package struct Background: Sendable, Equatable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package static let black = Background(red: 0, green: 0, blue: 0)

  /// Whether it is a grey, which a grey picture can have.
  var isGrey: Bool { red == green && green == blue }

  /// The samples of a pixel: one for grey, three for a colour.
  func samples<Element: Sample>(channels: Int, of _: Element.Type) -> [Element] {
    let colours = [red, green, blue].map { Element(scaling: $0) }
    return channels == 3 ? colours : [luma(colours[0], colours[1], colours[2])]
  }
}

extension Background {
  /// `black`, `white`, or six hexadecimal digits as `ff8000`, with or without `#` before them.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package init(_ argument: Argument) throws(ToolError) {
    let words = ["black": "000000", "white": "ffffff"]
    let text = words[argument.text] ?? argument.text
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let colour = UInt32(digits, radix: 16)
    else {
      throw argument.refused("black, white or six hexadecimal digits, such as ff8000")
    }
    self.init(
      red: UInt8(colour >> 16), green: UInt8(colour >> 8 & 0xFF), blue: UInt8(colour & 0xFF))
  }
}
