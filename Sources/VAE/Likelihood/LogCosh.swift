import Glibc
import Kernels

extension LikelihoodFamily {
  /// With an `a` of 10 the loss is quadratic up to a tenth of a pixel's range, and linear beyond.
  ///
  /// The constant is log ∫ exp(−(1/a) log cosh(a·t)) dt. With u = a·t the integral is
  /// (1/a)·∫ sech(u)^(1/a) du, which is B(1/(2a), ½)/a, B the beta function:
  /// Γ(1/(2a))·√π/Γ(1/(2a) + ½).
  static let logCosh = LikelihoodFamily(
    name: "log-cosh",
    meaning: "like the square near the mean and like the absolute value far from it",
    paper: "Chen et al. 2018, OpenReview rkglvsC9Ym", takes: .sharpness(standard: 10),
    dataRange: anyNumber, scaleInformation: 1,
    constant: {
      let a = Double($0.sharpness ?? 1)
      let half = 1 / (2 * a)
      return lgamma(half).0 + 0.5 * log(Double.pi) - lgamma(half + 0.5).0 - log(a)
    }, member: { _, sharpness in .logCosh(sharpness: sharpness) })
}
