import Kernels
import Networks

/// Latents above z, x₀ = z, x₁ … x_L: p(z) = ∫ p(x_L) Π p(x_{l−1}|x_l) dx₁ … dx_L, each of them normal with
/// a diagonal covariance, x_L ~ N(0, I) (Burda et al. 2016, section 2). Of the integral there is one draw
/// from q(x_l|x_{l−1}), level by level:
///
///     log p(z) ≈ log p(x_L) + Σ_l log p(x_{l−1}|x_l) − log q(x_l|x_{l−1})
///
/// In expectation that is a lower bound, and as part of an importance weight it is exact.
final class HierarchyPass: PriorPass {
  private let levels: [Level]
  private let engine: Engine
  /// ε of all levels, one below the other in whole tiles.
  private let noise: Matrix
  private var last: Panels?

  private struct Level {
    let encoder, decoder: SequentialPass
    let x, gradient: Matrix
    /// What the decoder carries back to x.
    let fromDecoder: Matrix
    /// What the encoder carries back to the level below.
    let fromEncoder: Matrix
    /// Its rows in the noise.
    let rows: Range<Int>
  }

  /// - Parameter columns: the most at a time.
  init(_ levels: [HierarchyLevel], columns: Int, training: Bool, engine: Engine) {
    self.engine = engine
    let kept = training ? columns : 0
    var rows = 0
    var made: [Level] = []
    for level in levels {
      let (below, size) = (level.encoder.layers[0].inputs, level.decoder.layers[0].inputs)
      made.append(
        Level(
          encoder: SequentialPass(
            level.encoder, columns: columns, training: training, engine: engine),
          decoder: SequentialPass(
            level.decoder, columns: columns, training: training, engine: engine),
          x: Matrix(rows: size, columns: columns), gradient: Matrix(rows: size, columns: kept),
          fromDecoder: Matrix(rows: size, columns: kept),
          fromEncoder: Matrix(rows: below, columns: kept), rows: rows..<rows + size))
      rows += Panels.tiles(size) * Panels.height
    }
    self.levels = made
    noise = Matrix(rows: rows, columns: columns)
  }

  func forward(_ z: Panels, noise: [Noise], logDensity: UnsafeMutablePointer<Float>) {
    let columns = z.columns
    let kernels = engine.kernels
    fill(noise, columns)
    logDensity.update(repeating: 0, count: Panels.panels(columns) * Panels.width)
    var below = z
    for level in levels {
      let posterior = level.encoder.forward(below)
      let epsilon = self.noise.view(columns: columns).slice(rows: level.rows)
      let x = level.x.view(columns: columns)
      engine.forPanels(columns) {
        kernels.drawNormals(posterior, noise: epsilon, x: x, sums: logDensity, panels: $0)
      }
      let conditional = level.decoder.forward(x)
      let source = below
      engine.forPanels(columns) {
        kernels.addLogDensity(source, parameters: conditional, to: logDensity, panels: $0)
      }
      below = x
    }
    let top = below
    engine.forPanels(columns) {
      kernels.addLogDensity(top, parameters: nil, to: logDensity, panels: $0)
    }
  }

  /// - Parameter draws: each of as many whole panels.
  private func fill(_ draws: [Noise], _ columns: Int) {
    let all = noise.view(columns: columns)
    let (kernels, panels) = (engine.kernels, Panels.panels(columns) / draws.count)
    for (index, draw) in draws.enumerated() {
      let part = all.slice(panels: index * panels..<(index + 1) * panels)
      let (numbers, key) = (draw.rows, draw.with(.hierarchy).key)
      engine.forPanels(part.columns) {
        kernels.fillNormals(part, examples: numbers, key: key, deviation: 1, panels: $0)
      }
    }
  }

  func backward(_ z: Panels, weights: UnsafePointer<Float>, zGradient: Panels) {
    last = z
    let columns = z.columns
    let kernels = engine.kernels
    for level in levels { level.gradient.base.update(repeating: 0, count: level.gradient.size) }
    let top = levels[levels.count - 1]
    let (x, gradient) = (top.x.view(columns: columns), top.gradient.view(columns: columns))
    engine.forPanels(columns) {
      kernels.logDensityBackward(
        x, parameters: nil, weights: weights, xGradient: gradient, gradient: nil, panels: $0)
    }
    for index in levels.indices.reversed() {
      let target = index == 0 ? zGradient : levels[index - 1].gradient.view(columns: columns)
      backward(levels[index], below(index, z), weights, target)
    }
  }

  /// The way back through both networks of a level, once the gradient on its x has what comes from above.
  private func backward(
    _ level: Level, _ below: Panels, _ weights: UnsafePointer<Float>, _ belowGradient: Panels
  ) {
    let columns = below.columns
    let kernels = engine.kernels
    let (x, gradient) = (level.x.view(columns: columns), level.gradient.view(columns: columns))
    let epsilon = noise.view(columns: columns).slice(rows: level.rows)
    let (conditional, posterior) = (level.decoder.output(columns), level.encoder.output(columns))
    let onConditional = level.decoder.gradient(columns)
    let onPosterior = level.encoder.gradient(columns)
    let fromDecoder = level.fromDecoder.view(columns: columns)
    let fromEncoder = level.fromEncoder.view(columns: columns)
    engine.forPanels(columns) {
      kernels.logDensityBackward(
        below, parameters: conditional, weights: weights, xGradient: belowGradient,
        gradient: onConditional, panels: $0)
    }
    level.decoder.backward(x, inputGradient: fromDecoder)
    engine.forPanels(columns) {
      kernels.addRows(fromDecoder, to: gradient, panels: $0)
      kernels.drawNormalsBackward(
        posterior, noise: epsilon, xGradient: gradient, weights: weights, gradient: onPosterior,
        panels: $0)
    }
    level.encoder.backward(below, inputGradient: fromEncoder)
    engine.forPanels(columns) { kernels.addRows(fromEncoder, to: belowGradient, panels: $0) }
  }

  /// What level `index` stands on.
  private func below(_ index: Int, _ z: Panels) -> Panels {
    index == 0 ? z : levels[index - 1].x.view(columns: z.columns)
  }

  var factors: [Trace.Factors] {
    guard let z = last else { return [] }
    return levels.indices.flatMap {
      levels[$0].encoder.factors(below($0, z))
        + levels[$0].decoder.factors(levels[$0].x.view(columns: z.columns))
    }
  }
}
