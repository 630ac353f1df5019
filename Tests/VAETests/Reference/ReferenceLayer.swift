import Foundation
import Kernels
import Networks
import VAE

/// A layer in Double: an affine map from its definition, then an activation.
struct ReferenceLayer {
  /// In the order of a model file.
  var weights: [Double]
  var bias: [Double]
  let map: Map
  let activation: Activation

  enum Map {
    case dense(inputs: Int)
    /// From the large image to the small one.
    case convolution(ReferenceImages)
    /// Its adjoint: from the small image to the large one.
    case transposed(ReferenceImages)
  }

  func callAsFunction(_ input: [Double]) -> [Double] {
    sums(input).map(activation.reference)
  }

  private func sums(_ input: [Double]) -> [Double] {
    switch map {
    case .dense(let inputs):
      precondition(input.count == inputs)
      return bias.indices.map { output in
        var sum = bias[output]
        for place in 0..<inputs { sum += weights[output * inputs + place] * input[place] }
        return sum
      }
    case .convolution(let images): return connect(images, input) { ($0, $1) }
    case .transposed(let images): return connect(images, input) { ($1, $0) }
    }
  }

  /// For each tap, every pair of positions that it joins.
  ///
  /// - Parameter direct: puts the positions of the small and of the large image in the order of result
  ///   and source.
  private func connect(
    _ images: ReferenceImages, _ input: [Double],
    _ direct: (_ small: Int, _ large: Int) -> (result: Int, source: Int)
  ) -> [Double] {
    let filters = bias.count
    let channels = weights.count / (filters * images.taps)
    let large = images.large.height * images.large.width
    let small = images.small.height * images.small.width
    precondition(input.count == direct(small, large).source * channels)
    var sums = (0..<direct(small, large).result).flatMap { _ in bias }
    images.forEachPair { tap, small, large in
      let (result, source) = direct(small, large)
      for filter in 0..<filters {
        for channel in 0..<channels {
          sums[result * filters + filter] +=
            weights[(filter * images.taps + tap) * channels + channel]
            * input[source * channels + channel]
        }
      }
    }
    return sums
  }
}

extension ReferenceLayer {
  /// A discriminator: rectifiers, and a sum at the end.
  static func discriminator(_ discriminator: Discriminator) -> [ReferenceLayer] {
    let layers = discriminator.chain.affineLayers
    return layers.enumerated().map { index, layer in
      ReferenceLayer(
        weights: layer.fileWeights.map(Double.init), bias: layer.bias.elements.map(Double.init),
        map: .dense(inputs: layer.inputs),
        activation: index < layers.count - 1 ? .relu : .identity)
    }
  }
}

extension Activation {
  /// The function as the papers have it.
  func reference(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .relu: max(0, x)
    case .tanh: Foundation.tanh(x)
    case .softplus: log1p(exp(x))
    case .sigmoid: 1 / (1 + exp(-x))
    case .gelu: x * 0.5 * erfc(-x / 2.0.squareRoot())
    case .silu: x / (1 + exp(-x))
    case .leakyReLU: x < 0 ? x / 100 : x
    }
  }
}
