import Glibc
import Kernels

extension LikelihoodFamily {
  /// A variance of ½ makes the loss a plain sum of squares. The information is that of log σ².
  static let gaussian = LikelihoodFamily(
    name: "gaussian", meaning: "normal, of a variance that is given, learned or that of each pixel",
    paper: "Rybkin et al. 2021, arXiv 2006.13202",
    takes: .spread(field: "@variance", standard: .fixed(0.5)),
    dataRange: anyNumber, scaleInformation: 0.5,
    constant: {
      guard case .fixed(let variance) = $0.spread else { return 0.5 * log(2 * Double.pi) }
      return 0.5 * log(2 * Double.pi * Double(variance))
    }, member: { spread, _ in .gaussian(spread) }, scale: { mean in mean { $0 * $0 } })
}
