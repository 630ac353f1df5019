package import TensorIO

/// A type that numbers have in the files of other programs. The tensor stream holds it as it is, or as a wider type
/// that has all its values.
package enum NumberType: String, CaseIterable, Sendable {
  // The raw values are the names that NumPy has for them, and those of the stamp `@dtype`.
  case bool
  case u8 = "uint8"
  case i8 = "int8"
  case u16 = "uint16"
  case i16 = "int16"
  case f16 = "float16"
  case bf16 = "bfloat16"
  case u32 = "uint32"
  case i32 = "int32"
  case f32 = "float32"
  case u64 = "uint64"
  case i64 = "int64"
  case f64 = "float64"

  package var name: String { rawValue }

  /// Bytes of one number.
  package var size: Int {
    switch self {
    case .bool, .u8, .i8: 1
    case .u16, .i16, .f16, .bf16: 2
    case .u32, .i32, .f32: 4
    case .u64, .i64, .f64: 8
    }
  }

  /// The type in the stream. A uint64 above 2⁶³ − 1 has none.
  package var widened: ElementType {
    switch self {
    case .bool, .u8: .u8
    case .i8, .u16, .i16, .i32: .i32
    case .u32, .u64, .i64: .i64
    case .f16, .bf16, .f32: .f32
    case .f64: .f64
    }
  }

  /// The type of a tensor's numbers as they are; nil for text.
  package init?(_ type: ElementType) {
    switch type {
    case .u8: self = .u8
    case .i32: self = .i32
    case .i64: self = .i64
    case .f32: self = .f32
    case .f64: self = .f64
    case .utf8: return nil
    }
  }

  /// Whether the stream holds the numbers as they are.
  package var isPlain: Bool { NumberType(widened) == self }
}
