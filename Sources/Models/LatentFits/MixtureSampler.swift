import Kernels
import Networks
import TensorIO

/// Draws from a mixture: a component by the inverse of the weights' distribution function, and a normal
/// draw from it. A row depends on the seed and on its number alone.
package struct MixtureSampler {
  private let mixture: Mixture
  private let engine: Engine
  private let temperature: Float
  /// Sums of the weights up to each component, that one included.
  private let sums: [Double]

  /// - Parameter temperature: multiplies the deviations.
  package init(_ mixture: Mixture, temperature: Double, engine: Engine) {
    (self.mixture, self.engine) = (mixture, engine)
    self.temperature = Float(temperature)
    var sum = 0.0
    sums = mixture.weights.map {
      sum += Double($0)
      return sum
    }
  }

  /// - Parameter rows: numbers of the rows to draw.
  /// - Returns: `[rows, dimensions]`.
  /// - Throws: `VAEError`, if a number is beyond single precision.
  package func draw(_ rows: Range<Int>, seed: UInt64) throws(VAEError) -> [Float] {
    let width = mixture.dimensions
    var values = engine.normals(width, rows, seed: seed, temperature: temperature)
    let key = NoiseKey(seed: seed, purpose: .component)
    values.withUnsafeMutableBufferPointer { values in
      for (index, row) in rows.enumerated() {
        let part = UnsafeMutableBufferPointer(rebasing: values[index * width..<(index + 1) * width])
        place(part, in: component(Philox.word(row, key)))
      }
    }
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      throw VAEError(
        "row \(rows.lowerBound + bad / width): 'z' would be \(values[bad]): "
          + "the temperature is too high for this prior")
    }
    return values
  }

  /// The first component whose sum is above a uniform number from 0 to the sum of all, 53 bits of it;
  /// one without weight never is, but for the last where rounding leaves no other.
  private func component(_ word: UInt64) -> Int {
    let limit = Double(word >> 11) * 0x1p-53 * (sums.last ?? 1)
    return min(sums.count - 1, sums.partitioningIndex { $0 > limit })
  }

  /// Turns draws ε from N(0, I) into μ + L·ε, each number rounded once.
  private func place(_ row: UnsafeMutableBufferPointer<Float>, in component: Int) {
    let width = row.count
    let mean = component * width
    switch mixture.spread {
    case .deviations(let deviations):
      for i in 0..<width {
        let draw = Double(deviations[mean + i]) * Double(row[i])
        row[i] = Float(Double(mixture.means[mean + i]) + draw)
      }
    case .factors(let factors):
      // From the last on: a number needs the draws of those before it.
      for i in (0..<width).reversed() {
        let line = (mean + i) * width
        var sum = Double(mixture.means[mean + i])
        for j in 0...i { sum += Double(factors[line + j]) * Double(row[j]) }
        row[i] = Float(sum)
      }
    }
  }
}
