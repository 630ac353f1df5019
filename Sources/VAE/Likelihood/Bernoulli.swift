import Kernels

extension LikelihoodFamily {
  /// Cross-entropy from logits; a likelihood where pixels are 0 or 1.
  static let bernoulli = LikelihoodFamily(
    name: "bernoulli", meaning: "pixels of 0 and 1; the cross-entropy of grey ones",
    takes: .nothing, dataRange: 0...1, scaleInformation: 1,
    constant: { _ in 0 }, member: { _, _ in .bernoulli }, takesLogits: true)
}
