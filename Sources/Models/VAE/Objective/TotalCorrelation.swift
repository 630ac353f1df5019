import Glibc
import Kernels
import Words

/// weight · TC, the total correlation KL(q(z) ‖ Π_d q(z_d)) of the aggregate posterior, by minibatch-weighted
/// sampling (Chen et al. 2018, equation 5): q(z) is the mean of the posteriors of the batch, over the N examples
/// of the data set. With β·KL = KL + (β − 1)·TC + … it is the β-TC-VAE, whose weight is β − 1.
package struct TotalCorrelation: Penalty {
  package var weight: Double

  static let word = Word<any LatentObjective>(
    "tc:BETA", "the ELBO with BETA times the total correlation of z",
    "Chen et al. 2018, arXiv 1802.04942"
  ) {
    $0[0] < 0 ? nil : TotalCorrelation(weight: $0[0] - 1)
  }

  package init(weight: Double) { self.weight = weight }

  package var description: String { NamedNumbers("tc", [weight + 1]).text }
  package var need: BottleneckNeed { .normalPosterior }
  package var mostExamples: Int { Self.mostPairedExamples }

  package func pass(
    _ bottleneck: any Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass {
    TotalCorrelationPass(weight: weight, latent: bottleneck.width, size: size, engine: engine)
  }
}

private final class TotalCorrelationPass: PenaltyPass {
  private let weight: Double
  private let latent: Int
  private let engine: Engine
  private let bounded, precisions, marginals: Matrix
  private let joint, scratch: Buffer
  /// The parameters of the last batch's posteriors, and its codes.
  private var batch: (parameters: Panels, codes: Panels)?

  init(weight: Double, latent: Int, size: Int, engine: Engine) {
    (self.weight, self.latent, self.engine) = (weight, latent, engine)
    bounded = Matrix(rows: latent, columns: size)
    precisions = Matrix(rows: latent, columns: size)
    marginals = Matrix(rows: latent, columns: size)
    let columns = Panels.panels(size) * Panels.width
    joint = Buffer(count: columns)
    scratch = Buffer(count: columns * size)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double {
    let count = z.columns
    batch = (parameters, z)
    let (bounded, precisions) = (bounded.view(columns: count), precisions.view(columns: count))
    let marginals = marginals.view(columns: count)
    let (means, raw) = parameters.split(at: latent)
    let (kernels, scratch, joint) = (engine.kernels, scratch.base, joint.base)
    engine.forPanels(count) {
      kernels.posteriorPrecisions(raw, bounded: bounded, precisions: precisions, panels: $0)
    }
    engine.forPanels(count) {
      kernels.aggregateDensities(
        z: z, means: means, logVariances: bounded, precisions: precisions, scratch: scratch,
        joint: joint, marginals: marginals, panels: $0)
    }
    var sum = self.joint.sum(count)
    for row in 0..<latent { for n in 0..<count { sum -= Double(self.marginals[row, n]) } }
    // Each of the latent + 1 sums is divided by N·M; the constants of the densities are the same on both sides.
    let unit = 1.0 / Double(1 << 40)
    let constant = (log(Double(examples) * Double(count)) / unit).rounded() * unit
    return weight * (sum / Double(count) + Double(latent - 1) * constant)
  }

  func addGradient(z: Panels, to gradient: Panels) {
    backward(zGradient: gradient, gradient: nil)
  }

  func addGradient(parameters: Panels, to gradient: Panels) {
    backward(zGradient: nil, gradient: gradient)
  }

  private func backward(zGradient: Panels?, gradient: Panels?) {
    guard let (parameters, z) = batch else { return }
    let count = z.columns
    let (bounded, precisions) = (bounded.view(columns: count), precisions.view(columns: count))
    let marginals = marginals.view(columns: count)
    let (means, raw) = parameters.split(at: latent)
    let (kernels, scratch, joint) = (engine.kernels, scratch.base, joint.base)
    let share = Float(weight / Double(count))
    engine.forPanels(count) {
      kernels.totalCorrelationBackward(
        z: z, means: means, logVariances: bounded, precisions: precisions, joint: joint,
        marginals: marginals, weight: share, zGradient: zGradient, gradient: gradient, raw: raw,
        scratch: scratch, panels: $0)
    }
  }
}
