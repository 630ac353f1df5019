/// A named array: its name, the type of its elements, its shape, and the elements in row-major order.
///
/// A tensor is a slice of shared, immutable storage. To copy it, rename it, or keep it after its
/// frame is gone costs no copy of the elements; it keeps the storage of the whole frame alive.
public struct Tensor: Sendable {
  public let name: String
  public let elementType: ElementType
  /// The dimensions, outermost first: images are `[rows, height, width]`. Empty for a scalar.
  public let shape: [Int]
  /// The number of elements, the product of the shape.
  public let count: Int
  /// The storage, and where in it the elements begin: a multiple of 8.
  @usableFromInline let storage: [UInt8]
  @usableFromInline let offset: Int

  /// The size of the elements in bytes.
  public var byteCount: Int { count * elementType.size }

  /// The shape as people read it: `128×28×28`, or `scalar`.
  public var shapeDescription: String { Shape.describe(shape) }

  /// True for metadata: the name begins with `@`.
  public var isMetadata: Bool { name.utf8.first == UInt8(ascii: "@") }

  /// A slice of the body of a frame, which the caller has checked.
  init(
    name: String, elementType: ElementType, shape: [Int], count: Int, storage: [UInt8], offset: Int
  ) {
    precondition(offset % 8 == 0 && offset + count * elementType.size <= storage.count)
    (self.name, self.elementType, self.shape) = (name, elementType, shape)
    (self.count, self.storage, self.offset) = (count, storage, offset)
  }

  /// Text, as a tensor of type utf8 whose shape is its length in bytes.
  public init(_ name: String, text: String) {
    let bytes = Array(text.utf8)
    self.init(
      name: name, elementType: .utf8, shape: [bytes.count], count: bytes.count, storage: bytes,
      offset: 0)
  }

  /// The text of a tensor of type utf8; `nil` for every other type.
  public var text: String? {
    elementType == .utf8 ? String(validating: storage[offset..<offset + count], as: UTF8.self) : nil
  }

  /// The same elements under another name. Shares the storage.
  public func renamed(_ name: String) -> Tensor {
    Tensor(
      name: name, elementType: elementType, shape: shape, count: count, storage: storage,
      offset: offset)
  }
}
