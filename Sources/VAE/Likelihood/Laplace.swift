import Glibc
import Kernels

extension LikelihoodFamily {
  /// The information is that of log b.
  static let laplace = LikelihoodFamily(
    name: "laplace", meaning: "the absolute error, with a scale",
    takes: .spread(field: "@scale", standard: .fixed(1)), dataRange: anyNumber,
    scaleInformation: 1,
    constant: {
      guard case .fixed(let scale) = $0.spread else { return log(2) }
      return log(2 * Double(scale))
    }, member: { spread, _ in .laplace(spread) }, scale: { mean in mean { abs($0) } })
}
