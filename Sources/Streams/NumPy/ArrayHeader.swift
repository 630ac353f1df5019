import Found
import NumberTypes
import TensorIO

/// The header of a `.npy` array (NEP 1 of NumPy): magic, version, the length of a text, and the text, a dictionary of
/// Python with the type, the order and the shape.
struct ArrayHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// Bytes before the length: magic and version.
  static let startSize = 8
  /// Bytes of the text at most. Those of numbers have some hundred.
  static let textLimit = 1 << 16
  /// Numbers after the first dimension and the type fit in this many bytes of a frame.
  private static let rankLimit = Limits.standard.rank

  let type: ArrayType
  /// Whether the first dimension varies fastest, as in Fortran.
  let isFortran: Bool
  /// Outermost first; empty of a scalar.
  let shape: [Int]

  /// What is wrong, in words.
  struct Fault: Error {
    let message: String
  }

  /// Bytes of the length, for a version; nil for one that is not known.
  static func lengthSize(version: UInt8) -> Int? {
    switch version {
    case 1: 2
    case 2, 3: 4
    default: nil
    }
  }

  /// - Throws: `Fault`.
  init(text: [UInt8], bfloat16: Bool) throws(Fault) {
    guard case .dictionary(let entries) = Literal(text) else {
      throw Fault(message: "the header is no dictionary: \(quoted(text, most: 80))")
    }
    var fields: [String: Literal] = [:]
    for (key, value) in entries {
      guard case .text(let bytes) = key else {
        throw Fault(message: "a key of the header is no text, expected 'descr'")
      }
      let name = String(decoding: bytes, as: UTF8.self)
      guard ["descr", "fortran_order", "shape"].contains(name), fields[name] == nil else {
        throw Fault(message: "the header has \(quoted(bytes)), which is unknown or there twice")
      }
      fields[name] = value
    }
    guard let description = fields["descr"], case .bool(let isFortran) = fields["fortran_order"],
      case .tuple(let dimensions) = fields["shape"]
    else {
      throw Fault(
        message: "the header lacks one of 'descr', 'fortran_order', True or False, and 'shape', "
          + "a tuple")
    }
    var shape: [Int] = []
    for dimension in dimensions {
      guard case .integer(let size?) = dimension else {
        throw Fault(message: "the shape holds what is no size, expected whole numbers from 0")
      }
      shape.append(size)
    }
    do {
      type = try ArrayType(description, bfloat16: bfloat16)
    } catch {
      throw Fault(message: error.message)
    }
    try Self.check(shape)
    self.shape = shape
    // With one dimension that is not 1 both orders are the same.
    self.isFortran = isFortran && shape.count { $0 != 1 } > 1 && !shape.contains(0)
  }

  private static func check(_ shape: [Int]) throws(Fault) {
    if shape.count > rankLimit {
      throw Fault(message: "an array of \(shape.count) dimensions, the limit is \(rankLimit)")
    }
    // Eight bytes is the widest number.
    var bytes = 8
    for size in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: max(1, size))
      if overflow {
        throw Fault(message: "a shape of \(Shape.describe(shape)) is too large for any memory")
      }
      bytes = product
    }
    if let size = shape.dropFirst().first(where: { $0 > Limits.standard.dimension }) {
      throw Fault(message: "a dimension of \(size), the limit is \(Limits.standard.dimension)")
    }
  }
}
