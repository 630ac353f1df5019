/// What the elements of a tensor are. The raw value is the code in the stream.
public enum ElementType: UInt8, Sendable, CaseIterable {
  case u8 = 1
  case i32
  case i64
  case f32
  case f64
  /// Text: each element is one byte of a UTF-8 string.
  case utf8

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .u8, .utf8: 1
    case .i32, .f32: 4
    case .i64, .f64: 8
    }
  }

  /// The name that people read: `u8`, `i32`, `i64`, `f32`, `f64` or `utf8`.
  public var name: String {
    switch self {
    case .u8: "u8"
    case .i32: "i32"
    case .i64: "i64"
    case .f32: "f32"
    case .f64: "f64"
    case .utf8: "utf8"
    }
  }
}

/// A Swift type whose values are the elements of a tensor.
///
/// Every pattern of bits must be a value of the type, and its layout in memory must be that of the
/// stream: little-endian, `elementType.size` bytes. Only the five types below conform.
public protocol TensorElement: BitwiseCopyable, Sendable {
  static var elementType: ElementType { get }
}

extension UInt8: TensorElement {
  public static var elementType: ElementType { .u8 }
}

extension Int32: TensorElement {
  public static var elementType: ElementType { .i32 }
}

extension Int64: TensorElement {
  public static var elementType: ElementType { .i64 }
}

extension Float: TensorElement {
  public static var elementType: ElementType { .f32 }
}

extension Double: TensorElement {
  public static var elementType: ElementType { .f64 }
}
