extension Tensor {
  /// Some rows, of a tensor whose first dimension is the rows. Shares the storage where the rows
  /// begin at a multiple of 8 bytes; else it copies them.
  ///
  /// - Precondition: the rank is 1 or more, and the rows exist.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(
      !shape.isEmpty && range.lowerBound >= 0 && range.upperBound <= shape[0],
      "tensor '\(name)' is \(shapeDescription) and has no rows \(range)")
    let elements = count / max(1, shape[0])
    let first = offset + range.lowerBound * elements * elementType.size
    let size = range.count * elements * elementType.size
    let isAligned = first % 8 == 0
    return Tensor(
      name: name, elementType: elementType, shape: [range.count] + shape.dropFirst(),
      count: range.count * elements,
      storage: isAligned ? storage : Array(storage[first..<first + size]),
      offset: isAligned ? first : 0)
  }
}
