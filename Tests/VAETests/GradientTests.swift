import Foundation
import Kernels
import LaneTypes
import TensorIO
import Testing
import VAE

/// The gradient that training uses, against central differences of the loss written out in Double.
///
/// The reference takes the same noise. With h = 1e-5 a central difference in Double errs by about
/// h²·f‴ + 1e-16·f/h < 1e-7; the gradient in single precision by about 1e-5 of its largest term.
@Suite struct GradientTests {
  static let cases: [(Activation, Likelihood, latent: Int, hidden: [Int], rows: Int)] = [
    (.tanh, .bernoulli, 3, [5], 7), (.softplus, .gaussian(variance: 0.2), 2, [9, 4], 33),
    (.relu, .bernoulli, 1, [6], 5), (.tanh, .gaussian(variance: 0.5), 4, [], 40),
    (.relu, .gaussian(variance: 1), 2, [10, 3], 1),
  ]

  @Test(arguments: cases.indices, [1.0, 2.5])
  func matchesCentralDifferences(index: Int, beta: Double) throws {
    let (activation, likelihood, latent, hidden, rows) = Self.cases[index]
    let configuration = Configuration(
      exampleShape: [3, 7], latent: latent, hidden: hidden, activation: activation,
      likelihood: likelihood)
    let engine = try Engine(threads: 2)
    let model = Model(configuration)
    model.initialize(seed: 3, kernels: engine.kernels)
    // Biases away from zero, so that their gradients are seen too.
    for (number, entry) in model.namedLayers.enumerated() {
      entry.layer.bias.elements = (0..<entry.layer.outputs).map {
        Float(($0 * 7 + number) % 5 - 2) / 10
      }
    }
    let bytes = pattern(rows: rows, features: 21)
    let frame = try Frame([Tensor("x", shape: [rows, 3, 7], bytes)])
    var data = Dataset()
    try data.append(frame, likelihood: configuration.likelihood)
    let key = NoiseKey(seed: 11, purpose: .posterior, epoch: 1)
    let workspace = Workspace(model, batch: rows, training: true, engine: engine)
    let order = (0..<UInt32(rows)).map { $0 }
    let sums = workspace.forward(data, rows: order[...], key: key, training: true)
    let factors = workspace.backward(count: rows, beta: Float(beta))

    let noise = Matrix(rows: latent, columns: rows)
    engine.kernels.fillNormals(
      noise.panels, examples: rowNumbers(from: 0, count: rows), key: key, deviation: 1,
      panels: 0..<Panels.panels(rows))
    var reference = Reference(model, noise: noise.rowMajor.map(Double.init), bytes: bytes)
    let (reconstruction, divergence) = reference.sums()
    #expect(abs(sums.reconstruction - reconstruction) < 1e-5 * abs(reconstruction) + 1e-5)
    #expect(abs(sums.divergence - divergence) < 1e-5 * abs(divergence) + 1e-5)

    for (number, factor) in factors.enumerated() {
      let layer = factor.layer
      let weights = Matrix(rows: layer.outputs, columns: layer.inputs)
      engine.kernels.weightGradient(
        gradient: factor.gradient, input: factor.input, result: weights.panels,
        tileRows: 0..<Panels.tiles(layer.outputs), panels: 0..<Panels.panels(layer.inputs))
      let bias = Buffer(count: layer.outputs)
      engine.kernels.biasGradient(gradient: factor.gradient, result: bias.base)
      let exact = reference.gradient(layer: number, beta: beta)
      let largest = exact.map(\.magnitude).max() ?? 0
      for (found, expected) in zip(weights.rowMajor + bias.elements, exact) {
        #expect(
          abs(Double(found) - expected) <= 2e-5 * largest + 1e-6, "layer \(number) of \(index)")
      }
    }
  }
}
