import Found
import NumberTypes
import TensorIO
import TensorTool
import Tool

/// What a file will hold: the header is written first, then by its user the elements in the order in which they were
/// added, and the metadata that are numbers last.
struct SafeTensorsContents {
  private var entries: [SafeTensorsEntry] = []
  private let words: [(name: String, text: String)]
  private let numbers: [(tensor: Tensor, type: NumberType)]
  private var end = 0

  /// - Parameters:
  ///   - metadata: texts become words of the header, numbers tensors.
  ///   - stamp: the types that the file has, so it is no word of the header.
  init(_ metadata: [Tensor], _ stamp: TypeStamp) {
    words = metadata.compactMap { tensor in
      tensor.name == Frame.typesField ? nil : tensor.text.map { (tensor.name, $0) }
    }
    numbers = metadata.compactMap { tensor in stamp.type(of: tensor).map { (tensor, $0) } }
      .sortedBySize(\.type.size)
  }

  mutating func add(_ name: String, _ type: NumberType, shape: [Int], size: Int) {
    entries.append(
      SafeTensorsEntry(
        name: name, typeName: type.safeTensorsName, shape: shape, range: end..<end + size))
    end += size
  }

  /// - Throws: `ToolError`, with the status `badData` for more names and words than a header holds.
  mutating func writeHeader(
    to output: borrowing OutputFile, from input: borrowing TensorInput
  ) throws(ToolError) {
    for (tensor, type) in numbers {
      add(tensor.name, type, shape: tensor.shape, size: tensor.count * type.size)
    }
    let bytes = SafeTensorsHeader(entries, metadata: words).bytes
    guard bytes.count <= SafeTensorsHeader.mostBytes else {
      throw input.refusal(
        "the names and texts make a header of \(bytes.count) bytes, expected at most "
          + "\(SafeTensorsHeader.mostBytes)")
    }
    try output.write(bytes.span.bytes)
  }

  /// - Throws: `ToolError`, with the status `badData` for a number that its file's type does not hold.
  func writeMetadata(
    to output: borrowing OutputFile, from input: borrowing TensorInput
  ) throws(ToolError) {
    for (tensor, type) in numbers {
      try type.write(tensor, from: input, remedy: typesRemedy) { bytes throws(ToolError) in
        try output.write(bytes)
      }
    }
  }
}

/// What keeps the types of the stream, in a message.
let typesRemedy = "--wide"

extension Array {
  /// In descending order of a size, and where that is the same in the order that is.
  func sortedBySize(_ size: (Element) -> Int) -> [Element] {
    enumerated().sorted { (-size($0.element), $0.offset) < (-size($1.element), $1.offset) }
      .map(\.element)
  }
}
