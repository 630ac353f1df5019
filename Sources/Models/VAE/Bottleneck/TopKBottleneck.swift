import Kernels
import Networks
import TensorIO
import Words

/// The K largest numbers of a rectified code, and 0 in the place of the others: a k-sparse autoencoder (Makhzani &
/// Frey 2014). No prior.
package struct TopKBottleneck: Bottleneck {
  package var size: Int
  /// K: how many numbers of z may be other than 0, 1 to `size`.
  package var kept: Int

  package init(size: Int, kept: Int) { (self.size, self.kept) = (size, kept) }

  package static let word = Word<BottleneckChoice>(
    "topk:K", "the K largest numbers above 0 that the encoder gives; no prior",
    "Makhzani & Frey 2014, arXiv 1312.5663"
  ) {
    guard let kept = Int(exactly: $0[0]), (1...65_536).contains(kept) else { return nil }
    return BottleneckChoice(Self.self, numbers: $0) { Self(size: $0.latent, kept: kept) }
  }

  package init(_ fields: Fields) throws {
    size = try fields.latent()
    kept = try fields.integer("@kept", 1...Configuration.greatestWidth)
  }

  package var fields: [Tensor] {
    [Tensor("@latent", integer: size), Tensor("@kept", integer: kept)]
  }

  package func check(in configuration: Configuration) throws(VAEError) {
    guard kept <= size else {
      throw VAEError(
        "the bottleneck \(name) keeps \(kept) numbers of z, which has \(size): expected 1 to \(size)"
      )
    }
  }

  package var encoderOutputs: Int { size }
  package var activation: Activation { .relu }
  package var width: Int { size }
  /// No number is below 0, and most are 0.
  package var canFollowNormal: Bool { false }
  package var prior: BottleneckPrior { .ofAutoencoder }

  package func pass(_ model: Model, objective: Objective, size batch: Int, engine: Engine)
    -> any BottleneckPass
  {
    TopKPass(self, batch: batch, engine: engine)
  }
}

/// The way of a rectified code: all but its K largest numbers become 0. On the way back the slope of the rectifier
/// is that of what was kept, 1 above 0 and 0 at 0.
private final class TopKPass: IdentityPass {
  private let kept: Int
  private let engine: Engine

  init(_ shape: TopKBottleneck, batch: Int, engine: Engine) {
    (kept, self.engine) = (shape.kept, engine)
    super.init(
      size: shape.size, activation: shape.activation, sparsity: nil, batch: batch, engine: engine)
  }

  override func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode) {
    super.forward(parameters, z: z, noise: noise, mode: mode)
    let (kernels, kept) = (engine.kernels, kept)
    engine.forPanels(z.columns) { kernels.keepLargest(z, count: kept, panels: $0) }
  }
}
