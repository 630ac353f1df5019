import Foundation
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE
import Words

/// The discriminator of a FactorVAE: its step, and what it finds for codes of a known total correlation.
@Suite struct DiscriminatorTests {
  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  /// The first step of Adam moves a parameter by rate · g/(|g| + 1e-8) against its gradient g, which is that of the
  /// mean cross-entropy of codes and of the same codes permuted (Kim & Mnih 2018, algorithm 2).
  @Test func stepsDownTheCrossEntropy() throws {
    let test = Case("step", [3, 7], .mlp([], .relu), .gaussian(size: 3), rows: 35) {
      $0.objective.codes = LatentObjectives.words.value(of: "factor:3,9,2")!
    }
    let model = test.model(engine.kernels)
    let weights = model.encoder.affineLayers[0].fileWeights
    model.encoder.affineLayers[0].fileWeights = weights.map { $0 * 8 }
    let discriminator = try #require(test.discriminator(engine))
    var layers = ReferenceLayer.discriminator(discriminator)
    let workspace = Workspace(
      model, settings: test.settings, size: 40, training: true, discriminator: discriminator,
      engine: engine)
    let rows = (0..<35).map { UInt32($0) }
    _ = workspace.forward(try test.data(), rows: rows[...], epoch: 1, training: true)
    workspace.learn(count: 35, epoch: 1)

    let batch = ReferenceBatch(
      test.configuration, test.settings, bytes: test.bytes, labels: [], epoch: 1,
      kernels: engine.kernels)
    let network = ReferenceNetwork(encoderOf: model)
    let codes = batch.inputs.indices.map { row in
      let p = network(batch.inputs[row], told: [])
      return (0..<3).map { p[$0] + exp(p[3 + $0] / 2) * batch.normals[row][$0] }
    }
    let key = NoiseKey(seed: test.settings.seed, purpose: .permutation, epoch: 1)
    let orders = (0..<3).map { permutation(35, key: key, first: $0 << 16).map(Int.init) }
    #expect(Set(orders).count == 3)
    let permuted = (0..<35).map { row in (0..<3).map { codes[orders[$0][row]][$0] } }
    func crossEntropy() -> Double {
      func logit(_ z: [Double]) -> Double { layers.reduce(z) { $1($0) }[0] }
      let sum =
        codes.reduce(0) { $0 + log1p(exp(-logit($1))) }
        + permuted.reduce(0) { $0 + log1p(exp(logit($1))) }
      return sum / 70
    }

    var (seen, all) = (0, 0)
    for (index, layer) in discriminator.chain.affineLayers.enumerated() {
      for (path, found) in [
        (\ReferenceLayer.weights, layer.fileWeights), (\.bias, layer.bias.elements),
      ] {
        for place in found.indices {
          let value = layers[index][keyPath: path][place]
          layers[index][keyPath: path][place] = value + 1e-6
          let above = crossEntropy()
          layers[index][keyPath: path][place] = value - 1e-6
          let below = crossEntropy()
          layers[index][keyPath: path][place] = value
          let gradient = (above - below) / 2e-6
          all += 1
          // From here on the sign is beyond the rounding of single precision (`Bound`: below 1e-4 of the largest
          // gradient, which is below 1), and g/(|g| + 1e-8) is 1 but for 1e-4.
          guard abs(gradient) > 1e-4 else { continue }
          seen += 1
          let moved = (Double(found[place]) - value) * (gradient > 0 ? -1 : 1)
          // The parameter is below 2, so that half a unit of its last place is at most 2⁻²⁴.
          #expect(abs(moved - 1e-4) < 1e-8 + 0x1p-23, "layer \(index), place \(place)")
        }
      }
    }
    #expect(seen * 3 > all)
  }

  /// The estimate after a number of steps on codes with means (a, a) and (−a, −a), half of them each, and the
  /// variance 1, under a model that does not move; its mean over further batches.
  private func estimate(means a: Float, steps: Int) throws -> Double {
    let rows = 256
    let test = Case("two means", [2], .mlp([], .relu), .gaussian(size: 2), rows: rows) {
      $0.objective.codes = LatentObjectives.words.value(of: "factor:1,32,2")!
    }
    let model = Model(test.configuration)
    let encoder = model.encoder.affineLayers[0]
    encoder.fileWeights = [2 * a, 0, 2 * a, 0, 0, 0, 0, 0]
    encoder.bias.elements = [-a, -a, 0, 0]
    let workspace = Workspace(
      model, settings: test.settings, size: rows, training: true, engine: engine)
    let data = try test.data((0..<2 * rows).map { $0 / 2 % 2 == 0 ? 0 : 255 })
    let order = (0..<UInt32(rows)).map { $0 }
    var sum = 0.0
    for epoch in 1...steps + 200 {
      let sums = workspace.forward(data, rows: order[...], epoch: epoch, training: true)
      if epoch <= steps {
        workspace.learn(count: rows, epoch: epoch)
      } else {
        sum += sums.meanPenalty
      }
    }
    return sum / 200
  }

  /// KL(q(z) ‖ q(z_1) q(z_2)) of such codes, on a grid.
  private func exact(means a: Double) -> Double {
    func normal(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
    var sum = 0.0
    for x in stride(from: -9.0, through: 9, by: 0.05) {
      for y in stride(from: -9.0, through: 9, by: 0.05) {
        let joint = (normal(x - a) * normal(y - a) + normal(x + a) * normal(y + a)) / 2
        let apart = (normal(x - a) + normal(x + a)) * (normal(y - a) + normal(y + a)) / 4
        sum += joint * log(joint / apart) * 0.05 * 0.05
      }
    }
    return sum
  }

  /// A discriminator is never quite the best one, so this is no matter of rounding: a wrong label, sign or weight
  /// would be off by the whole figure, and a quarter is allowed.
  @Test func findsTheTotalCorrelation() throws {
    let expected = exact(means: 1.5)
    let found = try estimate(means: 1.5, steps: 3000)
    #expect(abs(found - expected) < expected / 4, "\(found), expected \(expected)")
    let none = try estimate(means: 0, steps: 3000)
    #expect(abs(none) < expected / 10, "\(none)")
  }

  /// Training moves it, and an evaluation has it as it then is and leaves it so.
  @Test func theEvaluationSharesIt() throws {
    let test = Case("shared", [3, 7], .mlp([5], .tanh), .gaussian(size: 3), rows: 40) {
      $0.objective.codes = LatentObjectives.words.value(of: "factor:1,9,2")!
    }
    let model = test.model(engine.kernels)
    let data = try test.data()
    let trainer = Trainer(model, settings: test.settings, examples: 40, engine: engine)
    let evaluator = trainer.evaluator()
    let fresh = Evaluator(model, settings: test.settings, engine: engine)
    // What has learned nothing finds nothing.
    #expect(evaluator.figures(data) == fresh.figures(data))
    #expect(fresh.figures(data).penalty == 0)
    _ = try trainer.runEpoch(1, data) { _, _ in }
    let figures = evaluator.figures(data)
    #expect(figures == evaluator.figures(data))
    #expect(figures.reconstruction == fresh.figures(data).reconstruction)
    #expect(figures.penalty != fresh.figures(data).penalty)
    #expect(figures.loss == figures.reconstruction + figures.divergence + figures.penalty)
  }
}
