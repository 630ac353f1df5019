/// The code vectors of a vector-quantised bottleneck (van den Oord et al. 2017), and ‖c‖² of each.
package final class Codebook: Sendable {
  /// `[codes, size]`.
  package let vectors: Matrix
  /// ‖c‖², `[codes]`; `updateNorms` after each change of the vectors.
  package let norms: Buffer

  package init(codes: Int, size: Int) {
    vectors = Matrix(rows: codes, columns: size, order: .byTileRow)
    norms = Buffer(count: codes)
  }

  package var codes: Int { vectors.rows }
  package var size: Int { vectors.columns }

  package func updateNorms(_ engine: Engine) {
    engine.alone {
      engine.kernels.squaredNorms(vectors.panels, result: norms.base, rows: 0..<codes)
    }
  }

  /// Quantises a batch, on all threads.
  ///
  /// - Parameters:
  ///   - encoded: the encoder's output, `[variables·size, batch]`.
  ///   - indices: which code each vector gets, `[variables, panels · 32]`.
  ///   - quantized: the code vectors, `[variables·size, batch]`.
  ///   - distances: Σ‖z − c‖² of each example, `[panels · 32]`.
  package func quantize(
    _ encoded: Panels, indices: UnsafeMutablePointer<Int32>, quantized: Panels,
    distances: UnsafeMutablePointer<Float>, engine: Engine
  ) {
    let (kernels, codebook, norms) = (engine.kernels, vectors.panels, norms.base)
    let (variables, panels) = (encoded.rows / size, Panels.panels(encoded.columns))
    engine.pool.run(variables * panels) {
      let (variable, panel) = $0.quotientAndRemainder(dividingBy: panels)
      kernels.nearestCodes(
        encoded, codebook: codebook, norms: norms, indices: indices,
        variables: variable..<variable + 1, panels: panel..<panel + 1)
    }
    engine.forPanels(encoded.columns) {
      kernels.gatherCodes(indices, codebook: codebook, result: quantized, panels: $0)
      kernels.squaredDistances(encoded, quantized, result: distances, panels: $0)
    }
  }

  /// Adds how often each code is used in a batch to `uses`, `[codes]`.
  ///
  /// - Parameter indices: `[variables, panels · 32]`.
  package func count(
    _ indices: UnsafePointer<Int32>, variables: Int, batch: Int, to uses: inout [Int]
  ) {
    let width = Panels.panels(batch) * Panels.width
    for variable in 0..<variables {
      for column in 0..<batch { uses[Int(indices[variable * width + column])] += 1 }
    }
  }
}
