import Kernels
import Networks

/// Several draws of z for each example of a batch from a normal posterior, log p(z) − log q(z|x) of each,
/// and the way back.
///
/// The draws stand side by side: each has as many whole panels as the batch.
package final class LatentDraws {
  private let size: Int
  private let engine: Engine
  /// ε of all draws.
  private let noise: Matrix
  private let logPosterior: Buffer
  package let prior: any PriorPass
  /// From the posterior's draws to z.
  private let flow: FlowPass?
  private let logDeterminant: Buffer

  /// - Parameters:
  ///   - draws: of an example.
  ///   - size: examples in a batch, at the most.
  ///   - training: whether there will be a way back.
  package init(_ model: Model, draws: Int, size: Int, training: Bool, engine: Engine) {
    self.size = model.configuration.bottleneck.width
    self.engine = engine
    let columns = draws * Panels.panels(size) * Panels.width
    noise = Matrix(rows: self.size, columns: columns)
    logPosterior = Buffer(count: columns)
    prior = model.prior.pass(model, columns: columns, training: training, engine: engine)
    flow = model.posteriorFlow.map {
      FlowPass($0, size: columns, training: training, engine: engine)
    }
    logDeterminant = Buffer(count: flow == nil ? 0 : columns)
  }

  /// - Parameters:
  ///   - parameters: the encoder's output, `[2·latent, batch]`.
  ///   - z: `[latent, draws]`.
  ///   - noise: one for each draw.
  ///   - logRatio: `[panels · 32]` of all draws.
  package func forward(_ parameters: Panels, z: Panels, noise: [Noise], logRatio: Buffer) {
    let epsilon = self.noise.view(rows: size, columns: z.columns)
    let posterior = logPosterior.base
    let kernels = engine.kernels
    for (draw, noise) in noise.enumerated() {
      let (numbers, key) = (noise.rows, noise.key)
      let epsilon = epsilon.draw(draw, of: parameters.columns)
      let z = z.draw(draw, of: parameters.columns)
      let result = posterior + draw * parameters.paddedColumns
      engine.forPanels(parameters.columns) {
        kernels.fillNormals(epsilon, examples: numbers, key: key, deviation: 1, panels: $0)
        kernels.posteriorSample(
          parameters: parameters, noise: epsilon, z: z, logDensity: result, panels: $0)
      }
    }
    if let flow {
      let columns = noise.count * parameters.paddedColumns
      logDeterminant.base.update(repeating: 0, count: columns)
      flow.forward(
        z, output: z, logDeterminant: logDeterminant.base, batch: parameters.columns)
      // log q(z|x) (Rezende & Mohamed 2015, equation 7).
      for column in 0..<columns { posterior[column] -= logDeterminant.base[column] }
    }
    prior.forward(z, noise: noise, logDensity: logRatio.base)
    for column in 0..<noise.count * parameters.paddedColumns {
      logRatio.base[column] -= posterior[column]
    }
  }

  /// The gradient on the encoder's output, from that of the reconstruction on z and from
  /// weight·(log q − log p) of each draw.
  ///
  /// - Parameters:
  ///   - zGradient: `[latent, draws]`; it is changed.
  ///   - weights: `[panels · 32]` of all draws.
  ///   - doublyReparameterized: the draws' shares where the encoder's gradient is to be that one.
  ///   - gradient: `[2·latent, batch]`, zero beyond the batch.
  package func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
    doublyReparameterized shares: UnsafePointer<Float>?, scale: Float, gradient: Panels
  ) {
    prior.backward(z, weights: weights, zGradient: zGradient)
    flow?.backward(outputGradient: zGradient, weights: weights, inputGradient: zGradient)
    let epsilon = noise.view(rows: size, columns: z.columns)
    let (kernels, count) = (engine.kernels, parameters.columns)
    let draws = Panels.panels(z.columns) / Panels.panels(count)
    engine.forPanels(count) { panels in
      gradient.clear(panels)
      for draw in 0..<draws {
        let first = draw * parameters.paddedColumns
        let (noise, zGradient) = (epsilon.draw(draw, of: count), zGradient.draw(draw, of: count))
        if let shares {
          kernels.addDoublyReparameterizedGradient(
            parameters: parameters, noise: noise, zGradient: zGradient, shares: shares + first,
            scale: scale, gradient: gradient, panels: panels)
        } else {
          kernels.addPosteriorSampleGradient(
            parameters: parameters, noise: noise, zGradient: zGradient, weights: weights + first,
            gradient: gradient, panels: panels)
        }
      }
    }
  }

  /// Of the prior's layers and then of the flow's.
  package var factors: [Trace.Factors] { prior.factors + (flow?.factors ?? []) }
}

extension Panels {
  /// Columns with those of the padding.
  package var paddedColumns: Int { Panels.panels(columns) * Panels.width }

  /// Draw `index` of several that stand side by side, each for `count` examples.
  package func draw(_ index: Int, of count: Int) -> Panels {
    let panels = Panels.panels(count)
    return slice(panels: index * panels..<(index + 1) * panels).first(columns: count)
  }

  /// The rows before `row`, and those from it on.
  func split(at row: Int) -> (Panels, Panels) { (slice(rows: 0..<row), slice(rows: row..<rows)) }

  /// Makes all lines of some panels zero.
  func clear(_ range: Range<Int>) {
    for panel in range {
      (base + panel * panelStride).update(repeating: 0, count: rows * Panels.width)
    }
  }
}
