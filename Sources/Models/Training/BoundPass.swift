import Kernels
import Networks
import VAE

/// The way of a batch through several draws of z to a bound on log p(x), and back.
///
/// The draws stand side by side, in z and in all that the decoder makes of it; each has as many whole
/// panels as the batch.
final class BoundPass {
  private let bound: ImportanceBound
  private let likelihood: LikelihoodPass
  private let engine: Engine
  private let latents: LatentDraws
  private let constant: Double
  private let hasSharedScale: Bool
  /// log p(z) − log q(z|x) of all draws.
  private let logRatio: Buffer
  /// −log p(x|z) of all draws, without the likelihood's constant.
  private let losses: Buffer
  /// Each draw's share of the bound: 0 beyond the batch.
  private let shares: Buffer
  private let bounds: Buffer
  /// What log q − log p weighs in the loss.
  private let weights: Buffer
  /// The losses' derivatives by the logarithm of a shared scale.
  private let scaleSlopes: Buffer
  private var count = 0

  init(
    _ bound: ImportanceBound, model: Model, likelihood: LikelihoodPass, size: Int, training: Bool,
    engine: Engine
  ) {
    (self.bound, self.likelihood, self.engine) = (bound, likelihood, engine)
    latents = LatentDraws(
      model, draws: bound.total, size: size, training: training, engine: engine)
    let configuration = model.configuration
    constant = configuration.likelihood.constant(features: configuration.features)
    hasSharedScale = configuration.likelihood.hasSharedScale
    let width = Panels.panels(size) * Panels.width
    let columns = bound.total * width
    logRatio = Buffer(count: columns)
    losses = Buffer(count: columns)
    shares = Buffer(count: columns)
    weights = Buffer(count: columns)
    bounds = Buffer(count: width)
    scaleSlopes = Buffer(count: hasSharedScale ? columns : 0)
  }

  /// Of each example.
  var draws: Int { bound.total }

  /// The columns of all draws of so many examples; the padding is between draws, not behind the last.
  func columns(_ count: Int) -> Int {
    (bound.total - 1) * Panels.panels(count) * Panels.width + count
  }

  /// Draws z.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[2·latent, batch]`.
  ///   - z: `[latent, draws]`.
  ///   - noise: that of a single draw of the batch. The draws of an epoch are numbered through.
  func draw(_ parameters: Panels, z: Panels, noise: Noise) {
    let first = max(0, noise.epoch - 1) * bound.total + min(1, noise.epoch)
    let all = (0..<bound.total).map {
      Noise(seed: noise.seed, purpose: noise.purpose, epoch: first + $0, rows: noise.rows)
    }
    latents.forward(parameters, z: z, noise: all, logRatio: logRatio)
  }

  /// The decoder's last layer and the bound.
  ///
  /// - Parameter weight: of log p(z) − log q(z|x) in what is minimised, below 1 in a warm-up. The draws'
  ///   shares follow it, the sums do not.
  /// - Returns: sums over the examples in nats. Reconstruction and divergence are means over the draws;
  ///   the penalty is what is left to the bound, 0 or less: its gain over the evidence lower bound.
  func sums(
    _ decoder: Trace, z: Panels, target: Panels, weight: Float, training: Bool
  ) -> LossSums {
    count = target.columns
    let width = target.paddedColumns
    var sums = LossSums()
    sums.count = count
    for draw in 0..<bound.total {
      let rows = likelihood.rowLosses(
        decoder, z: z, target: target, draw: draw, training: training)
      let first = draw * width
      (losses.base + first).update(from: rows, count: width)
      for column in 0..<count {
        sums.reconstruction += Double(rows[column])
        sums.divergence -= Double(logRatio.base[first + column])
      }
      if hasSharedScale, training {
        (scaleSlopes.base + first).update(
          from: likelihood.rowSlopes(count: count), count: width)
      }
    }
    weigh(width, 1)
    let gain = sums.reconstruction / Double(draws) + sums.divergence / Double(draws)
    sums.penalty = bound.draws == 1 ? 0 : -bounds.sum(count) - gain
    sums.reconstruction = sums.reconstruction / Double(draws) + Double(count) * constant
    sums.divergence /= Double(draws)
    if weight != 1 { weigh(width, weight) }
    return sums
  }

  /// The bound and the shares, where log p(z) − log q(z|x) has a weight.
  private func weigh(_ width: Int, _ weight: Float) {
    let (kernels, bound, shares, bounds) = (engine.kernels, bound, shares.base, bounds.base)
    let (logRatio, losses) = (logRatio.base, losses.base)
    engine.alone {
      for column in 0..<draws * width {
        shares[column] = weight * logRatio[column] - losses[column]
      }
    }
    engine.forPanels(count) {
      kernels.boundShares(
        shares, groups: bound.groups, draws: bound.draws, stride: width, bound: bounds,
        panels: $0)
    }
    for draw in 0..<draws {
      (shares + draw * width + count).update(repeating: 0, count: width - count)
    }
  }

  /// Gives each draw its share of the gradient on the decoder's output, `[outputs, draws]`.
  func share(_ gradient: Panels) {
    guard draws > 1 else { return }
    let (kernels, shares) = (engine.kernels, shares.base)
    engine.forPanels(gradient.columns) {
      kernels.scaleColumns(gradient, weights: shares, panels: $0)
    }
  }

  /// The gradient on the encoder's output, zero beyond the batch.
  ///
  /// - Parameters:
  ///   - zGradient: `[latent, draws]`; it is changed.
  ///   - weight: of log q − log p in the loss.
  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, gradient: Panels
  ) {
    let scale = 1 / Float(count)
    // A weight of 0 marks columns without an example; a regulariser that weighs nothing yet does not.
    let weight = max(weight, 1e-20)
    let (shares, weights) = (shares.base, weights.base)
    engine.alone {
      for column in 0..<z.paddedColumns { weights[column] = shares[column] * (weight * scale) }
    }
    latents.backward(
      parameters, z: z, zGradient: zGradient, weights: weights,
      doublyReparameterized: bound.isDoublyReparameterized ? UnsafePointer(shares) : nil,
      scale: scale, gradient: gradient)
  }

  var prior: any PriorPass { latents.prior }

  /// Of the layers of prior and flow.
  var factors: [Trace.Factors] { latents.factors }

  /// The sum over the examples of the loss's derivatives by the logarithm of a shared scale.
  var slopes: Double {
    guard hasSharedScale else { return 0 }
    var sum = 0.0
    let width = Panels.panels(count) * Panels.width
    for draw in 0..<draws {
      for column in draw * width..<draw * width + count {
        sum += Double(shares.base[column]) * Double(scaleSlopes.base[column])
      }
    }
    return sum
  }
}
