import Kernels
import LaneTypes

/// Draws z from a prior that a model has learned.
final class PriorSampler {
  private let source: Source
  private let latent: Int
  private let temperature: Float
  private let engine: Engine
  /// ε of z, `[latent, batch]`.
  private let noise: Matrix
  /// The mean and log σ² of each draw of z, `[2·latent, batch]`.
  private let parameters: Matrix
  private let z: Matrix
  private let divergences: Buffer
  private let byRow: Matrix

  private enum Source {
    /// The components, `[2·latent, K]`.
    case mixture(Matrix)
    /// Upwards from z.
    case hierarchy([Level])
    case flow(FlowPass)
  }

  /// What is above z, or above another level.
  private struct Level {
    let decoder: ChainPass
    /// ε, then u itself, `[numbers, batch]`.
    let noise, u: Matrix
  }

  /// Rows at a time.
  private let batch: Int

  /// - Parameter temperature: what the deviation of each normal draw is multiplied by.
  /// - Returns: nil if the prior is N(0, I).
  init?(_ model: Model, temperature: Float, engine: Engine) {
    let batch = model.configuration.batch(upTo: 256)
    self.batch = batch
    switch model.prior {
    case .none: return nil
    case .vamp:
      guard let components = model.pseudoPosteriors(engine: engine) else { return nil }
      source = .mixture(components)
    case .flow(let flow):
      source = .flow(FlowPass(flow, size: batch, training: false, engine: engine))
    case .hierarchy(let levels):
      source = .hierarchy(
        levels.map { level in
          let size = level.decoder.layers[0].inputs
          return Level(
            decoder: ChainPass(level.decoder, columns: batch, training: false, engine: engine),
            noise: Matrix(rows: size, columns: batch), u: Matrix(rows: size, columns: batch))
        })
    }
    latent = model.configuration.bottleneck.width
    self.temperature = temperature
    self.engine = engine
    noise = Matrix(rows: latent, columns: batch)
    parameters = Matrix(rows: 2 * latent, columns: batch)
    z = Matrix(rows: latent, columns: batch)
    divergences = Buffer(count: batch)
    byRow = Matrix(rows: batch, columns: latent)
  }

  /// - Parameter rows: their numbers; a row's draw depends on its number and the seed alone.
  /// - Returns: `[rows, latent]`.
  func draw(_ rows: Range<Int>, seed: UInt64) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(rows.count * latent)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: batch) {
      let part = start..<min(rows.upperBound, start + batch)
      result += engine.rowMajor(drawBatch(part, seed: seed), by: byRow)
    }
    return result
  }

  private func drawBatch(_ rows: Range<Int>, seed: UInt64) -> Panels {
    let numbers = rowNumbers(from: rows.lowerBound, count: rows.count)
    let parameters: Panels
    let key = NoiseKey(seed: seed, purpose: .prior)
    switch source {
    case .flow(let flow):
      let u = normals(nil, noise: noise, numbers, key, rows.count, result: z)
      flow.inverse(u, input: u)
      return u
    case .mixture(let components): parameters = chosen(components, rows, seed)
    case .hierarchy(let levels): parameters = conditional(levels, numbers, rows.count, seed)
    }
    return normals(parameters, noise: noise, numbers, key, result: z)
  }

  /// A component for each row, all alike.
  private func chosen(_ components: Matrix, _ rows: Range<Int>, _ seed: UInt64) -> Panels {
    let key = NoiseKey(seed: seed, purpose: .component)
    let result = parameters.view(rows: 2 * latent, columns: rows.count)
    for (column, row) in rows.enumerated() {
      let k = Int(
        Philox.word(row, key).multipliedFullWidth(by: UInt64(components.columns)).high)
      for line in 0..<2 * latent {
        result[line, column] = components[line, k]
      }
    }
    return result
  }

  /// From the top downwards, the mean and log σ² of p(z|u).
  private func conditional(
    _ levels: [Level], _ numbers: [UInt32], _ count: Int, _ seed: UInt64
  ) -> Panels {
    var parameters: Panels?
    for (index, level) in levels.enumerated().reversed() {
      let key = NoiseKey(seed: seed, purpose: .hierarchy, epoch: index)
      let u = normals(parameters, noise: level.noise, numbers, key, count, result: level.u)
      parameters = level.decoder.forward(u)
    }
    return parameters ?? self.parameters.view(rows: 2 * latent, columns: count)
  }

  private func normals(
    _ parameters: Panels, noise: Matrix, _ numbers: [UInt32], _ key: NoiseKey, result: Matrix
  ) -> Panels {
    normals(parameters, noise: noise, numbers, key, parameters.columns, result: result)
  }

  /// μ + T·σ·ε, or T·ε without parameters.
  private func normals(
    _ parameters: Panels?, noise: Matrix, _ numbers: [UInt32], _ key: NoiseKey, _ count: Int,
    result: Matrix
  ) -> Panels {
    let epsilon = noise.view(rows: noise.rows, columns: count)
    let target = result.view(rows: result.rows, columns: count)
    let (kernels, temperature, sums) = (engine.kernels, temperature, divergences.base)
    let drawn = parameters == nil ? target : epsilon
    engine.forPanels(count) {
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
