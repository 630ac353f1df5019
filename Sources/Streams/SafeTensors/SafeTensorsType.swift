import TensorIO

/// A type of elements in a safetensors file that the tensor stream can hold: as it is, or widened without loss.
package enum SafeTensorsType: String, CaseIterable, Sendable {
  case bool = "BOOL"
  case u8 = "U8"
  case i8 = "I8"
  case i16 = "I16"
  case u16 = "U16"
  case f16 = "F16"
  case bf16 = "BF16"
  case i32 = "I32"
  case u32 = "U32"
  case f32 = "F32"
  case i64 = "I64"
  case u64 = "U64"
  case f64 = "F64"

  /// Bytes of one element in the file.
  package var size: Int {
    switch self {
    case .bool, .u8, .i8: 1
    case .i16, .u16, .f16, .bf16: 2
    case .i32, .u32, .f32: 4
    case .i64, .u64, .f64: 8
    }
  }

  /// The type in the stream.
  package var widened: ElementType {
    switch self {
    case .bool, .u8: .u8
    case .i8, .i16, .u16, .i32: .i32
    case .u32, .i64, .u64: .i64
    case .f16, .bf16, .f32: .f32
    case .f64: .f64
    }
  }

  /// The type that is written for elements of the stream, unless a stamp says another; nil for text.
  init?(_ type: ElementType) {
    switch type {
    case .u8: self = .u8
    case .i32: self = .i32
    case .i64: self = .i64
    case .f32: self = .f32
    case .f64: self = .f64
    case .utf8: return nil
    }
  }

  /// Whether the stream holds the elements as they are.
  package var isPlain: Bool { SafeTensorsType(widened) == self }

  /// The name in the stamp `@dtype`, which is NumPy's.
  package var stampName: String {
    switch self {
    case .bool: "bool"
    case .u8, .u16, .u32, .u64: "uint\(8 * size)"
    case .i8, .i16, .i32, .i64: "int\(8 * size)"
    case .bf16: "bfloat16"
    case .f16, .f32, .f64: "float\(8 * size)"
    }
  }
}
