import Kernels
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
  private let file: (any RowFile)?
  /// What a byte p of the rows stands for: p/unit.
  var unit = Frame.standardUnit
  /// What the rows go through as they are loaded.
  var scaler: Scaler?

  /// - Parameter file: where the rows go; nil for memory.
  init(_ file: (any RowFile)?) { self.file = file }

  /// Adds the rows of a tensor: u8 or f32, or of any type that a scaler takes.
  ///
  /// - Throws: where the file has no room.
  mutating func append(_ tensor: Tensor) throws {
    if let file {
      begin(tensor.elementType, file)
      try tensor.withBytes { try file.append($0) }
    } else {
      parts.append(.tensor(tensor))
      starts.append(count)
    }
    count += tensor.shape[0]
  }

  /// A new part where the type is another one than before; frames of one type make one part, however many
  /// they are.
  private mutating func begin(_ type: ElementType, _ file: any RowFile) {
    if case .file(type, _) = parts.last { return }
    parts.append(.file(type, offset: file.size))
    starts.append(count)
  }

  /// Ends the adding: what is in a file can be read from now on.
  ///
  /// - Throws: where the file has no room.
  func finish() throws { try file?.finish() }

  /// Has the rows read that are loaded next.
  ///
  /// - Parameter features: the numbers of a row.
  func prepare(_ rows: ArraySlice<UInt32>, features: Int) {
    guard let file else { return }
    for row in rows {
      let part = part(of: Int(row))
      guard case .file(let type, let offset) = parts[part] else { continue }
      let size = features * type.size
      file.prepare(at: offset + (Int(row) - starts[part]) * size, count: size)
    }
  }

  /// Writes row `index` into row `row` of `result` `[batch, features]`.
  func load(_ index: Int, into result: Panels, row: Int, kernels: Kernels) {
    withBytes(of: index, features: result.columns) { bytes, type in
      guard let scaler else {
        return Examples.load(bytes, type, unit: unit, into: result, row: row, kernels: kernels)
      }
      withUnsafeTemporaryAllocation(of: Float.self, capacity: result.columns) { scaled in
        withNumbers(bytes, type) { scaler.scale($0, into: scaled) }
        Examples.load(
          UnsafeRawBufferPointer(scaled), .f32, unit: unit, into: result, row: row,
          kernels: kernels)
      }
    }
  }

  /// Calls `body` with the numbers of row `index` as they came.
  func withNumbers(_ index: Int, features: Int, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    withBytes(of: index, features: features) { withNumbers($0, $1, body) }
  }

  private func withNumbers(
    _ bytes: UnsafeRawBufferPointer, _ type: ElementType,
    _ body: (UnsafeBufferPointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: bytes.count / type.size) { numbers in
      WideNumbers.widen(bytes, type, unit: unit, into: numbers)
      body(UnsafeBufferPointer(numbers))
    }
  }

  private func withBytes(
    of index: Int, features: Int, _ body: (UnsafeRawBufferPointer, ElementType) -> Void
  ) {
    let part = part(of: index)
    let place = index - starts[part]
    switch parts[part] {
    case .tensor(let tensor):
      let size = features * tensor.elementType.size
      precondition((place + 1) * size <= tensor.byteCount)
      tensor.withBytes { span in
        span.withUnsafeBytes {
          body(
            UnsafeRawBufferPointer(rebasing: $0[place * size..<(place + 1) * size]),
            tensor.elementType)
        }
      }
    case .file(let type, let offset):
      guard let file else { preconditionFailure("rows in a file that is not there") }
      let size = features * type.size
      withUnsafeTemporaryAllocation(byteCount: size, alignment: type.size) { bytes in
        file.read(bytes, at: offset + place * size)
        body(UnsafeRawBufferPointer(bytes), type)
      }
    }
  }

  /// The part that a row is in.
  private func part(of index: Int) -> Int { starts.partitioningIndex { $0 > index } - 1 }
}

/// A file for the rows of a data set that is larger than memory: `Dataset` appends and flushes, then any
/// number of threads read.
package protocol RowFile: AnyObject {
  /// Bytes appended.
  var size: Int { get }

  /// Adds bytes at the end.
  ///
  /// - Throws: where there is no room.
  func append(_ bytes: RawSpan) throws

  /// Ends the adding: what was appended can be read, in a random order.
  ///
  /// - Throws: where there is no room.
  func finish() throws

  /// Tells what is read soon.
  func prepare(at offset: Int, count: Int)

  /// Fills `bytes` with what is at `offset`, or ends the process: threads load rows in the midst of
  /// arithmetic that cannot fail, and a result without the row would be a wrong one.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int)
}
