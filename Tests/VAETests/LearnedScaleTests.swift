import Datasets
import Foundation
import InstructionSets
import Kernels
import TensorIO
import Testing
import Training
import VAE

/// A scale that all pixels share, on data whose noise is known.
@Suite struct LearnedScaleTests {
  private static let (rows, features) = (500, 200)

  /// Uniform numbers in (0, 1).
  private func uniforms(_ kernels: Kernels) -> [Double] {
    let matrix = Matrix(rows: Self.features, columns: Self.rows)
    kernels.fillUniform(
      matrix.panels, examples: rowIndices(from: 0, count: Self.rows),
      key: NoiseKey(seed: 9, purpose: .prior), panels: 0..<Panels.panels(Self.rows))
    return matrix.rowMajor.map { Double($0) }
  }

  /// Noise around ½ by the inverse of the distribution function, and the scale's maximum likelihood
  /// estimate were the location known.
  private func noise(_ likelihood: Likelihood, _ u: [Double]) -> (x: [Double], optimum: Double) {
    switch likelihood.family.name {
    case "laplace":
      let b = 0.1
      let x = u.map { $0 < 0.5 ? b * log(2 * $0) : -b * log(2 - 2 * $0) }
      return (x, x.reduce(0) { $0 + abs($1) } / Double(x.count))
    case "discretised-logistic":
      // Narrow enough to be well within 0...1, and made of bytes.
      let x = u.map { ((0.03 * log($0 / (1 - $0)) + 0.5) * 255).rounded() / 255 - 0.5 }
      return (x, 0.03)
    default:
      // Box and Muller's normals, of pairs.
      let x = stride(from: 0, to: u.count, by: 2).flatMap { place in
        let radius = 0.1 * (-2 * log(u[place])).squareRoot()
        return [cos(2 * .pi * u[place + 1]), sin(2 * .pi * u[place + 1])].map { radius * $0 }
      }
      return (x, x.reduce(0) { $0 + $1 * $1 } / Double(x.count))
    }
  }

  /// A weight of 10 keeps the KL at zero, so that the decoder is a location for each pixel. The scale is
  /// then the maximum likelihood estimate, up to:
  /// - what the locations take of the noise: a part 1/rows of it;
  /// - the last steps, a tenth each of the way to the optimum of a batch. That of one batch differs by the
  ///   inverse root of its pixels times the Fisher information, the mean over steps by √(0.1/1.9) of that;
  /// - for the logistic, whose estimate is not a mean, the same of all pixels around the true scale.
  @Test(arguments: [
    (Likelihood.gaussian(.shared), 0.5), (.laplace(.shared), 1),
    (.discretisedLogistic(.shared), (3 + Double.pi * Double.pi) / 9),
  ])
  func convergesToTheOptimum(likelihood: Likelihood, information: Double) throws {
    let engine = try Engine(threads: 2)
    let (rows, features) = (Self.rows, Self.features)
    let (noise, optimum) = noise(likelihood, uniforms(engine.kernels))
    var data = Dataset()
    try data.append(
      Frame([Tensor("x", shape: [rows, features], noise.map { Float($0 + 0.5) })]),
      likelihood: likelihood)
    var test = Case("noise", [features], .mlp([], .relu), .gaussian(size: 1), likelihood)
    test.settings.objective.beta = 10
    (test.settings.epochs, test.settings.batch) = (30, 50)
    test.settings.learningRate = 0.02
    test.settings.schedule = .cosine(last: 0)
    let model = Model(test.configuration)
    model.initialize(seed: 1, kernels: engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: rows, engine: engine)
    for epoch in 1...30 { _ = try trainer.runEpoch(epoch, data) { _, _ in } }
    let error = Double(model.logScale.elements[0]) - log(optimum)
    let batch = (0.1 / 1.9 / (information * Double(test.settings.batch * features))).squareRoot()
    let whole = (1 / (information * Double(rows * features))).squareRoot()
    #expect(abs(error) < 4 * (batch + whole) + 1 / Double(rows))
  }

  /// A scale at or beyond its bounds comes back when the data ask for it.
  @Test(arguments: [Float(-40), 60])
  func comesBackFromItsBounds(start: Float) throws {
    let engine = try Engine(threads: 1)
    var test = Case(
      "bounds", [3, 7], .mlp([5], .tanh), .gaussian(size: 2), .laplace(.shared), rows: 33)
    test.settings.learningRate = 1e-4
    let model = test.model(engine.kernels)
    model.logScale.elements = [start]
    let trainer = Trainer(model, settings: test.settings, examples: 33, engine: engine)
    for epoch in 1...100 { _ = try trainer.runEpoch(epoch, try test.data()) { _, _ in } }
    // b is the mean of |x − μ|. The pixels are bytes all over 0...1, the locations from −0.2 to 0.5: that
    // mean is from ¼ to 0.7.
    #expect((0.2...0.8).contains(exp(model.logScale.elements[0])))
  }
}
