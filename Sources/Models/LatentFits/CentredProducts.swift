import Kernels

/// The sums Σ (x − m)·(x − m)ᵀ over rows x, made in tiles of 4×4 that threads share out.
final class CentredProducts {
  private typealias Lanes = SIMD4<Double>

  /// Rows at a time: what a tile reads then fits the nearest cache.
  private static let blockRows = 256
  /// Rows that a thread takes to centre.
  private static let chunkRows = 16

  private let mean: [Double]
  /// Columns by fours; the places behind the last column hold 0.
  private let groups: Int
  /// A block of centred rows, `[groups, blockRows]`.
  private let block: UnsafeMutablePointer<Lanes>
  /// `[groups, groups, 4]`: row 4·i + k and columns 4·j to 4·j + 3 at (i, j, k), for j ≤ i.
  private let sums: UnsafeMutablePointer<Lanes>

  init(mean: [Double]) {
    self.mean = mean
    groups = (mean.count + 3) / 4
    block = .allocate(capacity: groups * Self.blockRows)
    block.initialize(repeating: .zero, count: groups * Self.blockRows)
    sums = .allocate(capacity: groups * groups * 4)
    sums.initialize(repeating: .zero, count: groups * groups * 4)
  }

  deinit {
    block.deallocate()
    sums.deallocate()
  }

  func add(_ part: Features, _ engine: Engine) {
    for start in stride(from: 0, to: part.rows, by: Self.blockRows) {
      let rows = start..<min(part.rows, start + Self.blockRows)
      center(part, rows, engine)
      let (block, sums, groups) = (block, sums, groups)
      engine.pool.run(groups) { i in
        for j in 0...i {
          Self.addProducts(
            block + i * Self.blockRows, block + j * Self.blockRows, rows: rows.count,
            to: sums + (i * groups + j) * 4)
        }
      }
    }
  }

  /// Fills the block.
  private func center(_ part: Features, _ rows: Range<Int>, _ engine: Engine) {
    let block = UnsafeMutableRawPointer(block).assumingMemoryBound(to: Double.self)
    let chunks = (rows.count + Self.chunkRows - 1) / Self.chunkRows
    mean.withUnsafeBufferPointer { mean in
      engine.pool.run(chunks) { chunk in
        let row = UnsafeMutablePointer<Double>.allocate(capacity: mean.count)
        defer { row.deallocate() }
        let first = chunk * Self.chunkRows
        for place in first..<min(rows.count, first + Self.chunkRows) {
          part.load(rows.lowerBound + place, into: row)
          for i in 0..<mean.count {
            block[(i / 4 * Self.blockRows + place) * 4 + i % 4] = row[i] - mean[i]
          }
        }
      }
    }
  }

  /// Adds the products of four columns `a` and four columns `b`.
  private static func addProducts(
    _ a: UnsafeMutablePointer<Lanes>, _ b: UnsafeMutablePointer<Lanes>, rows: Int,
    to sums: UnsafeMutablePointer<Lanes>
  ) {
    var (s0, s1, s2, s3) = (sums[0], sums[1], sums[2], sums[3])
    for row in 0..<rows {
      let (x, y) = (a[row], b[row])
      s0 += x[0] * y
      s1 += x[1] * y
      s2 += x[2] * y
      s3 += x[3] * y
    }
    (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3)
  }

  /// The sums, `[width, width]`.
  func matrix(dividedBy divisor: Double) -> [Double] {
    let width = mean.count
    var matrix = [Double](repeating: 0, count: width * width)
    for i in 0..<width {
      for j in 0...i {
        let sum = sums[(i / 4 * groups + j / 4) * 4 + i % 4][j % 4]
        matrix[i * width + j] = sum / divisor
        matrix[j * width + i] = sum / divisor
      }
    }
    return matrix
  }
}
