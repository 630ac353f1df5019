import Kernels
import LaneTypes
import Spool
import TensorIO

/// The rows of a data set by their numbers: in the storage of their frames, so that nothing is copied, or in
/// a temporary file.
struct StoredRows {
  /// Rows that lie side by side.
  private enum Part {
    case tensor(Tensor)
    case file(ElementType, offset: Int)
  }

  private(set) var count = 0
  private var parts: [Part] = []
  /// The first row of each part.
  private var starts: [Int] = []
  private let file: SpoolFile?
  private var map: SpoolMap?

  /// - Parameter file: where the rows go; nil for memory.
  init(_ file: SpoolFile?) { self.file = file }

  /// Adds the rows of a tensor, u8 or f32.
  ///
  /// - Throws: `ToolError` where the file has no room.
  mutating func append(_ tensor: Tensor) throws {
    if let file {
      try begin(tensor.elementType, file)
      try tensor.withBytes { try file.append($0) }
    } else {
      parts.append(.tensor(tensor))
      starts.append(count)
    }
    count += tensor.shape[0]
  }

  /// A new part where the type is another one than before, at a multiple of 8 bytes; frames of one type
  /// make one part, however many they are.
  private mutating func begin(_ type: ElementType, _ file: SpoolFile) throws {
    if case .file(type, _) = parts.last { return }
    let padding = [UInt8](repeating: 0, count: -file.size & 7)
    try file.append(padding.span.bytes)
    parts.append(.file(type, offset: file.size))
    starts.append(count)
  }

  /// Ends the adding: what is in a file can be read from now on.
  ///
  /// - Throws: `ToolError`.
  mutating func finish() throws {
    if let file, count > 0 { map = try SpoolMap(file) }
  }

  /// Has the rows of a large file read that are loaded next.
  ///
  /// - Parameter features: the numbers of a row.
  func prepare(_ rows: ArraySlice<UInt32>, features: Int) {
    guard let map, map.isLarge else { return }
    for row in rows {
      let part = part(of: Int(row))
      guard case .file(let type, let offset) = parts[part] else { continue }
      let size = features * type.size
      map.prepare(at: offset + (Int(row) - starts[part]) * size, count: size)
    }
  }

  /// Writes row `index` into row `row` of `result` `[batch, features]`.
  func load(_ index: Int, into result: Panels, row: Int, kernels: Kernels) {
    let part = part(of: index)
    switch parts[part] {
    case .tensor(let tensor):
      Examples.load(tensor, index - starts[part], into: result, row: row, kernels: kernels)
    case .file(let type, let offset):
      guard let map else { preconditionFailure("rows are loaded before all are added") }
      let size = result.columns * type.size
      let bytes = map.bytes(at: offset + (index - starts[part]) * size, count: size)
      Examples.load(bytes, type, into: result, row: row, kernels: kernels)
    }
  }

  /// The part that a row is in.
  private func part(of index: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return low
  }
}
