import Foundation
import InstructionSets
import Kernels
import Networks
import Testing
import Training
import VAE
import Words

/// The total correlation of the β-TC-VAE, by minibatch-weighted sampling: q̂(z) = Σ_j q(z|x_j)/(N·M) over the M
/// examples of a batch out of N (Chen et al. 2018, equation 5).
@Suite struct CorrelationTests {
  private let engine: Engine
  private let examples = 200
  private let batch = 37

  init() throws { engine = try Engine(threads: 2) }

  private func test(size: Int) -> Case {
    Case("correlation", [3, 7], .mlp([], .relu), .gaussian(size: size), rows: examples) {
      // A weight of 1.
      $0.objective.codes = LatentObjectives.words.value(of: "tc:2")!
    }
  }

  private func totalCorrelation(_ test: Case, _ model: Model) throws -> Double {
    let workspace = Workspace(
      model, settings: test.settings, size: batch, training: true, engine: engine)
    let rows = (0..<UInt32(batch)).map { $0 }
    let sums = workspace.forward(try test.data(), rows: rows[...], epoch: 1, training: true)
    return sums.meanPenalty
  }

  /// Index-code mutual information, total correlation and the KL of the dimensions (equation 2) sum to
  /// E[log q(z|x) − log p(z)]. With the estimates of one q̂ in all three that holds for every batch: each but
  /// q(z|x) and p(z) is added and taken away.
  @Test func thePartsSumToTheDivergence() throws {
    let test = test(size: 3)
    let model = test.model(engine.kernels)
    let layer = model.encoder.affineLayers[0]
    // Posteriors far apart, beside others.
    layer.fileWeights = layer.fileWeights.map { $0 * 8 }
    let correlation = try totalCorrelation(test, model)

    let reference = ReferenceBatch(
      test.configuration, test.settings, bytes: Array(test.bytes.prefix(batch * 21)), labels: [],
      epoch: 1, kernels: engine.kernels)
    let network = ReferenceNetwork(encoderOf: model)
    let posteriors = reference.inputs.map { network($0, told: []) }
    let codes = zip(posteriors, reference.normals).map { p, noise in
      (0..<3).map { p[$0] + exp(p[3 + $0] / 2) * noise[$0] }
    }
    func logNormal(_ x: Double, _ mean: Double, _ logVariance: Double) -> Double {
      -0.5 * (log(2 * Double.pi) + logVariance + (x - mean) * (x - mean) / exp(logVariance))
    }
    let pairs = log(Double(examples) * Double(batch))
    var (information, dimensions, divergence) = (0.0, 0.0, 0.0)
    for (z, own) in zip(codes, posteriors) {
      func logPosterior(_ p: [Double]) -> Double {
        (0..<3).reduce(0) { $0 + logNormal(z[$1], p[$1], p[3 + $1]) }
      }
      let aggregate = log(posteriors.reduce(0) { $0 + exp(logPosterior($1)) }) - pairs
      let prior = (0..<3).reduce(0) { $0 + logNormal(z[$1], 0, 0) }
      information += logPosterior(own) - aggregate
      for d in 0..<3 {
        dimensions += log(posteriors.reduce(0) { $0 + exp(logNormal(z[d], $1[d], $1[3 + d])) })
        dimensions -= pairs
      }
      dimensions -= prior
      divergence += logPosterior(own) - prior
    }
    let count = Double(batch)
    let sum = information / count + correlation + dimensions / count
    let bound = Bound(model, rows: batch)
    let largest = max(abs(information / count), abs(correlation), abs(dimensions / count))
    #expect(abs(sum - divergence / count) <= bound.loss(largest))
    // The posteriors differ: the information is not its least, log N.
    #expect(information / count > log(Double(examples)) + 0.1)
  }

  /// Where all posteriors are the same, q̂ is that divided by N, in each dimension too: all that is left are the
  /// logarithms of N, one for each dimension but one.
  @Test(arguments: [1, 2, 5])
  func theEstimateOfIndependentCodes(_ size: Int) throws {
    let test = test(size: size)
    let model = Model(test.configuration)
    model.encoder.affineLayers[0].bias.elements = (0..<2 * size).map { Float($0 % 3) / 4 - 0.3 }
    let expected = Double(size - 1) * log(Double(examples))
    let bound = Bound(model, rows: batch)
    #expect(abs(try totalCorrelation(test, model) - expected) <= bound.loss(expected))
  }
}
