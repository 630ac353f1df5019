extension Tensor {
  /// These rows, in this order, copied; a row may be named more than once.
  ///
  /// - Precondition: the rank is 1 or more, and the rows exist.
  public func rows(at indices: [Int]) -> Tensor {
    Self.rows(indices.map { (part: 0, row: $0) }, of: [self])
  }

  /// Rows of tensors that have the same name, type and shape but for their number of rows: each is the
  /// row `row` of `parts[part]`. They are copied.
  ///
  /// - Precondition: there is a part, its rank is 1 or more, and the rows exist.
  public static func rows(_ places: [(part: Int, row: Int)], of parts: [Tensor]) -> Tensor {
    let first = parts[0]
    let rowShape = first.shape.dropFirst()
    precondition(
      parts.allSatisfy {
        !$0.shape.isEmpty && $0.shape.dropFirst() == rowShape && $0.elementType == first.elementType
      }, "tensor '\(first.name)': the parts differ in more than their rows")
    let elements = rowShape.reduce(1, *)
    let size = elements * first.elementType.size
    var storage: [UInt8] = []
    storage.reserveCapacity(places.count * size)
    for place in places {
      let part = parts[place.part]
      precondition(
        place.row >= 0 && place.row < part.shape[0],
        "tensor '\(part.name)' is \(part.shapeDescription) and has no row \(place.row)")
      let start = part.offset + place.row * size
      storage += part.storage[start..<start + size]
    }
    return Tensor(
      name: first.name, elementType: first.elementType, shape: [places.count] + rowShape,
      count: places.count * elements, storage: storage, offset: 0)
  }
}
