import Foundation
import Kernels
import Testing

/// Bounds from several draws.
@Suite struct BoundTests {
  /// Bounds and shares against Double, with weights that differ by a few nats, by hundreds, and by none. A
  /// share is an exponential of a difference that errs by 2⁻²⁴ of logarithms below 400, in a sum of up to
  /// seven terms and two divisions; the bound errs by the roundings of the largest logarithm and of a few
  /// numbers below 8.
  @Test(arguments: raggedBatches, [(1, 1), (1, 7), (3, 2), (4, 1)])
  func boundsAndShares(batch: Int, shape: (groups: Int, draws: Int)) {
    let width = Panels.panels(batch) * 32
    let total = shape.groups * shape.draws
    var numbers = Numbers(UInt64(batch * total))
    var logs = numbers.array(total * width).map { $0 * 3 - 300 }
    for n in 0..<batch where n % 3 == 1 {
      for draw in 0..<total { logs[draw * width + n] = -100 - Float(draw * 37 % 5) * 60 }
    }
    for n in 0..<batch where n % 3 == 2 {
      for draw in 0..<total { logs[draw * width + n] = -321.5 }
    }
    let found = onEachPath { kernels in
      let (shares, bound) = (Buffer(count: total * width), Buffer(count: width))
      shares.elements = logs
      kernels.boundShares(
        shares.base, groups: shape.groups, draws: shape.draws, stride: width, bound: bound.base,
        panels: allPanels(batch))
      return shares.elements + bound.elements
    }
    for n in 0..<batch {
      var bound = 0.0
      for group in 0..<shape.groups {
        let draws = (group * shape.draws..<(group + 1) * shape.draws)
        let values = draws.map { Double(logs[$0 * width + n]) }
        let largest = values.max()!
        let sum = values.reduce(0) { $0 + exp($1 - largest) }
        bound += (largest + log(sum / Double(shape.draws))) / Double(shape.groups)
        for (draw, value) in zip(draws, values) {
          let share = exp(value - largest) / sum / Double(shape.groups)
          #expect(abs(Double(found[draw * width + n]) - share) <= 420 * halfUlp * share + 1e-37)
        }
        // The best draw has the largest share, and not the worst.
        let best = draws.max { logs[$0 * width + n] < logs[$1 * width + n] }!
        #expect(draws.allSatisfy { found[$0 * width + n] <= found[best * width + n] })
      }
      #expect(abs(Double(found[total * width + n]) - bound) <= 4 * halfUlp * (abs(bound) + 8))
    }
  }

  /// A column without a weight becomes zero, whatever is in it.
  @Test(arguments: raggedBatches)
  func columnsAreScaled(batch: Int) {
    var numbers = Numbers(UInt64(batch) + 2)
    let values = numbers.array(5 * batch)
    let weights = (0..<Panels.panels(batch) * 32).map { $0 % 3 == 0 ? Float(0) : Float($0) / 8 }
    let found = onEachPath { kernels in
      let matrix = Matrix(rows: 5, columns: batch)
      matrix.rowMajor = values
      matrix[4, 0] = .nan
      let buffer = Buffer(count: weights.count)
      buffer.elements = weights
      kernels.scaleColumns(matrix.panels, weights: buffer.base, panels: allPanels(batch))
      return matrix.rowMajor
    }
    for row in 0..<5 {
      for n in 0..<batch {
        let value = values[row * batch + n] * weights[n]
        #expect(found[row * batch + n] == (weights[n] == 0 ? 0 : value))
      }
    }
  }
}
