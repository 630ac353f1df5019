import Kernels
import Words

/// weight · MMD²(q(z), N(0, I)), the unbiased estimate from the codes of a batch and as many draws from the
/// prior (Gretton et al. 2012, equation 3; Tolstikhin et al. 2018, algorithm 2). Its expectation is 0 where
/// the codes are the prior's, so that of a batch may be negative.
///
/// With the KL left out it is the WAE-MMD; with 1 − α of it and α + λ − 1 as the weight the InfoVAE (Zhao et
/// al. 2019, equation 6).
package struct MMD: Penalty {
  package enum Kernel: String, Sendable {
    case gaussian = "rbf"
    case inverseMultiquadratic = "imq"
  }

  package var kernel: Kernel
  package var weight: Double
  /// Of the InfoVAE; nil for the WAE.
  package var alpha: Double?

  package init(_ kernel: Kernel, weight: Double, alpha: Double?) {
    (self.kernel, self.weight, self.alpha) = (kernel, weight, alpha)
  }

  /// That of the WAE.
  static func word(_ kernel: Kernel) -> Word<any LatentObjective> {
    let which =
      kernel == .gaussian ? "a Gaussian kernel" : "an inverse multiquadratic kernel"
    return Word(
      "wae-\(kernel.rawValue):W",
      "no KL, but W times the maximum mean discrepancy, with \(which)",
      "Tolstikhin et al. 2018, arXiv 1711.01558"
    ) {
      $0[0] > 0 ? MMD(kernel, weight: $0[0], alpha: nil) : nil
    }
  }

  static func wordOfInfoVAE(_ kernel: Kernel) -> Word<any LatentObjective> {
    Word(
      "info-\(kernel.rawValue):ALPHA,LAMBDA",
      "1 - ALPHA times the KL, ALPHA + LAMBDA - 1 times the discrepancy of wae-\(kernel.rawValue)",
      "Zhao et al. 2019, arXiv 1706.02262"
    ) {
      guard $0[0] <= 1, $0[0] + $0[1] >= 1 else { return nil }
      return MMD(kernel, weight: $0[0] + $0[1] - 1, alpha: $0[0])
    }
  }

  package var description: String {
    guard let alpha else { return NamedNumbers("wae-\(kernel.rawValue)", [weight]).text }
    return NamedNumbers("info-\(kernel.rawValue)", [alpha, weight + 1 - alpha]).text
  }

  package var need: BottleneckNeed { alpha == nil ? .numbers : .normalPosterior }
  package var takesBeta: Bool { false }
  package func divergenceWeight(beta: Double) -> Double { alpha.map { 1 - $0 } ?? 0 }

  package func pass(
    _ bottleneck: any Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass {
    // The expected squared distance of two draws from the prior (Tolstikhin et al. 2018, section 4).
    let width = Float(2 * bottleneck.width)
    return MMDPass(
      kernel == .gaussian ? .gaussian(width: width) : .inverseMultiquadratic(width: width),
      weight: weight, width: bottleneck.width, size: size, engine: engine)
  }
}

private final class MMDPass: PenaltyPass {
  private let kernel: PairKernel
  private let weight: Double
  private let engine: Engine
  private let prior: Matrix
  private let sums: Buffer

  init(_ kernel: PairKernel, weight: Double, width: Int, size: Int, engine: Engine) {
    (self.kernel, self.weight, self.engine) = (kernel, weight, engine)
    prior = Matrix(rows: width, columns: size)
    sums = Buffer(count: Panels.panels(size) * Panels.width)
  }

  /// One over the pairs of different examples, and over all pairs of a code and a draw.
  ///
  /// - Parameter count: 2 or more.
  private func shares(_ count: Int) -> (same: Double, other: Double) {
    (1 / Double(count * (count - 1)), 1 / Double(count * count))
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double {
    let draws = prior.view(rows: z.rows, columns: z.columns)
    let key = noise.with(.discrepancy).key
    let (kernels, numbers) = (engine.kernels, noise.rows)
    engine.forPanels(z.columns) {
      kernels.fillNormals(draws, examples: numbers, key: key, deviation: 1, panels: $0)
    }
    let (same, other) = shares(z.columns)
    return weight
      * (same * (pairs(z, z, distinct: true) + pairs(draws, draws, distinct: true))
        - 2 * other * pairs(z, draws, distinct: false))
  }

  private func pairs(_ a: Panels, _ b: Panels, distinct: Bool) -> Double {
    let (kernels, kernel, sums) = (engine.kernels, kernel, sums.base)
    engine.forPanels(a.columns) {
      kernels.pairKernels(
        a, b, distinct: distinct, kernel: kernel, sums: sums, weight: 0, gradient: nil, panels: $0)
    }
    return self.sums.sum(a.columns)
  }

  func addGradient(z: Panels, to gradient: Panels) {
    let draws = prior.view(rows: z.rows, columns: z.columns)
    let (same, other) = shares(z.columns)
    let (kernels, kernel, sums) = (engine.kernels, kernel, sums.base)
    // Each pair of codes is there twice.
    let (attraction, repulsion) = (Float(-2 * weight * other), Float(2 * weight * same))
    engine.forPanels(z.columns) {
      kernels.pairKernels(
        z, z, distinct: true, kernel: kernel, sums: sums, weight: repulsion, gradient: gradient,
        panels: $0)
      kernels.pairKernels(
        z, draws, distinct: false, kernel: kernel, sums: sums, weight: attraction,
        gradient: gradient, panels: $0)
    }
  }
}
