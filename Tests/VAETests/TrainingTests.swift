import Foundation
import Kernels
import LaneTypes
import TensorIO
import Testing
import VAE

@Suite struct TrainingTests {
  private func dataset(_ bytes: [UInt8], rows: Int, likelihood: Likelihood) throws -> Dataset {
    var data = Dataset()
    try data.append(
      Frame([Tensor("x", shape: [rows, bytes.count / rows], bytes)]), likelihood: likelihood)
    return data
  }

  private func train(
    _ data: Dataset, latent: Int, likelihood: Likelihood, epochs: Int, batch: Int = 16,
    kernels: Kernels? = nil, threads: Int = 1
  ) throws -> (Model, Figures) {
    let engine = Engine(kernels: try kernels ?? Kernels(), threads: threads)
    let model = Model(
      Configuration(
        exampleShape: data.exampleShape, latent: latent, hidden: [19], activation: .relu,
        likelihood: likelihood))
    model.initialize(seed: 5, kernels: engine.kernels)
    let trainer = Trainer(
      model,
      settings: TrainingSettings(
        seed: 5, epochs: epochs, batch: batch, learningRate: 1e-2, beta: 1),
      examples: data.count, engine: engine)
    var figures = Figures(reconstruction: 0, divergence: 0, loss: 0, active: 0)
    for epoch in 1...epochs { figures = try trainer.runEpoch(epoch, data) { _, _ in } }
    return (model, figures)
  }

  /// The corners where others saw NaN: one and two latents, one row, images all black or all white,
  /// a ragged last batch.
  @Test(
    arguments: [1, 2], [Likelihood.bernoulli, .gaussian(variance: 0.5)])
  func cornersStayFinite(latent: Int, likelihood: Likelihood) throws {
    for (rows, bytes) in [
      (1, [UInt8](repeating: 7, count: 30)), (37, [UInt8](repeating: 0, count: 37 * 30)),
      (37, [UInt8](repeating: 255, count: 37 * 30)),
      (37, pattern(rows: 37, features: 30)),
    ] {
      let data = try dataset(bytes, rows: rows, likelihood: likelihood)
      let (model, figures) = try train(data, latent: latent, likelihood: likelihood, epochs: 60)
      #expect(figures.loss.isFinite)
      for (_, layer) in model.namedLayers {
        #expect(layer.weights.rowMajor.allSatisfy { $0.isFinite })
      }
    }
  }

  /// The same bits for any number of threads and on every instruction set, on sizes that divide
  /// nothing.
  @Test func bitsDoNotDependOnThreadsOrInstructionSet() throws {
    let bytes = pattern(rows: 101, features: 45)
    let data = try dataset(bytes, rows: 101, likelihood: .bernoulli)
    var first: [[Float]]?
    let best = try Kernels()
    let sets = best.instructionSet == .v4 ? [best, Kernels(.v3)] : [best]
    for kernels in sets {
      for threads in [1, 2, 3, 7] {
        let (model, _) = try train(
          data, latent: 3, likelihood: .bernoulli, epochs: 3, kernels: kernels, threads: threads)
        let weights = model.namedLayers.flatMap {
          [$0.layer.weights.rowMajor, $0.layer.bias.elements]
        }
        if let first { #expect(first == weights, "\(kernels.instructionSet), \(threads) threads") }
        first = first ?? weights
      }
    }
  }

  /// Two clusters of constant images need one bit: log 2 = 0.69 nats in the KL at least, and next to
  /// nothing in the reconstruction of black and white pixels. An untrained model pays 30 log 2 = 20.8.
  @Test func learnsTwoClusters() throws {
    let (black, white) = ([UInt8](repeating: 0, count: 15), [UInt8](repeating: 255, count: 15))
    let bytes = (0..<200).flatMap { $0 % 2 == 0 ? black + white : white + black }
    let data = try dataset(bytes, rows: 200, likelihood: .bernoulli)
    let (_, figures) = try train(data, latent: 2, likelihood: .bernoulli, epochs: 60)
    #expect(figures.loss < 3)
    #expect(figures.divergence > 0.69)
    #expect(figures.active >= 1)
  }

  @Test func divergenceOfLossIsAnError() throws {
    let data = try dataset(
      pattern(rows: 64, features: 30), rows: 64, likelihood: .gaussian(variance: 1e-38))
    #expect(throws: VAEError.self) {
      _ = try train(data, latent: 2, likelihood: .gaussian(variance: 1e-38), epochs: 5)
    }
  }
}
