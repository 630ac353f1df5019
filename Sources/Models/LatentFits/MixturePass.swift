import Kernels
import Networks

/// A pass over all rows with a mixture: the log-likelihood, and the moments of each component's share.
///
/// The rows are taken by blocks on all threads, and what the blocks give is added in ascending order, so
/// it is the same for any number of threads.
final class MixturePass {
  private let rows: StandardRows
  private let engine: Engine
  /// Blocks that are at work at a time, each with memory of its own.
  private let seats: [Seat]
  /// Σ r·x·xᵀ of each component, `[components, (d + 1), (d + 1)]`, the lower triangles.
  private(set) var moments: [Double]

  /// - Parameter components: the most that there will be.
  init(_ rows: StandardRows, components: Int, engine: Engine) {
    (self.rows, self.engine) = (rows, engine)
    let size = components * (rows.dimensions + 1) * (rows.dimensions + 1)
    moments = Array(repeating: 0, count: size)
    // Some for each thread, so that few wait for the last; but no more than 256 MiB in all.
    let count = max(1, min(4 * engine.pool.threads, (1 << 25) / size))
    seats = (0..<count).map { _ in Seat(components: components, size: size) }
  }

  /// Divides the rows among the components (the E step, Bishop 2006, equation 9.23) and sums.
  ///
  /// - Parameter smoothing: the variance of what each row stands for, as `NormalComponent` has it: the
  ///   mean of log N over that is lower by ½·smoothing·tr Σ⁻¹ than at the row itself.
  /// - Returns: Σ over the rows of log Σ π_k N(x | μ_k, Σ_k), with that reduction in each component.
  func run(_ components: [NormalComponent], smoothing: Double) -> Double {
    let kernels = engine.kernels
    let (rows, seats) = (rows, seats)
    let size = components.count * (rows.dimensions + 1) * (rows.dimensions + 1)
    for index in 0..<size { moments[index] = 0 }
    var total = 0.0
    for first in stride(from: 0, to: rows.blocks, by: seats.count) {
      let blocks = first..<min(rows.blocks, first + seats.count)
      engine.pool.run(blocks.count) {
        seats[$0].run(first + $0, of: rows, components, smoothing: smoothing, kernels: kernels)
      }
      moments.withUnsafeMutableBufferPointer { moments in
        for seat in seats[..<blocks.count] {
          total += seat.logLikelihood
          for index in 0..<size { moments[index] += seat.moments[index] }
        }
      }
    }
    return total
  }

  /// Memory for a block, and what came of it.
  private final class Seat: @unchecked Sendable {
    var logLikelihood = 0.0
    let moments: UnsafeMutablePointer<Double>
    /// Logarithms of densities and then shares, `[components, 256]`; below them a line for the largest,
    /// and one of scratch.
    private let lines: UnsafeMutablePointer<Double>
    /// Distances from the largest logarithm, and then shares, `[components, 256]`.
    private let shares: Matrix

    init(components: Int, size: Int) {
      moments = .allocate(capacity: size)
      moments.initialize(repeating: 0, count: size)
      let count = (components + 2) * StandardRows.blockRows
      lines = .allocate(capacity: count)
      lines.initialize(repeating: 0, count: count)
      shares = Matrix(rows: components, columns: StandardRows.blockRows)
    }

    deinit {
      moments.deallocate()
      lines.deallocate()
    }

    func run(
      _ block: Int, of rows: StandardRows, _ components: [NormalComponent], smoothing: Double,
      kernels: Kernels
    ) {
      let (width, d) = (StandardRows.blockRows, rows.dimensions)
      let x = rows.lines(block)
      for (k, component) in components.enumerated() {
        let line = lines + k * width
        kernels.squaredDistances(
          x, count: width, weights: component.inverse, offsets: component.offsets, dimensions: d,
          result: line)
        let constant = component.constant - smoothing / 2 * component.precision
        for n in 0..<width { line[n] = constant - line[n] / 2 }
      }
      logLikelihood = share(components.count, rows: rows.rows(block), kernels: kernels)
      let scratch = lines + (components.count + 1) * width
      for k in components.indices {
        kernels.weightedMoments(
          x, count: width, shares: lines + k * width, dimensions: d + 1, scratch: scratch,
          result: moments + k * (d + 1) * (d + 1))
      }
    }

    /// Turns logarithms of densities into shares that sum to 1; returns the sum of the logarithms of
    /// the densities' sums.
    ///
    /// The exponentials are those of the softmax kernel in single precision. The largest is 1 before it
    /// is divided by the sum, so the sum is the inverse of the largest share.
    private func share(_ count: Int, rows: Int, kernels: Kernels) -> Double {
      let (width, lanes) = (StandardRows.blockRows, Panels.width)
      let largest = lines + count * width
      largest.update(from: lines, count: width)
      for k in 1..<max(1, count) {
        let line = lines + k * width
        for n in 0..<width { largest[n] = max(largest[n], line[n]) }
      }
      let panels = shares.view(rows: count, columns: width)
      forEachPart(panels) { part, line, first in
        for n in 0..<lanes { part[n] = Float(line[n] - largest[first + n]) }
      }
      kernels.softmax(
        panels, uniform: nil, temperature: 1, categories: count, result: panels,
        panels: 0..<Panels.panels(width))
      var (total, product) = (0.0, 1.0)
      for n in 0..<rows {
        let part = panels.line(0, panel: n / lanes) + n % lanes
        var (sum, most) = (0.0, Float(0))
        for k in 0..<count {
          sum += Double(part[k * lanes])
          most = max(most, part[k * lanes])
        }
        total += largest[n]
        // One logarithm for 32 rows: their sums are each below the number of components, 2¹⁶ at most.
        product *= sum / Double(most)
        if n % lanes == lanes - 1 || n == rows - 1 {
          total += portableLog(product)
          product = 1
        }
        // The sum of these is 1 but for their rounding. Beyond the last row x is 0, whatever the share.
        largest[n] = 1 / sum
      }
      forEachPart(panels) { part, line, first in
        for n in 0..<lanes { line[n] = Double(part[n]) * largest[first + n] }
      }
      return total
    }

    /// Calls `body` for each line of each panel: where it is, where among the lines in double precision,
    /// and the number of its first row.
    private func forEachPart(
      _ panels: Panels,
      _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Double>, Int) -> Void
    ) {
      let lanes = Panels.width
      for panel in 0..<Panels.panels(panels.columns) {
        for k in 0..<panels.rows {
          let first = panel * lanes
          body(
            panels.base + panel * panels.panelStride + k * lanes,
            lines + k * panels.columns + first, first)
        }
      }
    }
  }
}
