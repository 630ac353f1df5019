import Glibc
import Kernels
import Networks

/// The aggregate posterior (1/N) Σ q(z|xₙ) of some rows, a mixture of as many normal distributions with
/// diagonal covariances: what a decoder was fitted to (Hoffman & Johnson 2016; Tomczak & Welling 2018).
///
/// Of a longer stream the rows with the least random numbers are kept, so each set of rows is as probable
/// as any other, and which rows they are depends on the seed and their numbers alone.
package struct AggregateFit: Sendable {
  package let dimensions: Int
  private let limit: Int
  private let seed: UInt64
  private var count = 0
  /// Kept rows, up to twice `limit` of them, in ascending order.
  private var kept: [(key: UInt64, row: Int)] = []
  /// Means and logarithms of variances of the kept rows, one row after the other.
  private var values: [Float] = []
  /// Rows with a greater key are not among the least.
  private var greatest = UInt64.max

  /// - Parameter limit: how many rows to keep at most.
  package init(dimensions: Int, limit: Int, seed: UInt64) {
    (self.dimensions, self.limit, self.seed) = (dimensions, limit, seed)
  }

  /// - Parameters:
  ///   - means: the tensor `z`, `[rows, dimensions]`.
  ///   - logVariances: the tensor `z_logvar`, of the same shape.
  package mutating func add(_ means: [Float], _ logVariances: [Float]) {
    let key = NoiseKey(seed: seed, purpose: .shuffle)
    for start in stride(from: 0, to: means.count, by: dimensions) {
      let word = Philox.word(count, key)
      if word <= greatest {
        kept.append((word, count))
        values += means[start..<start + dimensions]
        values += logVariances[start..<start + dimensions]
        if kept.count == 2 * limit { cut() }
      }
      count += 1
    }
  }

  /// Leaves the rows with the least keys.
  private mutating func cut() {
    guard kept.count > limit else { return }
    let least = kept.indices.sorted {
      (kept[$0].key, kept[$0].row) < (kept[$1].key, kept[$1].row)
    }.prefix(limit)
    greatest = kept[least[limit - 1]].key
    let order = least.sorted()
    let size = 2 * dimensions
    values = order.flatMap { values[$0 * size..<($0 + 1) * size] }
    kept = order.map { kept[$0] }
  }

  /// - Throws: `VAEError`, if there are no rows.
  package mutating func prior() throws(VAEError) -> PriorFile {
    cut()
    guard !kept.isEmpty else { throw VAEError("no rows in the stream") }
    var (means, deviations) = ([Float](), [Float]())
    for start in stride(from: 0, to: values.count, by: 2 * dimensions) {
      means += values[start..<start + dimensions]
      // The C library's double has more digits than are kept of it.
      deviations += values[start + dimensions..<start + 2 * dimensions].map {
        Float(exp(Double(min(max($0, LogVariance.least), LogVariance.greatest)) / 2))
      }
    }
    let weights = [Float](repeating: 1 / Float(kept.count), count: kept.count)
    return PriorFile(
      Mixture(
        dimensions: dimensions, weights: weights, means: means, spread: .deviations(deviations)),
      rows: count, seed: seed)
  }
}
