import Datasets
import InstructionSets
import Kernels
import Testing
import Training
import VAE

/// The corners where others saw NaN: one and two latents, one row, images all black or all white, a
/// ragged last batch.
@Suite struct FiniteTests {
  /// Constant images make a learned scale fall to its bound: from 1 to exp(−14) is 140 steps of a tenth,
  /// of which an epoch has three.
  private func epochs(_ likelihood: Likelihood) -> Int { likelihood.spread == .shared ? 60 : 12 }

  @Test(arguments: Axes.likelihoods, [1, 2])
  func dense(likelihood: Likelihood, size: Int) throws {
    let engine = try Engine(threads: 1)
    for code in Axes.codes(size) {
      var test = Case(
        "\(code.name), \(likelihood)", [5, 6], .mlp([19], .relu), code.bottleneck, likelihood
      ) {
        code.change(&$0.objective)
      }
      for bytes in images(features: 30) {
        test.rows = bytes.count / 30
        try expectFinite(test, bytes, epochs: epochs(likelihood), engine)
      }
    }
  }

  @Test(arguments: Axes.likelihoods, [1, 2])
  func convolutional(likelihood: Likelihood, size: Int) throws {
    let engine = try Engine(threads: 1)
    let positions = VectorQuantizedBottleneck(variables: 4, codes: 4, size: size)
    for bottleneck in [GaussianBottleneck(size: size), positions] as [any Bottleneck] {
      var test = Case(
        "\(bottleneck.name), \(likelihood)", [5, 6], .conv([3, 4], hidden: [], .relu), bottleneck,
        likelihood)
      for bytes in images(features: 30) {
        test.rows = bytes.count / 30
        try expectFinite(test, bytes, epochs: epochs(likelihood) / 3, engine)
      }
    }
  }

  @Test(arguments: Axes.likelihoods, [1, 2])
  func imageLosses(likelihood: Likelihood, size: Int) throws {
    let engine = try Engine(threads: 1)
    for weight in [0.0, 1] {
      var test = Case(
        "images, \(likelihood)", [5, 6], .mlp([19], .relu), .gaussian(size: size), likelihood
      ) {
        $0.objective.images.similarity = SimilarityLoss(weight: 50)
        $0.objective.images.perceptual = Case.features([5, 6], .conv([3], hidden: [4], .relu))
        $0.objective.images.likelihoodWeight = weight
      }
      for bytes in images(features: 30) {
        test.rows = bytes.count / 30
        try expectFinite(test, bytes, epochs: epochs(likelihood) / 3, engine)
      }
    }
  }

  private func images(features: Int) -> [[UInt8]] {
    [
      [UInt8](repeating: 7, count: features), [UInt8](repeating: 0, count: 37 * features),
      [UInt8](repeating: 255, count: 37 * features), pattern(rows: 37, features: features),
    ]
  }

  private func expectFinite(_ test: Case, _ bytes: [UInt8], epochs: Int, _ engine: Engine) throws {
    let data = try test.data(bytes)
    let model = Model(test.configuration)
    model.initialize(seed: 5, kernels: engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: data.count, engine: engine)
    let name = "\(test.name), \(data.count) rows, first pixel \(bytes[0])"
    for epoch in 1...epochs {
      let figures = try trainer.runEpoch(epoch, data) { _, _ in }
      #expect(figures.loss.isFinite, "\(name), epoch \(epoch)")
    }
    model.fitPrior(data, settings: test.settings, engine: engine)
    let figures = Evaluator(model, settings: test.settings, engine: engine).figures(data)
    #expect(figures.loss.isFinite, "\(name), evaluation")
    #expect(model.parameters.allSatisfy { $0.allSatisfy(\.isFinite) }, "\(name)")
    guard test.configuration.bottleneck.hasPrior else { return }
    let codes = try Prior(model, temperature: 1, engine: engine).draw(0..<33, seed: 1)
    let latents = codes.tensors(rows: 33, of: test.configuration.bottleneck)[0]
    for seed in [nil, UInt64(2)] {
      // It throws where a number is not finite.
      _ = try Decoder(model, engine: engine).decode(latents, labels: [], seed: seed, firstRow: 0)
    }
  }

  /// A loss that single precision cannot hold ends the run.
  @Test func divergenceOfLossIsAnError() throws {
    let test = Case(
      "too narrow", [5, 6], .mlp([19], .relu), .gaussian(size: 2), .gaussian(.fixed(1e-38)),
      rows: 64)
    let engine = try Engine(threads: 1)
    let model = test.model(engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: 64, engine: engine)
    let data = try test.data()
    #expect {
      for epoch in 1...5 { _ = try trainer.runEpoch(epoch, data) { _, _ in } }
    } throws: {
      "\($0)"
        == "epoch 1, step 1: the loss is not a number; no step was made yet: "
        + "a weight, a scale or the noise among the options is beyond single precision"
    }
  }
}
