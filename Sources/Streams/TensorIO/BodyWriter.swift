extension Frame {
  /// The size of the body in bytes.
  var bodySize: Int {
    tensors.reduce(BodyLayout.headerSize) { $0 + $1.headerSize + padded($1.byteCount) }
  }

  /// Hands the body to `sink` piece by piece; the elements are not copied.
  func writeBody<E: Error>(_ sink: (ArraySlice<UInt8>) throws(E) -> Void) throws(E) {
    var header = bodyHeader(.data, tensors: tensors.count, size: bodySize)
    for tensor in tensors {
      tensor.appendHeader(to: &header)
      try sink(header[...])
      try sink(tensor.storage[tensor.offset..<tensor.offset + tensor.byteCount])
      header = []
      header.appendZeros(padded(tensor.byteCount) - tensor.byteCount)
    }
    try sink(header[...])
  }
}

extension Tensor {
  fileprivate var headerSize: Int {
    BodyLayout.tensorHeaderSize + 8 * shape.count + padded(name.utf8.count)
  }

  fileprivate func appendHeader(to bytes: inout [UInt8]) {
    let nameSize = name.utf8.count
    bytes.append(elementType.rawValue)
    bytes.append(UInt8(shape.count))
    bytes.appendLittleEndian(UInt16(nameSize))
    bytes.appendLittleEndian(UInt32(0))
    for dimension in shape { bytes.appendLittleEndian(UInt64(dimension)) }
    bytes += name.utf8
    bytes.appendZeros(padded(nameSize) - nameSize)
  }
}

/// The body of an END frame.
func endBody(frames: UInt64, bytes: UInt64) -> [UInt8] {
  var body = bodyHeader(.end, tensors: 0, size: BodyLayout.endSize)
  body.appendLittleEndian(frames)
  body.appendLittleEndian(bytes)
  return body
}

private func bodyHeader(_ kind: BodyLayout.Kind, tensors: Int, size: Int) -> [UInt8] {
  var header = BodyLayout.magic
  header.append(kind.rawValue)
  header.append(0)
  header.appendLittleEndian(UInt16(tensors))
  header.appendLittleEndian(UInt64(size))
  return header
}
