/// Reads a decompressed body. Every number is checked before it is used.
struct BodyParser {
  private let bytes: [UInt8]
  private let limits: Limits
  private let columns: CheckedColumns?
  /// Where the next field begins.
  private var offset = 0
  /// The tensor being read, for errors.
  private var tensorName: String?

  /// Parses a whole body.
  ///
  /// - Parameter columns: those of the frame before.
  static func parse(
    _ bytes: [UInt8], limits: Limits, known columns: CheckedColumns? = nil
  ) throws(StreamError) -> Body {
    var parser = BodyParser(bytes: bytes, limits: limits, columns: columns)
    return try parser.body()
  }

  private init(bytes: [UInt8], limits: Limits, columns: CheckedColumns?) {
    (self.bytes, self.limits, self.columns) = (bytes, limits, columns)
  }

  private mutating func body() throws(StreamError) -> Body {
    let magic = try take(4)
    if !bytes[magic].elementsEqual(BodyLayout.magic) { throw error(.bodyMagic, at: magic) }
    let kindCode = try number(UInt8.self)
    guard let kind = BodyLayout.Kind(rawValue: kindCode) else {
      throw lastField(.kind(kindCode), 1)
    }
    if try number(UInt8.self) != 0 { throw lastField(.notZero("the flags of the body"), 1) }
    let tensors = Int(try number(UInt16.self))
    let size = try number(UInt64.self)
    if size != UInt64(bytes.count) {
      throw lastField(.size("the body's size", found: size, expected: UInt64(bytes.count)), 8)
    }
    switch kind {
    case .data: return .data(try frame(tensors: tensors))
    case .end: return try end(tensors: tensors)
    }
  }

  private mutating func end(tensors: Int) throws(StreamError) -> Body {
    if tensors != 0 { throw error(.notZero("the number of tensors of an END frame"), at: 6..<8) }
    let frames = try number(UInt64.self)
    let total = try number(UInt64.self)
    try finish()
    return .end(frames: frames, bytes: total)
  }

  private mutating func frame(tensors count: Int) throws(StreamError) -> Frame {
    if count > limits.tensors {
      throw error(
        .aboveLimit("number of tensors", found: UInt64(count), limit: limits.tensors), at: 6..<8)
    }
    var tensors: [Tensor] = []
    for _ in 0..<count {
      tensors.append(try tensor())
      tensorName = nil
    }
    try finish()
    return try Frame(tensors, limits: limits, known: columns)
  }

  private mutating func tensor() throws(StreamError) -> Tensor {
    let code = try number(UInt8.self)
    guard let elementType = ElementType(rawValue: code) else {
      throw lastField(.elementType(code), 1)
    }
    let rank = Int(try number(UInt8.self))
    if rank > limits.rank {
      throw lastField(.aboveLimit("rank", found: UInt64(rank), limit: limits.rank), 1)
    }
    let nameSize = Int(try number(UInt16.self))
    if try number(UInt32.self) != 0 {
      throw lastField(.notZero("the reserved field of a tensor"), 4)
    }
    let dimensionsAt = offset
    var dimensions: [UInt64] = []
    for _ in 0..<rank { dimensions.append(try number(UInt64.self)) }
    let name = try name(size: nameSize)
    tensorName = name
    let (shape, count) = try shape(dimensions, of: elementType, at: dimensionsAt)
    if elementType == .utf8, rank != 1 { throw error(.textRank(rank), at: dimensionsAt..<offset) }
    let data = try take(count * elementType.size)
    try takePadding(after: data.count, "the padding after the data")
    let tensor = Tensor(
      name: name, elementType: elementType, shape: shape, count: count, storage: bytes,
      offset: data.lowerBound)
    if elementType == .utf8, tensor.text == nil { throw error(.text, at: data) }
    return tensor
  }

  private mutating func name(size: Int) throws(StreamError) -> String {
    let range = try take(size)
    let name = String(decoding: bytes[range], as: UTF8.self)
    do {
      try Frame.check(name: name)
    } catch {
      throw self.error(error.reason, at: range)
    }
    try takePadding(after: size, "the padding after a name")
    return name
  }

  private func shape(
    _ dimensions: [UInt64], of elementType: ElementType, at place: Int
  ) throws(StreamError) -> (shape: [Int], count: Int) {
    let range = place..<place + 8 * dimensions.count
    var shape: [Int] = []
    for dimension in dimensions {
      guard let size = Int(exactly: dimension), size <= limits.dimension else {
        throw error(
          .aboveLimit("dimension", found: dimension, limit: limits.dimension), at: range)
      }
      shape.append(size)
    }
    guard let count = Shape.count(shape, elementSize: elementType.size) else {
      throw error(.overflow(dimensions), at: range)
    }
    return (shape, count)
  }

  /// Checks that nothing is left.
  private func finish() throws(StreamError) {
    if offset != bytes.count {
      throw error(.trailing(bytes.count - offset), at: offset..<bytes.count)
    }
  }

  // MARK: Fields

  /// Passes over `count` bytes, and returns where they are.
  private mutating func take(_ count: Int) throws(StreamError) -> Range<Int> {
    let left = bytes.count - offset
    if count > left { throw error(.beyondBody(needed: count, left: left), at: offset..<offset) }
    defer { offset += count }
    return offset..<offset + count
  }

  private mutating func number<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type
  ) throws(StreamError) -> T {
    bytes.littleEndian(at: try take(T.bitWidth / 8).lowerBound, as: type)
  }

  private mutating func takePadding(after count: Int, _ name: String) throws(StreamError) {
    let range = try take(padded(count) - count)
    if bytes[range].contains(where: { $0 != 0 }) { throw error(.notZero(name), at: range) }
  }

  private func error(_ reason: StreamError.Reason, at range: Range<Int>) -> StreamError {
    StreamError(reason, place: .body(byte: range.lowerBound), tensor: tensorName)
  }

  /// An error in the field of `size` bytes that was read last.
  private func lastField(_ reason: StreamError.Reason, _ size: Int) -> StreamError {
    error(reason, at: offset - size..<offset)
  }
}
