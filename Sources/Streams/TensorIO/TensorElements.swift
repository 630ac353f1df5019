// Typed views of a tensor's bytes. The stream is little-endian and 8-aligned, so the elements are
// used where they lie. This is the only file that reinterprets memory.

#if _endian(big)
  #error("tensors are little-endian in memory as in the stream")
#endif

extension Tensor {
  /// A tensor whose storage is made once, zeroed, and filled in place.
  ///
  /// - Precondition: no dimension is negative and the size in bytes is an `Int`.
  public init<T: TensorElement, E: Error>(
    _ name: String, shape: [Int], of type: T.Type,
    _ fill: (inout MutableSpan<T>) throws(E) -> Void
  ) throws(E) {
    guard let count = Shape.count(shape, elementSize: T.elementType.size) else {
      preconditionFailure("tensor '\(name)': a shape of \(shape) is out of range")
    }
    var storage = [UInt8](repeating: 0, count: count * T.elementType.size)
    try unsafe storage.withUnsafeMutableBufferPointer { bytes throws(E) in
      try unsafe UnsafeMutableRawBufferPointer(bytes).withMemoryRebound(to: T.self) {
        elements throws(E) in
        var span = unsafe elements.mutableSpan
        try fill(&span)
      }
    }
    self.init(
      name: name, elementType: T.elementType, shape: shape, count: count, storage: storage,
      offset: 0)
  }

  /// A tensor that holds a copy of `elements`, in row-major order.
  ///
  /// - Precondition: the product of the shape is the number of elements.
  public init<T: TensorElement>(_ name: String, shape: [Int], _ elements: [T]) {
    self.init(name, shape: shape, of: T.self) { span in
      precondition(span.count == elements.count, "tensor '\(name)': the shape is not the count")
      unsafe span.withUnsafeMutableBufferPointer { target in
        _ = unsafe target.update(fromContentsOf: elements)
      }
    }
  }

  /// A scalar: a tensor of rank 0.
  public init<T: TensorElement>(_ name: String, scalar: T) {
    self.init(name, shape: [], [scalar])
  }

  /// Lends the elements, in row-major order, to `body`. Nothing is copied.
  ///
  /// - Precondition: `T` is the type of the elements.
  @inlinable
  public func withElements<T: TensorElement, R, E: Error>(
    of type: T.Type, _ body: (Span<T>) throws(E) -> R
  ) throws(E) -> R {
    precondition(
      T.elementType == elementType, "tensor '\(name)' is \(elementType.name), not \(type)")
    return try unsafe storage.withUnsafeBufferPointer { bytes throws(E) in
      let slice = unsafe UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(bytes)[offset..<offset + byteCount])
      return try unsafe slice.withMemoryRebound(to: T.self) { elements throws(E) in
        try unsafe body(elements.span)
      }
    }
  }

  /// A copy of the elements, in row-major order.
  ///
  /// - Precondition: `T` is the type of the elements.
  public func elements<T: TensorElement>(of type: T.Type) -> [T] {
    withElements(of: type) { span in
      unsafe span.withUnsafeBufferPointer { unsafe [T]($0) }
    }
  }

  /// The value of a scalar; `nil` unless the rank is 0 and `T` is the type of the elements.
  public func scalar<T: TensorElement>(of type: T.Type) -> T? {
    guard shape.isEmpty, elementType == T.elementType else { return nil }
    return withElements(of: type) { $0[0] }
  }
}
