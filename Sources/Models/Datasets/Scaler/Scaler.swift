import Networks
import TensorIO

/// What brings the rows of a table near those that a network is made for, and back: for each column a rule, a shift and
/// a scale. It works in Double; what a network reads is rounded once.
package struct Scaler: Sendable, Equatable {
  package let columns: [Column]
  /// Σ log scale: what the densities of all rows lose.
  package let logScales: Double

  package struct Column: Sendable, Equatable {
    package let scaling: Scaling
    package let shift, scale: Double

    package init(_ scaling: Scaling, shift: Double, scale: Double) {
      (self.scaling, self.shift, self.scale) = (scaling, shift, scale)
    }

    /// y of x; no number where x is beyond what the rule takes.
    @inline(__always)
    func scaled(_ x: Double) -> Double {
      ((scaling.rule.takesLogarithm ? logOnePlus(x) : x) - shift) / scale
    }

    /// x of y.
    @inline(__always)
    func restored(_ y: Double) -> Double {
      let f = y * scale + shift
      return scaling.rule.takesLogarithm ? expMinusOne(f) : f
    }
  }

  package init(_ columns: [Column]) {
    self.columns = columns
    logScales = columns.reduce(0) { $0 + portableLog($1.scale) }
  }

  /// −log |∂y/∂x| of a row, in nats: what −log p(x) has beside −log p(y), so that densities are those of the user's
  /// numbers.
  package func volume(_ row: UnsafeBufferPointer<Double>) -> Double {
    var volume = logScales
    for (column, x) in zip(columns, row) where column.scaling.rule.takesLogarithm {
      volume += logOnePlus(x)
    }
    return volume
  }

  /// What all rows have alike as their volume; nil where it depends on the row.
  package var constantVolume: Double? {
    columns.contains { $0.scaling.rule.takesLogarithm } ? nil : logScales
  }

  /// What a network reads of a row.
  func scale(
    _ row: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Float>
  ) {
    for index in columns.indices { result[index] = Float(columns[index].scaled(row[index])) }
  }

  /// What a decoder gives, in the user's numbers.
  ///
  /// - Parameter tensor: `x`, f32 `[rows, …]`.
  /// - Returns: `x`, f64 of the same shape.
  /// - Throws: `VAEError`, where a number is beyond double precision.
  package func restored(_ tensor: Tensor, firstRow: Int) throws(VAEError) -> Tensor {
    let width = columns.count
    let result = tensor.withElements(of: Float.self) { numbers in
      Tensor(tensor.name, shape: tensor.shape, of: Double.self) { result in
        for index in numbers.indices {
          result[index] = columns[index % width].restored(Double(numbers[index]))
        }
      }
    }
    let bad = result.withElements(of: Double.self) { numbers in
      numbers.indices.first { !numbers[$0].isFinite }
    }
    guard let bad else { return result }
    throw VAEError(
      "tensor '\(tensor.name)', row \(firstRow + bad / width): column \(bad % width) is beyond double precision in "
        + "the data's own units")
  }
}
