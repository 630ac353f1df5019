import Foundation
import Kernels

/// −log p of one pixel in Double, from the definition, without the constant that the kernels leave out;
/// and how far single precision may be from it.
struct LikelihoodReference {
  let likelihood: Likelihood
  let pixel: Double

  /// - Parameters:
  ///   - output: a logit or a location.
  ///   - log: the logarithm of the scale, where there is one.
  func loss(_ output: Double, log scale: Double) -> Double {
    let (l, x, inverse) = (output, pixel, exp(-scale))
    switch likelihood.family.name {
    case "bernoulli": return softplus(l) - x * l
    case "poisson": return exp(l) - x * l + lgamma(x + 1)
    case "continuous-bernoulli":
      let constant = abs(l) < 1e-4 ? log(2 + l * l / 6) : log(l / tanh(l / 2))
      return softplus(l) - x * l - constant
    case "gaussian":
      return 0.5 * (l - x) * (l - x) * inverse + (isFixed ? 0 : 0.5 * scale)
    case "laplace": return abs(l - x) * inverse + (isFixed ? 0 : scale)
    case "discretised-logistic": return -logProbability((x - l) * inverse, inverse / 510)
    case "log-cosh":
      let u = abs(sharpness * (l - x))
      let value = u < 0.01 ? u * u / 2 - pow(u, 4) / 12 : u + log1p(exp(-2 * u)) - log(2)
      return value / sharpness
    default: return .nan
    }
  }

  /// The derivatives of `loss`, by central differences of the fourth order: with a step of a
  /// thousandth of the scale they err by some 1e-12 of the derivative's own scale, and by rounding. Not
  /// across the kink of the Laplace distribution: there the slope is −1/b or 1/b, and 0 in the middle.
  func slopes(_ output: Double, log scale: Double) -> (output: Double, log: Double) {
    let deviation = likelihood.spread == nil ? 1 : exp(isGaussian ? scale / 2 : scale)
    var slope = difference(1e-3 * deviation) { loss(output + $0, log: scale) }
    if likelihood.family.name == "laplace" {
      slope = output == pixel ? 0 : (output < pixel ? -1 : 1) / deviation
    }
    return (
      slope, likelihood.spread == nil ? 0 : difference(1e-3) { loss(output, log: scale + $0) }
    )
  }

  private func difference(_ h: Double, _ f: (Double) -> Double) -> Double {
    (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
  }

  /// log(σ(t + w) − σ(t − w)), open to the side of a pixel of 0 or 1.
  private func logProbability(_ t: Double, _ w: Double) -> Double {
    if pixel < 1 / 510 { return -softplus(-t - w) }
    if pixel > 1 - 1 / 510 { return -softplus(t - w) }
    // The difference is sinh(w)/(cosh(t) + cosh(w)); for large t, 2·sinh(w)·exp(−|t|).
    if abs(t) > 300 { return log(2 * sinh(w)) - abs(t) }
    return log(sinh(w) / (cosh(t) + cosh(w)))
  }

  /// Bounds of the kernel's errors, from those of its functions (4 units in the last place, 8u with
  /// u = 2⁻²⁴, for σ and softplus; 4u for exp; 6u for log) and one u for each operation, to first order.
  func bounds(_ output: Double, log scale: Double) -> (loss: Double, slope: Double, log: Double) {
    let (l, x, inverse) = (output, pixel, exp(-scale))
    let (found, distance) = (slopes(output, log: scale), abs(output - pixel))
    let u = halfUlp
    switch likelihood.family.name {
    case "bernoulli": return (10 * u * (softplus(l) + abs(x * l)), 10 * u, 0)
    // As Poisson.swift splits it: log x errs by 6u of itself, its difference from l by u, which the slope of
    // exp(−t) − 1 + t carries on; that function itself by 64 units; what the data alone decide by 12u.
    case "poisson":
      let rate = exp(l)
      if x == 0 { return (4 * u * rate, 6 * u * rate, 0) }
      let t = log(x) - l
      let excess = x * (exp(-t) - 1 + t)
      let least = lgamma(x + 1) - x * log(x) + x
      return (
        abs(x - rate) * u * (6 * abs(log(x)) + abs(t)) + 128 * u * excess + 14 * u * least,
        6 * u * rate + 2 * u * x, 0
      )
    // As ContinuousBernoulli.swift says.
    case "continuous-bernoulli": return (8 * u * (1 + abs(l)), 12 * u, 0)
    case "gaussian":
      let square = distance * distance * inverse
      return (
        6 * u * (square + abs(scale)), 8 * u * abs(found.output), 6 * u * (1 + square)
      )
    case "laplace":
      let ratio = distance * inverse
      return (8 * u * (ratio + abs(scale)), 6 * u * abs(found.output), 8 * u * (1 + ratio))
    case "discretised-logistic":
      // a and b err by 7u·reach: two roundings of the difference, the scale's exponential.
      let reach = (distance + 1 / 510) * inverse
      let (a, b) = ((x - l + 1 / 510) * inverse, (x - l - 1 / 510) * inverse)
      let (tailA, tailB) = (sigmoid(-a), sigmoid(b))
      let (steepA, steepB) = (tailA * (1 - tailA), tailB * (1 - tailB))
      let products = abs(a) * tailA + abs(b) * tailB
      let width = abs(log(-expm1(-inverse / 255)))
      return (
        u * (16 * (softplus(-a) + softplus(b)) + 7 * reach * (tailA + tailB) + 20 + 8 * width),
        u * inverse * (14 * (tailA + tailB) + 7 * reach * (steepA + steepB) + 2),
        u * (12 * products + 7 * reach * (tailA + tailB + abs(a) * steepA + abs(b) * steepB) + 30)
      )
    // a·(μ − x) errs by 2u of itself, which log cosh doubles; its square may be subnormal.
    case "log-cosh":
      let least = Double(Float.leastNormalMagnitude)
      return (
        24 * u * loss(output, log: scale) + least / sharpness, 12 * u * abs(found.output), 0
      )
    default: return (.nan, .nan, .nan)
    }
  }

  private var isGaussian: Bool { likelihood.family.name == "gaussian" }

  private var sharpness: Double { Double(likelihood.sharpness ?? 1) }

  private var isFixed: Bool { !likelihood.hasLearnedScale }

  private func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
