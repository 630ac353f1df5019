import TensorIO
internal import Tool

/// Rows of IDX data, read in order as tensors.
struct IDXReader: ~Copyable {
  private var input: ByteInput
  let header: IDXHeader
  /// Rows read or passed over.
  private var position = 0

  /// The name for diagnostics.
  var name: String { input.name }

  /// Opens IDX data and reads the header.
  init(_ path: String?) throws(ToolError) {
    var input = try ByteInput(path)
    header = try IDXHeader(&input)
    self.input = input
  }

  /// Passes over rows.
  mutating func skip(rows: Int) throws(ToolError) {
    // In steps of whole rows near 1 MiB.
    let step = max(1, (1 << 20) / header.rowSize)
    var left = rows
    while left > 0 {
      var bytes = [UInt8](repeating: 0, count: min(step, left) * header.rowSize)
      var span = bytes.mutableSpan
      try fill(&span)
      left -= min(step, left)
    }
  }

  /// The next rows as pixels or features: `x`, u8 or f32 `[rows, …]`.
  mutating func data(rows: Int) throws(ToolError) -> Tensor {
    let shape = [rows] + header.rowShape
    switch header.element {
    case .u8:
      return try Tensor("x", shape: shape, of: UInt8.self) { span throws(ToolError) in
        try fill(&span)
      }
    case .f32:
      return try checked(
        converted("x", shape, rows: rows) { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) })
    case .f64:
      return try checked(
        converted("x", shape, rows: rows) { Float(Double(bitPattern: $0)) })
    case .i8, .i16, .i32:
      throw input.refusal("elements are \(header.element), expected u8, f32 or f64 as pixels")
    }
  }

  /// The next rows as labels: `y`, u8 or i32 `[rows]`.
  mutating func labels(rows: Int) throws(ToolError) -> Tensor {
    switch header.element {
    case .u8:
      return try Tensor("y", shape: [rows], of: UInt8.self) { span throws(ToolError) in
        try fill(&span)
      }
    case .i8:
      return try converted("y", [rows], rows: rows) { Int32(Int8(truncatingIfNeeded: $0)) }
    case .i16:
      return try converted("y", [rows], rows: rows) { Int32(Int16(truncatingIfNeeded: $0)) }
    case .i32:
      return try converted("y", [rows], rows: rows) { Int32(truncatingIfNeeded: $0) }
    case .f32, .f64:
      throw input.refusal("elements are \(header.element), expected u8, i8, i16 or i32 as labels")
    }
  }

  /// Checks that the data end here; a gzip file's CRC is verified by that.
  mutating func finish() throws(ToolError) {
    var extra: [UInt8] = [0]
    var span = extra.mutableSpan
    if try input.read(&span) > 0 {
      throw input.refusal(
        "bytes follow the last of \(header.rows) rows (\(header.rowSize) bytes each); "
          + "expected the end")
    }
  }

  /// A tensor of elements that are converted from their big-endian bits.
  private mutating func converted<T: TensorElement>(
    _ name: String, _ shape: [Int], rows: Int, _ convert: (UInt64) -> T
  ) throws(ToolError) -> Tensor {
    var bytes = [UInt8](repeating: 0, count: rows * header.rowSize)
    var span = bytes.mutableSpan
    try fill(&span)
    let size = header.element.size
    return Tensor(name, shape: shape, of: T.self) { elements in
      for i in elements.indices {
        var bits: UInt64 = 0
        for byte in 0..<size { bits = bits << 8 | UInt64(bytes[i * size + byte]) }
        elements[i] = convert(bits)
      }
    }
  }

  /// The same tensor, if it holds pixels from 0 to 1, or finite numbers that are no image.
  private func checked(_ tensor: Tensor) throws(ToolError) -> Tensor {
    let isImage = header.rank > 2
    let greatest = Float.greatestFiniteMagnitude
    let range = isImage ? 0...1 : -greatest...greatest
    try tensor.withElements(of: Float.self) { numbers throws(ToolError) in
      for i in numbers.indices where !range.contains(numbers[i]) {
        let row = position - tensor.shape[0] + i / (tensor.count / tensor.shape[0])
        throw input.refusal(
          "row \(row): a \(isImage ? "pixel" : "number") is \(numbers[i]), "
            + "expected \(isImage ? "0 to 1" : "a finite 32-bit float")")
      }
    }
    return tensor
  }

  /// Fills `span` with whole rows.
  private mutating func fill(_ span: inout MutableSpan<UInt8>) throws(ToolError) {
    let found = try input.read(&span)
    if found < span.count {
      let rows = position + found / header.rowSize
      throw input.refusal(
        "the data end after \(rows) rows and \(found % header.rowSize) bytes, "
          + "expected \(header.rows) rows of \(header.rowSize) bytes")
    }
    position += span.count / header.rowSize
  }
}
