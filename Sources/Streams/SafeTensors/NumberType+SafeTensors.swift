import NumberTypes

extension NumberType {
  /// The word for it in the header of a safetensors file.
  package var safeTensorsName: String {
    switch self {
    case .bool: "BOOL"
    case .u8: "U8"
    case .i8: "I8"
    case .u16: "U16"
    case .i16: "I16"
    case .f16: "F16"
    case .bf16: "BF16"
    case .u32: "U32"
    case .i32: "I32"
    case .f32: "F32"
    case .u64: "U64"
    case .i64: "I64"
    case .f64: "F64"
    }
  }

  /// The type of such a word; nil for one that the stream has no place for.
  init?(safeTensorsName name: String) {
    guard let type = Self.allCases.first(where: { $0.safeTensorsName == name }) else { return nil }
    self = type
  }
}
