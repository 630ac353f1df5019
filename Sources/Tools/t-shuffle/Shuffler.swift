import Kernels
import Spool
import TensorIO
import TensorTool
import Tool

/// Sorts rows by random keys of 64 bits, each a function of the seed and the row's number alone; so the
/// order is the same whatever the memory.
///
/// What memory does not hold goes to a temporary file, in 64 buckets by the leading bits of the keys.
/// The buckets are then sorted in memory, one after another; one that is too large is cut into 64 by
/// the bits that follow.
final class Shuffler {
  /// Records that lie side by side in the temporary file.
  private struct Extent {
    let offset: Int
    var count: Int
  }

  private typealias Bucket = [Extent]

  private static let advice = "name a roomier folder with --temporary, or give more --memory"
  private static let bucketBits = 6
  /// After so many cuts the keys of a bucket differ in their last 4 bits at most, and one in 2⁶⁰ rows
  /// is in it.
  private static let deepest = 64 / bucketBits

  private let key: NoiseKey
  private let folder: String
  private let store: RowStore
  private var spool: SpoolFile?
  /// Empty as long as memory holds all rows.
  private var buckets: [Bucket] = []
  /// The number of rows that have come.
  private var rows = 0

  /// - Parameters:
  ///   - rowSize: the bytes of a row.
  ///   - memory: bytes for rows.
  ///   - folder: where the temporary file is made, if there is need for one.
  init(rowSize: Int, memory: Int, folder: String, key: NoiseKey) {
    store = RowStore(rowSize: rowSize, memory: memory)
    (self.folder, self.key) = (folder, key)
  }

  /// Adds the rows of a frame.
  ///
  /// - Throws: `ToolError` where the temporary file fails.
  func add(_ frame: Frame, rows count: Int, columns: [RowLayout.Column]) throws(ToolError) {
    var first = 0
    while first < count {
      if store.isFull { try spill(into: &buckets, depth: 0) }
      let part = first..<min(count, first + store.capacity - store.count)
      store.append(part, of: frame, columns: columns, number: rows)
      rows += part.count
      first = part.upperBound
    }
  }

  /// Hands out the records of all rows in their new order.
  ///
  /// - Throws: `ToolError`, what `body` throws too.
  func finish(_ body: (UnsafeRawBufferPointer) throws(ToolError) -> Void) throws(ToolError) {
    guard !buckets.isEmpty else { return try emit(body) }
    try spill(into: &buckets, depth: 0)
    for bucket in buckets { try emit(bucket, depth: 1, body) }
  }

  /// Hands out what is in the store, and empties it.
  private func emit(
    _ body: (UnsafeRawBufferPointer) throws(ToolError) -> Void
  ) throws(ToolError) {
    for entry in store.sorted(by: key) { try body(UnsafeRawBufferPointer(store[entry.index])) }
    store.removeAll()
  }

  private func emit(
    _ bucket: Bucket, depth: Int, _ body: (UnsafeRawBufferPointer) throws(ToolError) -> Void
  ) throws(ToolError) {
    guard let spool else { return }
    let isCut = bucket.reduce(0) { $0 + $1.count } > store.capacity && depth < Self.deepest
    let end = spool.size
    var parts: [Bucket] = []
    for extent in bucket {
      var done = 0
      while done < extent.count {
        if isCut, store.isFull { try spill(into: &parts, depth: depth) }
        let wanted = isCut ? min(extent.count - done, store.capacity - store.count) : extent.count
        try load(spool, extent.offset + done * store.recordSize, count: wanted)
        done += wanted
      }
    }
    guard isCut else { return try emit(body) }
    try spill(into: &parts, depth: depth)
    for part in parts { try emit(part, depth: depth + 1, body) }
    try spool.truncate(to: end)
  }

  private func load(_ spool: SpoolFile, _ offset: Int, count: Int) throws(ToolError) {
    var (index, offset) = (store.count, offset)
    store.append(count)
    while index < store.count {
      let run = store.run(from: index, count: store.count - index)
      try spool.read(run, at: offset)
      index += run.count / store.recordSize
      offset += run.count
    }
  }

  /// Moves what is in the store to the temporary file, by bits of the keys.
  private func spill(into buckets: inout [Bucket], depth: Int) throws(ToolError) {
    let spool = if let spool { spool } else { try SpoolFile(in: folder, advice: Self.advice) }
    self.spool = spool
    if buckets.isEmpty { buckets = [Bucket](repeating: [], count: 1 << Self.bucketBits) }
    let shift = 64 - (depth + 1) * Self.bucketBits
    var last = -1
    for entry in store.sorted(by: key) {
      let number = Int(entry.key >> shift) & (buckets.count - 1)
      if number != last { buckets[number].append(Extent(offset: spool.size, count: 0)) }
      last = number
      buckets[number][buckets[number].count - 1].count += 1
      try spool.append(store[entry.index].bytes)
    }
    try spool.flush()
    store.removeAll()
  }
}
