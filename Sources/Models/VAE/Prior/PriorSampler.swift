import Kernels

/// Where draws from a prior that a model has learned come from.
package protocol PriorSource {
  /// z of some rows, `[latent, rows]`.
  ///
  /// - Parameters:
  ///   - rows: their numbers; a row's draw depends on its number and the seed alone.
  ///   - normals: what normal numbers are drawn with.
  func draw(_ rows: Range<Int>, seed: UInt64, _ normals: NormalDraws) -> Panels
}

/// Draws z from a prior that a model has learned, batch by batch.
final class PriorSampler {
  private let source: any PriorSource
  private let normals: NormalDraws
  private let engine: Engine
  private let byRow: Matrix

  /// - Parameter temperature: what the deviation of each normal draw is multiplied by.
  /// - Returns: nil if the prior is N(0, I).
  init?(_ model: Model, temperature: Float, engine: Engine) {
    let batch = model.configuration.batch(upTo: 256)
    guard let source = model.prior.source(model, batch: batch, engine: engine) else { return nil }
    let latent = model.configuration.bottleneck.width
    (self.source, self.engine) = (source, engine)
    normals = NormalDraws(
      latent: latent, batch: batch, temperature: temperature, engine: engine)
    byRow = Matrix(rows: batch, columns: latent)
  }

  /// - Parameter rows: their numbers; a row's draw depends on its number and the seed alone.
  /// - Returns: `[rows, latent]`.
  func draw(_ rows: Range<Int>, seed: UInt64) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(rows.count * byRow.columns)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: byRow.rows) {
      let part = start..<min(rows.upperBound, start + byRow.rows)
      result += engine.rowMajor(source.draw(part, seed: seed, normals), by: byRow)
    }
    return result
  }
}

/// The memory of z and its normal numbers for a batch of rows.
package final class NormalDraws {
  private let temperature: Float
  private let engine: Engine
  /// ε of z, `[latent, batch]`.
  private let noise: Matrix
  private let z: Matrix
  private let divergences: Buffer

  init(latent: Int, batch: Int, temperature: Float, engine: Engine) {
    (self.temperature, self.engine) = (temperature, engine)
    noise = Matrix(rows: latent, columns: batch)
    z = Matrix(rows: latent, columns: batch)
    divergences = Buffer(count: batch)
  }

  /// z of some rows: μ + T·σ·ε, or T·ε without parameters.
  ///
  /// - Parameter parameters: the mean and log σ² of each row's z, `[2·latent, rows]`.
  func z(_ parameters: Panels?, _ rows: Range<Int>, seed: UInt64) -> Panels {
    draw(
      parameters, rows, key: NoiseKey(seed: seed, purpose: .prior), noise: noise, result: z)
  }

  /// The same of other numbers than z.
  ///
  /// - Parameters:
  ///   - noise: where ε is drawn to, `[numbers, batch]`.
  ///   - result: `[numbers, batch]`.
  func draw(
    _ parameters: Panels?, _ rows: Range<Int>, key: NoiseKey, noise: Matrix, result: Matrix
  ) -> Panels {
    let numbers = rowIndices(from: rows.lowerBound, count: rows.count)
    let epsilon = noise.view(columns: rows.count)
    let target = result.view(columns: rows.count)
    let (kernels, temperature, sums) = (engine.kernels, temperature, divergences.base)
    let drawn = parameters == nil ? target : epsilon
    engine.forPanels(rows.count) {
      kernels.fillNormals(
        drawn, examples: numbers, key: key, deviation: temperature, panels: $0)
      if let parameters {
        kernels.posteriorForward(
          parameters: parameters, noise: epsilon, z: target, divergence: sums, panels: $0)
      }
    }
    return target
  }
}
