import Foundation
import Kernels

/// −log p(x|z) with all its constants, pixel by pixel, as the papers have it.
struct ReferenceLikelihood {
  private let likelihood: Likelihood
  /// Channels of a pixel, where each pixel has its own scale beside its location; nil where all scales
  /// come after all locations.
  private let channels: Int?
  /// The logarithm of log-cosh's normaliser.
  private let logIntegral: Double

  init(_ likelihood: Likelihood, channels: Int?) {
    self.likelihood = likelihood
    self.channels = channels
    if let sharpness = likelihood.sharpness {
      logIntegral = log(ReferenceLikelihood.logCoshIntegral(Double(sharpness)))
    } else {
      logIntegral = 0
    }
  }

  /// - Parameters:
  ///   - outputs: the decoder's.
  ///   - logScale: of a scale that all pixels share.
  func loss(_ outputs: [Double], _ x: [Double], logScale: Double) -> Double {
    x.indices.reduce(0) { sum, index in
      guard let spread = likelihood.spread else { return sum + loss(outputs[index], x[index]) }
      let (place, scale) = places(index, of: x.count)
      switch spread {
      case .fixed(let value): return sum + loss(outputs[place], x[index], Double(value))
      case .shared: return sum + loss(outputs[place], x[index], exp(logScale))
      case .perPixel: return sum + loss(outputs[place], x[index], exp(outputs[scale]))
      }
    }
  }

  /// E[x|z] of each number.
  func means(_ outputs: [Double], count: Int, logScale: Double) -> [Double] {
    (0..<count).map { index in
      let (place, scale) = places(index, of: count)
      let output = outputs[place]
      switch likelihood.family.name {
      case "bernoulli": return 1 / (1 + exp(-output))
      case "continuous-bernoulli":
        // λ/(2λ − 1) + 1/(2·artanh(1 − 2λ)), ½ at λ = ½.
        let p = 1 / (1 + exp(-output))
        return abs(output) < 1e-6 ? 0.5 + output / 12 : p / (2 * p - 1) + 1 / (2 * atanh(1 - 2 * p))
      case "gaussian", "laplace", "log-cosh": return output
      case "poisson": return exp(output)
      case "discretised-logistic":
        let s: Double
        switch likelihood.spread {
        case .fixed(let value): s = Double(value)
        case .perPixel: s = exp(outputs[scale])
        default: s = exp(logScale)
        }
        // Σ x·P(x) over the bins of 0, 1/255 … 1, the outer two open.
        func below(_ bin: Int) -> Double {
          bin < 0 ? 0 : bin > 254 ? 1 : 1 / (1 + exp((output - (Double(bin) + 0.5) / 255) / s))
        }
        return (0...255).reduce(0) { $0 + Double($1) / 255 * (below($1) - below($1 - 1)) }
      default: return .nan
      }
    }
  }

  /// Where location and scale of a number are in the outputs.
  private func places(_ index: Int, of count: Int) -> (location: Int, scale: Int) {
    guard likelihood.spread == .perPixel, let channels else { return (index, count + index) }
    let (pixel, channel) = index.quotientAndRemainder(dividingBy: channels)
    return (2 * pixel * channels + channel, (2 * pixel + 1) * channels + channel)
  }

  private func loss(_ l: Double, _ x: Double) -> Double {
    let p = 1 / (1 + exp(-l))
    switch likelihood.family.name {
    case "bernoulli": return -x * log(p) - (1 - x) * log(1 - p)
    case "poisson": return exp(l) - x * l + lgamma(x + 1)
    case "continuous-bernoulli":
      // C(λ) = 2·artanh(1 − 2λ)/(1 − 2λ), 2 at λ = ½; the series errs by t⁶ < 1e-18.
      let t = 1 - 2 * p
      let c = abs(t) < 1e-3 ? 2 + 2 * t * t / 3 + 2 * t * t * t * t / 5 : 2 * atanh(t) / t
      return -x * log(p) - (1 - x) * log(1 - p) - log(c)
    case "log-cosh":
      let a = Double(likelihood.sharpness ?? 1)
      return log(cosh(a * (x - l))) / a + logIntegral
    default: return .nan
    }
  }

  private func loss(_ location: Double, _ x: Double, _ scale: Double) -> Double {
    let distance = x - location
    switch likelihood.family.name {
    case "gaussian": return distance * distance / (2 * scale) + 0.5 * log(2 * .pi * scale)
    case "laplace": return abs(distance) / scale + log(2 * scale)
    case "discretised-logistic":
      // From the side where both are small: near 1 their difference would lose its digits.
      let side = distance > 0 ? -1.0 : 1
      func tail(_ limit: Double) -> Double { 1 / (1 + exp(side * (location - limit) / scale)) }
      let least = x < 1 / 510.0 ? (1 - side) / 2 : tail(x - 1 / 510.0)
      let greatest = x > 1 - 1 / 510.0 ? (1 + side) / 2 : tail(x + 1 / 510.0)
      return -log(side * (greatest - least))
    default: return .nan
    }
  }

  /// ∫ exp(−log cosh(a·t)/a) dt by the trapezoidal rule, which is exact up to rounding for a smooth
  /// function that falls off on both sides: e⁻⁴⁰ at the ends.
  private static func logCoshIntegral(_ a: Double) -> Double {
    let (end, steps) = (40 + 1 / a, 4000)
    let width = 2 * end / Double(steps)
    return (0...steps).reduce(0) { sum, step in
      let u = abs(a * (Double(step) * width - end))
      return sum + width * exp(-(u + log1p(exp(-2 * u)) - log(2)) / a)
    }
  }
}
