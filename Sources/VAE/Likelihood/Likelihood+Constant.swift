import Glibc
import LaneTypes

extension Likelihood {
  /// The part of −log p(x|z) that no parameter moves, in nats per example: what the kernels leave out.
  package func constant(features: Int) -> Double { Double(features) * constant }

  /// The same of one pixel.
  private var constant: Double {
    switch self {
    case .bernoulli, .continuousBernoulli, .discretisedLogistic: 0
    case .gaussian(.fixed(let variance)): 0.5 * log(2 * Double.pi * Double(variance))
    case .gaussian: 0.5 * log(2 * Double.pi)
    case .laplace(.fixed(let scale)): log(2 * Double(scale))
    case .laplace: log(2)
    case .logCosh(let sharpness): Likelihood.logCoshNormaliser(Double(sharpness))
    }
  }

  /// log ∫ exp(−(1/a) log cosh(a·t)) dt. With u = a·t the integral is (1/a)·∫ sech(u)^(1/a) du, which is
  /// B(1/(2a), ½)/a, B the beta function: Γ(1/(2a))·√π/Γ(1/(2a) + ½).
  private static func logCoshNormaliser(_ a: Double) -> Double {
    let half = 1 / (2 * a)
    return lgamma(half).0 + 0.5 * log(Double.pi) - lgamma(half + 0.5).0 - log(a)
  }
}
