import Found
import TensorIO
import TensorTool
import Tool

/// What a file will hold: the header is written first, then by its user the elements in the order in which they were
/// added, and the metadata that are numbers last.
struct SafeTensorsContents {
  private var entries: [SafeTensorsEntry] = []
  private let words: [(name: String, text: String)]
  private let numbers: [Tensor]
  private var end = 0

  /// - Parameter metadata: texts become words of the header, numbers tensors. The types that the stamp `@dtype` keeps
  ///   are those of the file's tensors.
  init(_ metadata: [Tensor]) {
    words = metadata.compactMap { tensor in
      tensor.name == TypeStamp.name ? nil : tensor.text.map { (tensor.name, $0) }
    }
    numbers = metadata.filter { $0.elementType != .utf8 }.sortedBySize(\.elementType.size)
  }

  mutating func add(_ name: String, _ type: SafeTensorsType, shape: [Int], size: Int) {
    entries.append(
      SafeTensorsEntry(name: name, typeName: type.rawValue, shape: shape, range: end..<end + size))
    end += size
  }

  /// - Throws: `ToolError`, with the status `badData` for more names and words than a header holds.
  mutating func writeHeader(
    to output: borrowing OutputFile, from input: borrowing TensorInput
  ) throws(ToolError) {
    for tensor in numbers {
      guard let type = SafeTensorsType(tensor.elementType) else { continue }
      add(tensor.name, type, shape: tensor.shape, size: tensor.byteCount)
    }
    let bytes = SafeTensorsHeader(entries, metadata: words).bytes
    guard bytes.count <= SafeTensorsHeader.mostBytes else {
      throw input.refusal(
        "the names and texts make a header of \(bytes.count) bytes, expected at most "
          + "\(SafeTensorsHeader.mostBytes)")
    }
    try output.write(bytes.span.bytes)
  }

  func writeMetadata(to output: borrowing OutputFile) throws(ToolError) {
    for tensor in numbers {
      try tensor.withBytes { bytes throws(ToolError) in try output.write(bytes) }
    }
  }
}

extension Array {
  /// In descending order of a size, and where that is the same in the order that is.
  func sortedBySize(_ size: (Element) -> Int) -> [Element] {
    enumerated().sorted { (-size($0.element), $0.offset) < (-size($1.element), $1.offset) }
      .map(\.element)
  }
}
