import Kernels

/// A bottleneck with a posterior q(z|x) and a prior p(z), so that rows can be scored: all but that of
/// an autoencoder.
protocol PosteriorPass: BottleneckPass {
  /// KL(q(z|x) ‖ p(z)) of each example of the last `forward`, in nats.
  func rowDivergences(_ z: Panels) -> [Float]

  /// Adds the KL of each dimension or variable, summed over the examples of the last `forward`, to `sums`.
  func addDivergences(_ parameters: Panels, z: Panels, to sums: inout [Double])

  /// One draw of z for each example, and log p(z) − log q(z|x) of it in nats.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[parameters, batch]`.
  ///   - z: `[width, batch]`.
  ///   - logRatio: `[panels · 32]`.
  func draw(_ parameters: Panels, z: Panels, noise: Noise, logRatio: Buffer)
}

extension Bottleneck {
  /// The numbers or variables of z that have a KL of their own.
  package var dimensions: Int { (normalSize ?? 0) + (variables ?? 0) }

  /// Whether draws of z differ: a vector of a codebook is always the nearest.
  package var isRandom: Bool {
    switch self {
    case .none, .quantized: false
    case .gaussian, .categorical, .joint: true
    }
  }
}
