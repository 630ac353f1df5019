// Rows as bytes, for what moves rows without looking at their numbers.

extension Tensor {
  /// A tensor whose elements, little-endian and in row-major order, are these bytes. Nothing is copied.
  ///
  /// - Precondition: the type is not text, and the bytes are as many as the shape needs.
  public init(_ name: String, elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    guard elementType != .utf8, let count = Shape.count(shape, elementSize: elementType.size),
      count * elementType.size == bytes.count
    else {
      preconditionFailure("tensor '\(name)': \(bytes.count) bytes are no \(shape)")
    }
    self.init(
      name: name, elementType: elementType, shape: shape, count: count, storage: bytes, offset: 0)
  }

  /// Lends the bytes of the elements, in row-major order, to `body`. Nothing is copied.
  public func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try body(unsafe storage.span.bytes.extracting(offset..<offset + byteCount))
  }

  /// Whether name, type, shape and bytes are the same.
  public func isIdentical(to other: Tensor) -> Bool {
    name == other.name && elementType == other.elementType && shape == other.shape
      && storage[offset..<offset + byteCount].elementsEqual(
        other.storage[other.offset..<other.offset + byteCount])
  }

  /// The rows of several tensors, one after another. One tensor alone is not copied.
  ///
  /// - Precondition: there is a tensor; all have the name, the type and, but for the rows, the shape
  ///   of the first.
  public init(joining parts: [Tensor]) {
    self = parts[0]
    guard parts.count > 1 else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.byteCount })
    for part in parts {
      precondition(
        part.name == name && part.elementType == elementType
          && part.shape.dropFirst() == shape.dropFirst(),
        "tensor '\(part.name)', \(part.shapeDescription), does not continue '\(name)'")
      bytes += part.storage[part.offset..<part.offset + part.byteCount]
    }
    let rows = parts.reduce(0) { $0 + $1.shape[0] }
    self.init(name, elementType: elementType, shape: [rows] + shape.dropFirst(), bytes: bytes)
  }
}
