import Foundation
import Kernels
import Networks
import TensorIO
import VAE

/// A model whose log-likelihood is known: x = W·z + b + noise of variance c, z from N(0, I). Then x is
/// normal with the mean b and the covariance W·Wᵀ + c·I (Bishop 2006, equations 2.113 to 2.115).
struct LinearGaussian {
  let model: Model
  let rows: Int
  /// `[rows, features]`.
  let x: [Float]

  private static let (features, variance) = (5, 0.25)
  private let weights: [Float]
  private let bias: [Float] = [0.5, -0.25, 0, 0.75, 0.125]
  private let latent: Int

  /// - Parameters:
  ///   - latent: dimensions of z.
  ///   - error: what the encoder's mean is off, in posterior deviations. With 0 and one dimension the
  ///     encoder is the posterior itself.
  init(latent: Int, error: Double, rows: Int) {
    (self.rows, self.latent) = (rows, latent)
    let features = LinearGaussian.features
    let weights = (0..<features * latent).map { Float($0 * 7 % 11 - 5) / 8 }
    self.weights = weights
    model = Model(
      Configuration(
        exampleShape: [features], network: Network(hidden: [], activation: .relu),
        bottleneck: .gaussian(size: latent),
        likelihood: .gaussian(.fixed(Float(LinearGaussian.variance)))))
    let decoder = model.decoder.affineLayers[0]
    (decoder.fileWeights, decoder.bias.elements) = (weights, bias)
    // Of each dimension alone, as if the others were known: μ = s²·w·(x − b)/c, s² = c/(|w|² + c).
    var encoder = [Float](repeating: 0, count: 2 * latent * features)
    var offsets = [Float](repeating: 0, count: 2 * latent)
    for j in 0..<latent {
      let column = (0..<features).map { Double(weights[$0 * latent + j]) }
      let norm = column.reduce(0) { $0 + $1 * $1 }
      let scale = 1 / (norm + LinearGaussian.variance)
      let spread = LinearGaussian.variance * scale
      var offset = error * spread.squareRoot()
      for i in 0..<features {
        encoder[j * features + i] = Float(column[i] * scale)
        offset -= column[i] * scale * Double(bias[i])
      }
      offsets[j] = Float(offset)
      offsets[latent + j] = Float(log(spread))
    }
    let layer = model.encoder.affineLayers[0]
    (layer.fileWeights, layer.bias.elements) = (encoder, offsets)
    x = (0..<rows * features).map { index -> Float in
      let pattern: Int = (index * 29 + index / 7 * 3) % 17
      return Float(pattern - 8) / 8
    }
  }

  var tensor: Tensor { Tensor("x", shape: [rows, LinearGaussian.features], x) }

  /// log p(x) of each row, by the Cholesky factor of the covariance.
  var logLikelihoods: [Double] {
    let n = LinearGaussian.features
    var factor = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0...i {
        var sum = i == j ? LinearGaussian.variance : 0
        for k in 0..<latent { sum += Double(weights[i * latent + k] * weights[j * latent + k]) }
        for k in 0..<j { sum -= factor[i * n + k] * factor[j * n + k] }
        factor[i * n + j] = i == j ? sum.squareRoot() : sum / factor[j * n + j]
      }
    }
    return (0..<rows).map { logDensity(row: $0, factor) }
  }

  /// Of one row, by forward substitution.
  private func logDensity(row: Int, _ factor: [Double]) -> Double {
    let n = LinearGaussian.features
    var solved: [Double] = []
    var result = -0.5 * Double(n) * log(2 * Double.pi)
    for i in 0..<n {
      var value = Double(x[row * n + i]) - Double(bias[i])
      for k in 0..<i { value -= factor[i * n + k] * solved[k] }
      value /= factor[i * n + i]
      solved.append(value)
      result -= log(factor[i * n + i]) + 0.5 * value * value
    }
    return result
  }
}
