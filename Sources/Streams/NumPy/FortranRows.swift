import Spool
import Tool

/// Rows of an array whose first dimension varies fastest: a row's numbers are as far apart as there are rows. A band of
/// rows is gathered at a time, as large as memory for it, column by column.
final class FortranRows {
  /// Bytes of a band, which has a row at least.
  private static let bandSize = 32 << 20
  /// A column that is no longer is read whole, with its neighbours: a call costs as much as so many bytes.
  private static let shortColumn = 4 << 10
  /// Columns that are put into rows at a time, so that what is written of a row lies side by side.
  private static let group = 16

  private let bytes: SeekableBytes
  private let start: Int
  private let rows: Int
  /// The dimensions of a row, outermost first.
  private let rowShape: [Int]
  /// Numbers of a row, and bytes of a number.
  private let (width, size): (Int, Int)
  private var band: [UInt8] = []
  /// The rows in the band, and how many of them were given.
  private var range = 0..<0
  private var given = 0

  /// - Parameters:
  ///   - start: where the array begins in `bytes`.
  ///   - shape: two dimensions at least, none of them 0.
  ///   - size: bytes of a number: 1, 2, 4 or 8.
  init(_ bytes: SeekableBytes, start: Int, shape: [Int], size: Int) {
    self.bytes = bytes
    self.start = start
    self.size = size
    rows = shape[0]
    rowShape = Array(shape.dropFirst())
    width = rowShape.reduce(1, *)
  }

  /// The next rows, as many as asked for, in the order of C.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  func next(_ count: Int) throws(ToolError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count * width * size)
    var left = count
    while left > 0 {
      if given == range.upperBound { try fill() }
      let part = min(left, range.upperBound - given)
      let first = (given - range.lowerBound) * width * size
      result += band[first..<first + part * width * size]
      given += part
      left -= part
    }
    return result
  }

  /// Gathers the next band.
  private func fill() throws(ToolError) {
    let most = max(1, Self.bandSize / (width * size))
    range = range.upperBound..<min(rows, range.upperBound + most)
    if band.count != range.count * width * size {
      band = [UInt8](repeating: 0, count: range.count * width * size)
    }
    switch size {
    case 1: try gather(UInt8.self)
    case 2: try gather(UInt16.self)
    case 4: try gather(UInt32.self)
    default: try gather(UInt64.self)
    }
  }

  private func gather<Bits: FixedWidthInteger>(_: Bits.Type) throws(ToolError) {
    let isShort = rows * size <= Self.shortColumn
    let group = isShort ? max(Self.group, (1 << 18) / (rows * size)) : Self.group
    // Numbers of a column that are read, and which of them is the first of the band.
    let (run, first) = isShort ? (rows, range.lowerBound) : (range.count, 0)
    var columns = [UInt8](repeating: 0, count: min(group, width) * run * size)
    var places = [Int](repeating: 0, count: min(group, width))
    var odometer = Odometer(rowShape)
    for column in stride(from: 0, to: width, by: group) {
      let count = min(group, width - column)
      try read(columns: column, count, run: run, isWhole: isShort, into: &columns)
      for index in 0..<count { places[index] = odometer.next() }
      band.withRawBytes { band in
        let band = band.assumingMemoryBound(to: Bits.self)
        columns.withUnsafeBytes { columns in
          let columns = columns.assumingMemoryBound(to: Bits.self)
          for row in 0..<range.count {
            for index in 0..<count {
              band[row * width + places[index]] = columns[index * run + first + row]
            }
          }
        }
      }
    }
  }

  /// Reads some columns, one after another: whole, or the rows of the band.
  private func read(
    columns first: Int, _ count: Int, run: Int, isWhole: Bool, into buffer: inout [UInt8]
  ) throws(ToolError) {
    try buffer.withRawBytes { buffer throws(ToolError) in
      if isWhole {
        return try bytes.read(
          UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * run * size)]),
          at: start + first * rows * size)
      }
      for index in 0..<count {
        let part = index * run * size..<(index + 1) * run * size
        try bytes.read(
          UnsafeMutableRawBufferPointer(rebasing: buffer[part]),
          at: start + ((first + index) * rows + range.lowerBound) * size)
      }
    }
  }
}

/// Goes through the places of a row's numbers in the order of Fortran, and tells each in the order of C.
private struct Odometer {
  private let shape: [Int]
  /// How far apart two neighbours of a dimension are, in the order of C.
  private let strides: [Int]
  private var index: [Int]
  private var place = 0

  init(_ shape: [Int]) {
    self.shape = shape
    var strides = [Int](repeating: 1, count: shape.count)
    for dimension in shape.indices.dropLast().reversed() {
      strides[dimension] = strides[dimension + 1] * shape[dimension + 1]
    }
    self.strides = strides
    index = [Int](repeating: 0, count: shape.count)
  }

  mutating func next() -> Int {
    let result = place
    for dimension in shape.indices {
      index[dimension] += 1
      place += strides[dimension]
      if index[dimension] < shape[dimension] { break }
      place -= strides[dimension] * shape[dimension]
      index[dimension] = 0
    }
    return result
  }
}
