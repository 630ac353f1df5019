import Kernels
import TensorIO
import TensorTool

/// Rows in memory. Each is a record: the number of the row in the stream, 8 bytes, then the bytes of
/// each of its tensors.
final class RowStore {
  /// A row as it is sorted: by its key, and by its number where two keys are the same.
  struct Entry {
    let key: UInt64
    let row: Int
    /// Which record of the store it is.
    let index: Int
  }

  /// The bytes of a record before those of the tensors.
  static let headerSize = 8

  let recordSize: Int
  /// The number of records for which memory was granted.
  let capacity: Int
  private(set) var count = 0

  /// Memory is taken as records come, in pieces of about 1 MiB, and is used again.
  private var chunks: [UnsafeMutableRawPointer] = []
  private let chunkCount: Int

  /// - Parameters:
  ///   - rowSize: the bytes of a row.
  ///   - memory: bytes for all rows; there is room for one in any case.
  init(rowSize: Int, memory: Int) {
    recordSize = Self.headerSize + rowSize
    // An array of entries has at times twice the room that they need.
    capacity = max(1, memory / (recordSize + 2 * MemoryLayout<Entry>.stride))
    chunkCount = max(1, (1 << 20) / recordSize)
  }

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  var isFull: Bool { count >= capacity }

  /// Record `index`.
  subscript(index: Int) -> UnsafeMutableRawBufferPointer {
    let start = chunks[index / chunkCount] + index % chunkCount * recordSize
    return UnsafeMutableRawBufferPointer(start: start, count: recordSize)
  }

  /// Room for `wanted` more records, which the caller fills.
  func append(_ wanted: Int) {
    count += wanted
    while chunks.count * chunkCount < count {
      chunks.append(.allocate(byteCount: chunkCount * recordSize, alignment: 16))
    }
  }

  /// The largest run of records from `index` on, of `count` at most, that lie side by side.
  func run(from index: Int, count: Int) -> UnsafeMutableRawBufferPointer {
    let length = min(count, chunkCount - index % chunkCount)
    return UnsafeMutableRawBufferPointer(
      start: self[index].baseAddress, count: length * recordSize)
  }

  /// Appends rows of a frame.
  ///
  /// - Parameter number: the number of the first of them in the stream.
  func append(_ rows: Range<Int>, of frame: Frame, columns: [RowLayout.Column], number: Int) {
    let start = count
    append(rows.count)
    for i in 0..<rows.count {
      self[start + i].storeBytes(of: Int64(number + i).littleEndian, as: Int64.self)
    }
    var offset = Self.headerSize
    for column in columns where column.size > 0 {
      frame[column.name]?.withBytes { span in
        span.withUnsafeBytes { bytes in
          for i in 0..<rows.count {
            let first = (rows.lowerBound + i) * column.size
            (self[start + i].baseAddress! + offset).copyMemory(
              from: bytes.baseAddress! + first, byteCount: column.size)
          }
        }
      }
      offset += column.size
    }
  }

  func removeAll() { count = 0 }

  /// The rows in their random order.
  func sorted(by key: NoiseKey) -> [Entry] {
    var entries = (0..<count).map { index in
      let row = Int(Int64(littleEndian: self[index].loadUnaligned(as: Int64.self)))
      return Entry(key: Philox.word(row, key), row: row, index: index)
    }
    entries.sort { ($0.key, $0.row) < ($1.key, $1.row) }
    return entries
  }
}
