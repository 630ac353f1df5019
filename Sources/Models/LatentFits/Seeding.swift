import Kernels

/// Rows for the components of a mixture to start at, as k-means++ draws them: the first at random, each
/// further one with a probability in proportion to its squared distance from the nearest before it (Arthur
/// & Vassilvitskii 2007, algorithm 1).
struct Seeding {
  /// The rows that were drawn, fewer than asked for where no others are different.
  private(set) var centres: [[Double]] = []
  /// The mean over the rows and their numbers of the squared distance from the nearest of them.
  private(set) var variance = 0.0

  /// - Parameter key: of the random numbers, one for each row that is drawn.
  init(_ rows: StandardRows, count: Int, key: NoiseKey, engine: Engine) {
    var nearest = [Double](repeating: .infinity, count: rows.blocks * StandardRows.blockRows)
    var sums = [Double](repeating: 0, count: rows.blocks)
    var next = Int(Philox.word(0, key).multipliedFullWidth(by: UInt64(rows.count)).high)
    var total = 0.0
    repeat {
      centres.append(rows.row(next))
      Seeding.approach(&nearest, &sums, rows, centres[centres.count - 1], engine)
      total = sums.reduce(0, +)
      // 53 bits of the word, from 0 up to 1.
      let share = Double(Philox.word(centres.count, key) >> 11) * 0x1p-53
      next = Seeding.place(share * total, nearest, sums, rows: rows.count)
    } while centres.count < count && total > 0
    variance = total / Double(rows.count * rows.dimensions)
  }

  /// The distances with one more centre, and their sums over each block.
  private static func approach(
    _ nearest: inout [Double], _ sums: inout [Double], _ rows: StandardRows, _ centre: [Double],
    _ engine: Engine
  ) {
    let unit = NormalComponent(weight: 1, mean: centre, variance: 1)
    let kernels = engine.kernels
    let width = StandardRows.blockRows
    nearest.withUnsafeMutableBufferPointer { nearest in
      sums.withUnsafeMutableBufferPointer { sums in
        let sums = sums
        let nearest = nearest
        engine.pool.run(rows.blocks) { block in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { distances in
            guard let base = distances.baseAddress else { return }
            kernels.squaredDistances(
              rows.lines(block), count: width, weights: unit.inverse, offsets: unit.offsets,
              dimensions: rows.dimensions, result: base)
            var sum = 0.0
            for n in 0..<rows.rows(block) {
              let place = block * width + n
              nearest[place] = min(nearest[place], base[n])
              sum += nearest[place]
            }
            sums[block] = sum
          }
        }
      }
    }
  }

  /// The row at which the sum of the distances passes `limit`: its block first.
  private static func place(
    _ limit: Double, _ nearest: [Double], _ sums: [Double], rows: Int
  ) -> Int {
    var (block, below) = (0, 0.0)
    while block < sums.count - 1, below + sums[block] <= limit {
      below += sums[block]
      block += 1
    }
    let first = block * StandardRows.blockRows
    let last = min(rows, first + StandardRows.blockRows) - 1
    var row = first
    while row < last, below + nearest[row] <= limit {
      below += nearest[row]
      row += 1
    }
    return row
  }
}
