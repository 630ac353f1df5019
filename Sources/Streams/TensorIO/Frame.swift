/// One frame: tensors of different names that belong together, such as images and their labels.
public struct Frame: Sendable {
  public let tensors: [Tensor]

  /// A frame of these tensors.
  ///
  /// Throws `StreamError` when a name is not allowed or is used twice, and when a limit is exceeded.
  public init(_ tensors: [Tensor]) throws(StreamError) {
    try self.init(tensors, limits: .standard)
  }

  /// The same where the columns of a table are known from another frame.
  package init(_ tensors: [Tensor], known columns: CheckedColumns?) throws(StreamError) {
    try self.init(tensors, limits: .standard, known: columns)
  }

  /// The same within other limits, for a reader.
  init(
    _ tensors: [Tensor], limits: Limits, known columns: CheckedColumns? = nil
  ) throws(StreamError) {
    var names: Set<String> = []
    for tensor in tensors {
      try Self.check(name: tensor.name)
      if tensor.name == Self.unitField { try Self.checkUnit(tensor) }
      if !names.insert(tensor.name).inserted {
        throw StreamError(.duplicateName, tensor: tensor.name)
      }
      if tensor.shape.count > limits.rank {
        throw StreamError(
          .aboveLimit("rank", found: UInt64(tensor.shape.count), limit: limits.rank),
          tensor: tensor.name)
      }
      for dimension in tensor.shape where dimension > limits.dimension {
        throw StreamError(
          .aboveLimit("dimension", found: UInt64(dimension), limit: limits.dimension),
          tensor: tensor.name)
      }
    }
    if tensors.count > limits.tensors {
      throw StreamError(
        .aboveLimit("number of tensors", found: UInt64(tensors.count), limit: limits.tensors))
    }
    self.tensors = tensors
    try checkColumns(columns)
    let size = bodySize
    if size > limits.body {
      throw StreamError(.aboveLimit("size of the body", found: UInt64(size), limit: limits.body))
    }
  }

  /// Some rows of every tensor, with all metadata: a part of a frame is within the limits as the frame is.
  ///
  /// - Precondition: the tensors share their rows, and these rows exist.
  public func rows(_ range: Range<Int>) -> Frame {
    Frame(checked: tensors.map { $0.isMetadata ? $0 : $0.rows(range) })
  }

  private init(checked tensors: [Tensor]) { self.tensors = tensors }

  /// The tensor of that name.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

  /// The number of rows: the first dimension that every tensor shares, metadata apart. A frame of
  /// nothing but metadata has 0 rows.
  ///
  /// Throws `StreamError` when the first dimensions differ, or a tensor is a scalar.
  public func rows() throws(StreamError) -> Int {
    var first: (name: String, rows: Int)?
    for tensor in tensors where !tensor.isMetadata {
      guard let rows = tensor.shape.first else {
        throw StreamError(.noRows, tensor: tensor.name)
      }
      if let first, first.rows != rows {
        throw StreamError(
          .unequalRows(rows, other: first.name, otherRows: first.rows), tensor: tensor.name)
      }
      first = first ?? (tensor.name, rows)
    }
    return first?.rows ?? 0
  }

  /// A name is 1 to 255 bytes of visible ASCII: it can be compared byte by byte, printed anywhere,
  /// and cannot look like another. Of those that begin with `@!` this version knows `knownRequirements`.
  static func check(name: String) throws(StreamError) {
    let bytes = name.utf8
    if bytes.isEmpty || bytes.count > 255 { throw StreamError(.nameLength(bytes.count)) }
    if let byte = bytes.first(where: { $0 < 0x21 || $0 > 0x7E }) {
      throw StreamError(.nameByte(byte))
    }
    if name.hasPrefix("@!"), !knownRequirements.contains(name) {
      throw StreamError(.unknownRequirement, tensor: name)
    }
  }
}
