import Found
import NumberTypes

/// The type of an array's elements, with the order of their bytes.
struct ArrayType {
  let type: NumberType
  let isBigEndian: Bool

  /// What is wrong with a type, in words.
  struct Fault: Error {
    let message: String
  }

  /// - Parameters:
  ///   - description: as `numpy.dtype.str` has it: `<f4`, `|u1`.
  ///   - bfloat16: whether `<V2` is that type: a file says no more of it than its two bytes.
  /// - Throws: `Fault`.
  init(_ description: Literal, bfloat16: Bool) throws(Fault) {
    guard case .text(let text) = description else {
      throw Fault(
        message: "its elements are records of several fields, expected numbers: "
          + "save each field for itself, a['NAME']")
    }
    let order = text.first.map { "<>|=".utf8.contains($0) ? $0 : 0 } ?? 0
    let code = String(decoding: order == 0 ? text[...] : text.dropFirst(), as: UTF8.self)
    if code == "V2", order != UInt8(ascii: ">") {
      guard bfloat16 else {
        throw Fault(
          message:
            "type \(quoted(text)) is two bytes of which the file does not say what they are; "
            + "--bfloat16 if they are bfloat16")
      }
      (type, isBigEndian) = (.bf16, false)
      return
    }
    guard let type = Self.codes.first(where: { $0.code == code })?.type else {
      throw Fault(
        message: "type \(quoted(text))\(Self.kind(of: code)), expected bool, i1 to i8, u1 to u8, "
          + "f2, f4 or f8")
    }
    guard order != 0, order != UInt8(ascii: "|") || type.size == 1 else {
      throw Fault(message: "type \(quoted(text)) has no byte order, expected '<' or '>' before it")
    }
    self.type = type
    isBigEndian = order == UInt8(ascii: ">") && type.size > 1
  }

  private static let codes: [(code: String, type: NumberType)] = [
    ("b1", .bool), ("i1", .i8), ("u1", .u8), ("i2", .i16), ("u2", .u16), ("f2", .f16), ("i4", .i32),
    ("u4", .u32), ("f4", .f32), ("i8", .i64), ("u8", .u64), ("f8", .f64),
  ]

  /// What `numpy.save` would write for a type.
  static func description(of type: NumberType) -> String {
    let code = codes.first { $0.type == type }?.code ?? "V2"
    return (type.size == 1 ? "|" : "<") + code
  }

  /// What a type that is not read is called, and what to do.
  private static func kind(of code: String) -> String {
    switch code.first {
    case "O": " is Python objects: save a.astype('float32')"
    case "c": " is complex numbers: save a.real and a.imag"
    case "U", "S", "a":
      " is text: save a.astype('float32'), of names "
        + "numpy.unique(a, return_inverse=True)[1]"
    case "M", "m": " is times: save a.astype('int64')"
    case "V": " is raw bytes"
    case "f" where ["f10", "f12", "f16"].contains(code), "g":
      " is wider than 64 bits: save a.astype('float64')"
    default: ""
    }
  }
}
