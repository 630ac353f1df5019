import Kernels
import VAE

/// Short names of bottlenecks for the cases of tests.
extension Bottleneck where Self == IdentityBottleneck {
  static func none(size: Int, activation: Activation = .identity) -> Self {
    Self(size: size, activation: activation)
  }
}

extension Bottleneck where Self == GaussianBottleneck {
  static func gaussian(size: Int) -> Self { Self(size: size) }
}

extension Bottleneck where Self == CategoricalBottleneck {
  static func categorical(_ shape: CategoricalBottleneck) -> Self { shape }
}

extension Bottleneck where Self == JointBottleneck {
  static func joint(size: Int, _ categories: CategoricalBottleneck) -> Self {
    Self(size: size, categories)
  }
}

extension Bottleneck where Self == TopKBottleneck {
  static func topK(size: Int, kept: Int) -> Self { Self(size: size, kept: kept) }
}

extension Bottleneck where Self == VectorQuantizedBottleneck {
  static func quantized(_ shape: VectorQuantizedBottleneck) -> Self { shape }
}
