import Kernels
import Networks
import Words

/// weight · E_q(z)[log D(z)/(1 − D(z))], the estimate of the total correlation KL(q(z) ‖ Π_d q(z_d)) by a
/// discriminator (Kim & Mnih 2018, equation 3). Added to the ELBO it is the FactorVAE (equation 2 and
/// algorithm 2), whose γ is the weight.
///
/// The discriminator has 3 hidden layers of 256 rectifiers unless told otherwise. The paper's, 6 of 1000, costs
/// twenty times as much as the model 784–400–20 itself; this one half of it.
package struct FactorVAE: Penalty {
  package var weight: Double
  /// Of each hidden layer.
  package var width = 256
  /// Hidden ones.
  package var layers = 3

  static let word = Word<any LatentObjective>(
    "factor:GAMMA[,WIDTH,LAYERS]",
    "the ELBO and GAMMA times the total correlation, by a discriminator of this size",
    "Kim & Mnih 2018, arXiv 1802.05983"
  ) {
    guard $0[0] >= 0, $0.count != 2 else { return nil }
    var objective = FactorVAE(weight: $0[0])
    if $0.count == 3 {
      guard let width = Int(exactly: $0[1]), let layers = Int(exactly: $0[2]),
        (1...4096).contains(width), (1...16).contains(layers)
      else { return nil }
      (objective.width, objective.layers) = (width, layers)
    }
    return objective
  }

  package init(weight: Double) { self.weight = weight }

  package var description: String {
    NamedNumbers("factor", [weight, Double(width), Double(layers)]).text
  }

  package var need: BottleneckNeed { .normalPosterior }

  package func discriminator(
    _ bottleneck: any Bottleneck, seed: UInt64, engine: Engine
  ) -> Discriminator? {
    Discriminator(
      inputs: bottleneck.width, width: width, layers: layers, seed: seed, engine: engine)
  }

  /// Its estimate is a mean over examples; the discriminator alone needs others to permute an example with.
  package var isOfPairs: Bool { false }

  package func pass(
    _ bottleneck: any Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass {
    guard let discriminator else { preconditionFailure("the objective has a discriminator") }
    return FactorVAEPass(
      weight: weight, latent: bottleneck.width, discriminator, size: size, engine: engine)
  }
}

private final class FactorVAEPass: PenaltyPass {
  private let weight: Double
  private let latent: Int
  private let discriminator: Discriminator
  private let engine: Engine
  private let trace: Trace
  /// Codes, and then as many that were permuted.
  private let codes: Matrix
  private let pulled: Matrix
  private let ones: Buffer

  init(weight: Double, latent: Int, _ discriminator: Discriminator, size: Int, engine: Engine) {
    (self.weight, self.latent) = (weight, latent)
    (self.discriminator, self.engine) = (discriminator, engine)
    trace = Trace(discriminator.chain, batch: 2 * size, training: true)
    codes = Matrix(rows: latent, columns: 2 * size)
    pulled = Matrix(rows: latent, columns: size)
    ones = Buffer(count: latent)
    ones.elements = Array(repeating: 1, count: latent)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double {
    let logits = run(z, last: .identity)
    var sum = 0.0
    for n in 0..<z.columns { sum += Double(logits[0, n]) }
    return weight * sum / Double(z.columns)
  }

  /// What the discriminator makes of codes, `[1, batch]`: log D/(1 − D), or with the sigmoid D.
  private func run(_ codes: Panels, last activation: Activation) -> Panels {
    let chain = discriminator.chain
    let output = trace.output(chain.last, columns: codes.columns)
    trace.forward(codes, layers: 0..<chain.last, engine: engine)
    trace.runLast(
      trace.input(chain.last, first: codes), output: output, activation: activation,
      engine: engine)
    return output
  }

  func addGradient(z: Panels, to gradient: Panels) {
    let count = z.columns
    let share = Float(weight / Double(count))
    setGradient(count) { _ in share }
    let pulled = pulled.view(rows: latent, columns: count)
    trace.backward(z, inputGradient: pulled, engine: engine)
    let (kernels, ones) = (engine.kernels, ones.base)
    engine.alone { kernels.addScaledRows(pulled, weights: ones, bounds: nil, to: gradient) }
  }

  /// The gradient on the discriminator's output, zero beyond the batch.
  private func setGradient(_ count: Int, _ value: (Int) -> Float) {
    let gradient = trace.gradient(discriminator.chain.last, columns: count)
    for n in 0..<gradient.paddedColumns { gradient[0, n] = n < count ? value(n) : 0 }
  }

  /// A step of the discriminator down the mean cross-entropy of codes and permuted codes.
  ///
  /// The paper permutes the codes of a second batch (algorithm 2), which would cost another pass through the
  /// encoder. Here they are those of the same batch: both sides have the same values in each dimension, and differ
  /// in how these go together alone. A pair of values stays together with the probability 1/batch, as it
  /// may in a second batch of a finite data set.
  func learn(z: Panels, noise: Noise) {
    let count = z.columns
    let both = codes.view(rows: latent, columns: 2 * count)
    permute(z, into: both, noise: noise.with(.permutation))
    let probabilities = run(both, last: .sigmoid)
    let share = 1 / Float(2 * count)
    setGradient(2 * count) {
      (probabilities[0, $0] - ($0 < count ? 1 : 0)) * share
    }
    trace.backward(both, inputGradient: nil, engine: engine)
    engine.transpose(trace.transpositions(both))
    discriminator.step(trace.factors(both))
  }

  /// The codes, and behind them the codes with each dimension permuted for itself (algorithm 1).
  private func permute(_ z: Panels, into both: Panels, noise: Noise) {
    let count = z.columns
    for row in 0..<latent {
      // A batch's orders are those of its first row; none has more than 65,536 examples.
      let first = (Int(noise.rows[0]) &* latent &+ row) &<< 16
      let order = permutation(count, key: noise.key, first: first)
      for n in 0..<count {
        both[row, n] = z[row, n]
        both[row, count + n] = z[row, Int(order[n])]
      }
    }
  }
}
