/// What a codebook is learnt from instead of a gradient (van den Oord et al. 2017, appendix A.1): moving
/// averages of how many of a batch's vectors each code got, and of their sum.
package final class CodebookAverages: Sendable {
  private let codebook: Codebook
  /// N, `[codes]`.
  package let uses: Buffer
  /// m, `[codes, size]`.
  package let totals: Matrix
  /// The batch's own.
  private let batchUses: Buffer
  private let batchTotals: Matrix

  /// Begins as if each code had been used once, by its own vector; so a code keeps its place until it is
  /// used.
  package init(_ codebook: Codebook) {
    self.codebook = codebook
    uses = Buffer(count: codebook.codes)
    batchUses = Buffer(count: codebook.codes)
    totals = Matrix(rows: codebook.codes, columns: codebook.size, order: .byTileRow)
    batchTotals = Matrix(rows: codebook.codes, columns: codebook.size, order: .byTileRow)
    totals.rowMajor = codebook.vectors.rowMajor
    for code in 0..<codebook.codes { uses.base[code] = 1 }
  }

  /// Takes a batch into the averages, N ← γN + (1 − γ)n and m ← γm + (1 − γ)Σz, and moves the codes to
  /// m/N, on all threads.
  ///
  /// N is smoothed in that quotient as a count is for a probability (Laplace, with `epsilon` of a use for
  /// each code): N' = (N + ε)/(ΣN + Kε)·ΣN, which has the same sum and is never zero.
  ///
  /// A code's sum is one chain over panels, variables and the examples in a panel, in ascending order.
  ///
  /// - Parameters:
  ///   - encoded: the encoder's output, `[variables·size, batch]`.
  ///   - indices: which code each vector got, `[variables, panels · 32]`.
  ///   - decay: γ.
  package func update(
    _ encoded: Panels, indices: UnsafePointer<Int32>, decay: Float, epsilon: Double = 1e-5,
    engine: Engine
  ) {
    // Views only: a reference counted in the loops would make their threads wait for each other.
    let batch = CodeSums(uses: batchUses.base, totals: batchTotals.panels)
    let average = CodeSums(uses: uses.base, totals: totals.panels)
    let (vectors, norms, kernels) = (codebook.vectors.panels, codebook.norms.base, engine.kernels)
    let codes = codebook.codes
    let pieces = min(codes, 8)
    engine.pool.run(pieces) {
      let range = codes * $0 / pieces..<codes * ($0 + 1) / pieces
      batch.sum(encoded, indices, codes: range)
      average.decay(by: decay, toward: batch, codes: range)
    }
    var total = 0.0
    for code in 0..<codes { total += Double(average.uses[code]) }
    let scale = total / (total + Double(codes) * epsilon)
    engine.pool.run(pieces) {
      let range = codes * $0 / pieces..<codes * ($0 + 1) / pieces
      for code in range {
        let smoothed = Float((Double(average.uses[code]) + epsilon) * scale)
        average.forLines(code) { line, place in
          for column in 0..<Panels.width { vectors.base[place + column] = line[column] / smoothed }
        }
      }
      kernels.squaredNorms(vectors, result: norms, rows: range)
    }
  }

  /// Moves each code whose N has fallen below `threshold` to a vector of this batch, any of them alike,
  /// and begins its averages anew.
  ///
  /// - Parameters:
  ///   - encoded: the encoder's output, `[variables·size, batch]`.
  ///   - uses: N of a code that was moved. At least the threshold, if the code is not to be moved again
  ///     although it is used.
  ///   - key: for the choice; `step` tells one call from the next.
  /// - Returns: how many codes were moved.
  package func restartUnused(
    below threshold: Float, from encoded: Panels, uses newUses: Float = 1, key: NoiseKey, step: Int,
    engine: Engine
  ) -> Int {
    var count = 0
    let (codes, size) = (codebook.codes, codebook.size)
    let variables = encoded.rows / size
    for code in 0..<codes where uses.base[code] < threshold {
      let choices = UInt64(variables * encoded.columns)
      let word = Philox.word(step * codes + code, key)
      let chosen = Int(word.multipliedFullWidth(by: choices).high)
      let (example, variable) = chosen.quotientAndRemainder(dividingBy: variables)
      for place in 0..<size {
        let value =
          encoded.base[
            example / 32 * encoded.panelStride + (variable * size + place) * 32 + example % 32]
        codebook.vectors[code, place] = value
        totals[code, place] = newUses * value
      }
      uses.base[code] = newUses
      count += 1
    }
    if count > 0 { codebook.updateNorms(engine) }
    return count
  }
}
