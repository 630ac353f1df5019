import Found
import TensorIO
internal import Tool

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
    let start = try input.next(4)
    guard start.starts(with: [0, 0].prefix(start.count)) else {
      throw try Self.otherKind(start, &input)
    }
    try Self.check(start, 4, input)
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

  /// The error for what begins otherwise: what it is, where the table of kinds knows it.
  private static func otherKind(
    _ start: [UInt8], _ input: inout ByteInput
  ) throws(ToolError) -> ToolError {
    let start = try start + input.next(FileKind.prefixSize - start.count)
    if let kind = FileKind(start) {
      return input.refusal(input.isGzip ? kind.refusalWithinGzip(.idx) : kind.refusal(.idx))
    }
    let place = input.isGzip ? "the data within gzip begin" : "begins"
    return input.refusal(
      "\(place) with \(quoted(start.prefix(2))), expected \(quoted([0, 0])) (IDX)"
        + (input.isGzip ? "" : " or \(quoted([0x1F, 0x8B])) (gzip)"))
  }

  private static func rowSize(
    _ shape: [Int], _ element: IDXElement, _ input: borrowing ByteInput
  ) throws(ToolError) -> Int {
    let words = Shape.describe(shape)
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
    let bytes = try input.next(count)
    try check(bytes, count, input)
    return bytes
  }

  private static func check(
    _ bytes: [UInt8], _ count: Int, _ input: borrowing ByteInput
  ) throws(ToolError) {
    if input.isEmpty {
      throw input.refusal(InputFile.emptyMessage(Expected.idx.name, input.name))
    }
    if bytes.count < count {
      throw input.refusal(
        "ends inside the IDX header: \(bytes.count) bytes, expected \(count) more")
    }
  }
}
