import Kernels

extension Engine {
  /// Draws from N(0, T²) for the prior of z, a row from the seed and its number alone.
  ///
  /// - Parameters:
  ///   - size: numbers in a row.
  ///   - temperature: the standard deviation T.
  /// - Returns: `[rows, size]`.
  package func normals(_ size: Int, _ rows: Range<Int>, seed: UInt64, temperature: Float)
    -> [Float]
  {
    draws(size, rows, NoiseKey(seed: seed, purpose: .prior)) {
      kernels.fillNormals($0, examples: $1, key: $2, deviation: temperature, panels: $3)
    }
  }

  /// Uniform draws from 0 to 1, a row from the seed, what they are for and its number alone.
  ///
  /// - Returns: `[rows, size]`.
  package func uniforms(_ size: Int, _ rows: Range<Int>, seed: UInt64, _ purpose: NoiseKey.Purpose)
    -> [Float]
  {
    draws(size, rows, NoiseKey(seed: seed, purpose: purpose)) {
      kernels.fillUniform($0, examples: $1, key: $2, panels: $3)
    }
  }

  private func draws(
    _ size: Int, _ rows: Range<Int>, _ key: NoiseKey,
    fill: @Sendable (Panels, [UInt32], NoiseKey, Range<Int>) -> Void
  ) -> [Float] {
    let draws = Matrix(rows: size, columns: rows.count)
    let panels = draws.panels
    let numbers = rowIndices(from: rows.lowerBound, count: rows.count)
    forPanels(rows.count) { fill(panels, numbers, key, $0) }
    return rowMajor(panels, by: Matrix(rows: rows.count, columns: size))
  }
}
