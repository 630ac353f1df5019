import Kernels
import Testing

/// Batches that divide nothing: one example, one more than a panel, and not quite five halves.
let raggedBatches = [1, 33, 70]

extension Matrix {
  /// Where the elements beyond the last column are, for all rows.
  private var padding: [Int] {
    (0..<rows).flatMap { row in
      (columns..<Panels.panels(columns) * 32).map {
        $0 / 32 * panels.panelStride + row / 8 * panels.tileStride + row % 8 * 32 + $0 % 32
      }
    }
  }

  /// Puts NaN beyond the last column, where an activation's matrix may hold anything.
  func spoilPadding() {
    for index in padding { base[index] = .nan }
  }

  /// Whether all is zero beyond the last column, as it must be in a gradient.
  var paddingIsZero: Bool { padding.allSatisfy { base[$0] == 0 } }
}

extension Numbers {
  /// A matrix of activations, with NaN beyond the batch.
  mutating func activations(rows: Int, batch: Int, scale: Float = 1) -> Matrix {
    let result = matrix(rows: rows, columns: batch)
    result.rowMajor = result.rowMajor.map { $0 * scale }
    result.spoilPadding()
    return result
  }
}

/// What `body` makes, which must be the same bits on each instruction set of this machine.
func onEachPath(sourceLocation: SourceLocation = #_sourceLocation, _ body: (Kernels) -> [Float])
  -> [Float]
{
  let results = paths.map(body)
  for other in results.dropFirst() {
    #expect(
      other.map(\.bitPattern) == results[0].map(\.bitPattern), sourceLocation: sourceLocation)
  }
  return results[0]
}

/// The derivative of `loss` by each element of `point`: central differences in Double. With losses of
/// order 10 whose third derivatives are of order 10 the error is below 1e-9.
func centralDifferences(_ point: [Double], _ loss: ([Double]) -> Double) -> [Double] {
  let step = 1e-5
  return point.indices.map { index in
    var (above, below) = (point, point)
    above[index] += step
    below[index] -= step
    return (loss(above) - loss(below)) / (2 * step)
  }
}

/// All panels of a batch.
func allPanels(_ batch: Int) -> Range<Int> { 0..<Panels.panels(batch) }
