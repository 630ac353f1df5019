import Tool

/// The type of the elements of IDX data. The raw value is its code in the header.
enum IDXElement: UInt8 {
  case u8 = 0x08
  case i8 = 0x09
  case i16 = 0x0B
  case i32 = 0x0C
  case f32 = 0x0D
  case f64 = 0x0E

  /// Bytes of one element.
  var size: Int {
    switch self {
    case .u8, .i8: 1
    case .i16: 2
    case .i32, .f32: 4
    case .f64: 8
    }
  }
}

/// The header of IDX data: two zero bytes, the type, the rank, and each dimension as 32 bits,
/// big-endian. The format is described at <http://yann.lecun.com/exdb/mnist>.
struct IDXHeader {
  /// A row larger than this is refused, so that a few bytes of header cannot ask for memory without
  /// bound. It is an image of 8192×8192 pixels.
  private static let rowLimit = 64 << 20

  let element: IDXElement
  /// The first dimension.
  let rows: Int
  /// The dimensions of one row: `[height, width]` of an image, none of a label.
  let rowShape: [Int]
  /// Bytes of one row.
  let rowSize: Int

  var rank: Int { 1 + rowShape.count }

  /// Reads the header.
  ///
  /// Throws `ToolError` with the status `badData` for what is not IDX data.
  init(_ input: inout ByteInput) throws(ToolError) {
    let start = try Self.bytes(4, &input)
    if start.starts(with: [0x57, 0x2A, 0x4D, 0x18]) {
      throw input.refusal("is a tensor stream already, expected IDX data")
    }
    guard start[0] == 0, start[1] == 0 else {
      let found = start[..<2].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      throw input.refusal(
        "begins with bytes \(found.joined(separator: " ")), expected 00 00 (IDX) or 1f 8b (gzip)")
    }
    guard let element = IDXElement(rawValue: start[2]) else {
      throw input.refusal("IDX element type is \(start[2]), expected 8, 9 or 11 to 14")
    }
    let rank = Int(start[3])
    guard (1...4).contains(rank) else {
      throw input.refusal(
        "IDX data of rank \(rank), expected 1 (labels), 2 (features), 3 (grey images) or 4 (colour)"
      )
    }
    let sizes = try Self.bytes(4 * rank, &input)
    let shape = (0..<rank).map { dimension in
      sizes[4 * dimension..<4 * dimension + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    self.element = element
    rows = shape[0]
    rowShape = Array(shape[1...])
    rowSize = try Self.rowSize(rowShape, element, input)
  }

  private static func rowSize(
    _ shape: [Int], _ element: IDXElement, _ input: borrowing ByteInput
  ) throws(ToolError) -> Int {
    let words = shape.map(String.init).joined(separator: "×")
    var size = element.size
    for dimension in shape {
      if dimension == 0 { throw input.refusal("rows of \(words) elements, expected at least one") }
      // Each factor is below 2³², and a product above the limit is refused at once.
      size *= dimension
      if size > rowLimit {
        throw input.refusal("rows of \(words) elements, the limit is \(rowLimit) bytes a row")
      }
    }
    return size
  }

  private static func bytes(_ count: Int, _ input: inout ByteInput) throws(ToolError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    let found = try input.read(&span)
    if found < count {
      throw input.refusal("ends inside the IDX header: \(found) bytes, expected \(count) more")
    }
    return bytes
  }
}
