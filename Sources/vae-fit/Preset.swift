import LaneTypes
import VAE

/// The models of `--model`: what each puts in the place of the options that are not given.
enum Preset: String, CaseIterable {
  /// An autoencoder.
  case ae
  /// An autoencoder with sparse codes.
  case sae
  /// An autoencoder that takes noise away.
  case dae
  /// The variational autoencoder.
  case vae
  /// One that is told the class.
  case cvae
  /// One with a codebook.
  case vq
  /// One with categories for a latent space.
  case categorical
  /// One with both numbers and categories.
  case joint

  var bottleneck: BottleneckName {
    switch self {
    case .ae, .sae, .dae: .none
    case .vae, .cvae: .gaussian
    case .vq: .vq
    case .categorical: .categorical
    case .joint: .joint
    }
  }

  var sparsity: Sparsity? { self == .sae ? .l1(weight: 1) : nil }

  var corruption: Corruption? { self == .dae ? .gaussian(deviation: 0.3) : nil }

  var isConditional: Bool { self == .cvae }
}

/// The words of `--bottleneck`.
enum BottleneckName: String, CaseIterable {
  case none, gaussian, categorical, joint, vq
}
