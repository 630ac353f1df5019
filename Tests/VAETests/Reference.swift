import Foundation
import Kernels
import LaneTypes
import VAE

/// The model written out in Double, as the papers have it: slow and plain.
struct Reference {
  struct Layer {
    var weights: [[Double]]
    var bias: [Double]
    let activation: Activation
  }

  private var layers: [Layer]
  private let encoderLayers: Int
  private let latent: Int
  private let likelihood: Likelihood
  private let noise: [Double]
  private let examples: [[Double]]

  /// - Parameter noise: ε, `[latent, rows]`.
  init(_ model: Model, noise: [Double], bytes: [UInt8]) {
    layers = model.namedLayers.map { _, layer in
      let flat = layer.weights.rowMajor.map(Double.init)
      return Layer(
        weights: (0..<layer.outputs).map {
          Array(flat[$0 * layer.inputs..<($0 + 1) * layer.inputs])
        }, bias: layer.bias.elements.map(Double.init), activation: layer.activation)
    }
    encoderLayers = model.encoder.layers.count
    latent = model.configuration.latent
    likelihood = model.configuration.likelihood
    self.noise = noise
    let features = model.configuration.features
    examples = (0..<bytes.count / features).map { row in
      bytes[row * features..<(row + 1) * features].map { Double($0) / 255 }
    }
  }

  /// Reconstruction and KL, summed over the examples.
  func sums() -> (reconstruction: Double, divergence: Double) {
    var (reconstruction, divergence) = (0.0, 0.0)
    for (row, x) in examples.enumerated() {
      let parameters = run(x, layers[..<encoderLayers])
      var z = [Double]()
      for j in 0..<latent {
        let (mean, logVariance) = (parameters[j], parameters[latent + j])
        z.append(mean + exp(logVariance / 2) * noise[j * examples.count + row])
        divergence += -0.5 * (1 + logVariance - mean * mean - exp(logVariance))
      }
      for (l, pixel) in zip(run(z, layers[encoderLayers...]), x) {
        switch likelihood {
        case .bernoulli:
          let p = 1 / (1 + exp(-l))
          reconstruction -= pixel * log(p) + (1 - pixel) * log(1 - p)
        case .gaussian(let variance):
          let c = Double(variance)
          reconstruction += (pixel - l) * (pixel - l) / (2 * c) + 0.5 * log(2 * .pi * c)
        }
      }
    }
    return (reconstruction, divergence)
  }

  /// Central differences of the mean loss by every weight, row by row, then every bias of a layer.
  mutating func gradient(layer: Int, beta: Double) -> [Double] {
    var result = [Double]()
    for output in layers[layer].weights.indices {
      for input in layers[layer].weights[output].indices {
        result.append(difference(\Reference.layers[layer].weights[output][input], beta))
      }
    }
    for output in layers[layer].bias.indices {
      result.append(difference(\Reference.layers[layer].bias[output], beta))
    }
    return result
  }

  private mutating func difference(_ path: WritableKeyPath<Reference, Double>, _ beta: Double)
    -> Double
  {
    let (h, value) = (1e-5, self[keyPath: path])
    self[keyPath: path] = value + h
    let above = loss(beta)
    self[keyPath: path] = value - h
    let below = loss(beta)
    self[keyPath: path] = value
    return (above - below) / (2 * h)
  }

  private func loss(_ beta: Double) -> Double {
    let (reconstruction, divergence) = sums()
    return (reconstruction + beta * divergence) / Double(examples.count)
  }

  private func run(_ input: [Double], _ layers: ArraySlice<Layer>) -> [Double] {
    layers.reduce(input) { values, layer in
      zip(layer.weights, layer.bias).map { row, bias in
        let sum = zip(row, values).reduce(bias) { $0 + $1.0 * $1.1 }
        switch layer.activation {
        case .identity: return sum
        case .relu: return max(0, sum)
        case .tanh: return tanh(sum)
        case .softplus: return log1p(exp(sum))
        case .sigmoid: return 1 / (1 + exp(-sum))
        }
      }
    }
  }
}
