import Found
import Tool

/// The header of a binary PGM or PPM picture: `P5` or `P6`, width, height and 255, with white space
/// between. A comment, from `#` to the end of the line, may stand for white space. The formats are
/// described in pgm(5) and ppm(5).
struct PNMHeader {
  /// Bytes of a pixel: 1 in PGM, 3 in PPM.
  let channels: Int
  let size: PictureSize

  /// Reads the header of picture `number`; nil where the input ends after the picture before.
  ///
  /// - Throws: `ToolError` with the status `badData` for what is no such header.
  init?(_ input: inout PictureBytes, number: Int) throws(ToolError) {
    if number == 0 {
      let start = try input.beginning()
      let isBinary = ["P5", "P6"].contains { start.starts(with: $0.utf8) }
      if !isBinary, let kind = FileKind(start) { throw input.refusal(kind.refusal(.picture)) }
    }
    guard let first = try input.next() else {
      if number > 0 { return nil }
      throw input.refusal(InputFile.emptyMessage(Expected.picture.name, input.name))
    }
    guard first == UInt8(ascii: "P") else {
      throw Self.noPicture(first, input, number: number)
    }
    let form = try Self.byte(&input)
    switch form {
    case UInt8(ascii: "5"): channels = 1
    case UInt8(ascii: "6"): channels = 3
    default:
      throw input.refusal(
        "byte \(input.position - 2): found \(quoted([UInt8(ascii: "P"), form])), "
          + "expected P5 (PGM) or P6 (PPM)")
    }
    let next = try Self.byte(&input)
    guard try Self.isSpace(next, &input) else {
      throw Self.unexpected(next, input, "white space")
    }
    size = PictureSize(
      width: try Self.number("width", &input), height: try Self.number("height", &input))
    let maximum = try Self.number("greatest value", &input)
    guard maximum == 255 else {
      throw input.refusal(
        "byte \(input.position): the values go up to \(maximum), expected 255; "
          + "to convert the picture: pamdepth 255")
    }
  }

  /// A number above 0, and the one white space behind it.
  private static func number(
    _ field: String, _ input: inout PictureBytes
  ) throws(ToolError) -> Int {
    var byte = try byte(&input)
    while try isSpace(byte, &input) { byte = try self.byte(&input) }
    guard (0x30...0x39).contains(byte) else { throw unexpected(byte, input, "the \(field)") }
    let start = input.position - 1
    var value = 0
    while (0x30...0x39).contains(byte) {
      value = value * 10 + Int(byte - 0x30)
      if value > Int32.max { break }
      byte = try self.byte(&input)
    }
    guard (1...Int(Int32.max)).contains(value) else {
      throw input.refusal(
        "byte \(start): the \(field) is out of range, expected 1 to \(Int32.max)")
    }
    guard try isSpace(byte, &input) else { throw unexpected(byte, input, "white space") }
    return value
  }

  /// Whether a byte is white space or begins a comment, which is then passed over with its line feed.
  private static func isSpace(_ byte: UInt8, _ input: inout PictureBytes) throws(ToolError) -> Bool
  {
    if byte == UInt8(ascii: "#") {
      while try self.byte(&input) != 0x0A {}
      return true
    }
    return [0x20, 0x09, 0x0A, 0x0D].contains(byte)
  }

  private static func byte(_ input: inout PictureBytes) throws(ToolError) -> UInt8 {
    guard let byte = try input.next() else {
      throw input.refusal("byte \(input.position): the data end inside the header of a picture")
    }
    return byte
  }
}

/// What stands in place of a header.
extension PNMHeader {
  private static func unexpected(
    _ byte: UInt8, _ input: borrowing PictureBytes, _ expected: String
  ) -> ToolError {
    input.refusal(
      "byte \(input.position - 1): found \(quoted([byte])) in the header, expected \(expected)")
  }

  private static func noPicture(
    _ byte: UInt8, _ input: borrowing PictureBytes, number: Int
  ) -> ToolError {
    if number > 0 {
      return input.refusal(
        "byte \(input.position - 1): found \(quoted([byte])) after picture \(number - 1), "
          + "expected the end or another picture")
    }
    return input.refusal("begins with \(quoted([byte])), expected P5 (PGM) or P6 (PPM)")
  }
}
