import Foundation
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE

/// Flows in models: as the prior, and behind the posterior.
@Suite struct FlowModelTests {
  private let shape = Flow.Shape(couplings: 3, hidden: 6)

  private func test(_ size: Int, rows: Int = 33) -> Case {
    Case("flow", [5, 6], .mlp([19], .relu), .gaussian(size: size), rows: rows)
  }

  /// A flow that is the identity changes nothing: neither codes nor importance weights.
  @Test func theIdentityIsNoFlow() throws {
    let engine = try Engine(threads: 2)
    let none = test(3)
    var results: [[Float]] = []
    for test in [none, none.with(FlowPrior(shape)), none.flowing(3, 6)] {
      let model = Model(test.configuration)
      model.initialize(seed: 3, kernels: engine.kernels)
      let x = Tensor("x", shape: [33, 5, 6], test.bytes)
      let scorer = Scorer(
        model, settings: ScoringSettings(draws: .importance(5), seed: 2), engine: engine)
      let scores = scorer.score(x, labels: [], firstRow: 0)
      let drawn = try Encoder(model, engine: engine).encode(x, labels: [], seed: 4, firstRow: 0)
      let codes = try Encoder(model, engine: engine).encode(x, labels: [], seed: nil, firstRow: 0)
      let samples = try Prior(model, temperature: 1, engine: engine).draw(0..<33, seed: 6).z
      results.append(
        drawn.z + codes.z + samples + scores.reconstruction + (scores.logLikelihood ?? []))
      #expect((codes.logVariance == nil) == (test.configuration.posteriorFlow != nil))
    }
    for other in results.dropFirst() {
      #expect(other.count == 33 * 11)
      // Draws and reconstructions are the same numbers; log w is summed in another order, of terms below
      // 16, three dimensions each, and rounded at a magnitude below 32.
      #expect(other.prefix(33 * 10) == results[0].prefix(33 * 10))
      for (a, b) in zip(other, results[0]) {
        #expect(abs(a - b) <= 6 * 16 * 12 * 0x1p-24 + 0x1p-18)
      }
    }
  }

  /// Draws from a flow's prior are those of N(0, T²·I), carried back.
  @Test func samplesAreTheInverse() throws {
    let engine = try Engine(threads: 2)
    let normal = test(5)
    let model = normal.with(FlowPrior(shape)).model(engine.kernels)
    let flow = Flow(shape, width: 5)
    let layers = model.namedLayers.filter { $0.name.hasPrefix("prior") }
    for (source, target) in zip(layers, flow.namedLayers("")) {
      target.layer.fileWeights = source.layer.fileWeights
      target.layer.bias.elements = source.layer.bias.elements
    }
    let u = try Prior(
      normal.model(engine.kernels), temperature: 0.7, engine: engine
    ).draw(0..<300, seed: 5).z
    let z = try Prior(model, temperature: 0.7, engine: engine).draw(0..<300, seed: 5).z
    let columns = Matrix(rows: 5, columns: 300)
    for row in 0..<300 { for j in 0..<5 { columns[j, row] = u[row * 5 + j] } }
    FlowPass(flow, size: 300, training: false, engine: engine)
      .inverse(columns.panels, input: columns.panels)
    #expect(z == (0..<300).flatMap { row in (0..<5).map { columns[$0, row] } })
    #expect(z != u)
  }

  /// A weight of 0, as at the start of a warm-up, leaves the gradient of the reconstruction.
  @Test func withoutWeightTheReconstructionRemains() throws {
    let engine = try Engine(threads: 1)
    let test = test(4).flowing(2, 5)
    let model = test.model(engine.kernels)
    let workspace = Workspace(
      model, settings: test.settings, size: 33, training: true, engine: engine)
    let rows = (0..<UInt32(33)).map { $0 }
    _ = workspace.forward(try test.data(), rows: rows[...], epoch: 1, training: true)
    let factors = workspace.backward(count: 33, weight: 0)
    defer { withExtendedLifetime(workspace) {} }
    for (factors, entry) in zip(factors, model.namedLayers) {
      let result = Buffer(count: entry.layer.outputs)
      engine.kernels.biasGradient(gradient: factors.gradient, result: result.base)
      #expect(result.elements.contains { abs($0) > 1e-6 }, "\(entry.name)")
    }
  }

  @Test(arguments: [2, 3])
  func staysFinite(size: Int) throws {
    let engine = try Engine(threads: 1)
    for (count, byte) in [(1, UInt8(7)), (37, 0), (37, 255)] {
      let bytes = [UInt8](repeating: byte, count: count * 30)
      for test in [
        test(size, rows: count).with(FlowPrior(shape)), test(size, rows: count).flowing(3, 6),
      ] {
        let model = test.model(engine.kernels)
        let data = try test.data(bytes)
        let trainer = Trainer(model, settings: test.settings, examples: count, engine: engine)
        for epoch in 1...12 {
          #expect(try trainer.runEpoch(epoch, data) { _, _ in }.loss.isFinite)
        }
        #expect(model.parameters.allSatisfy { $0.allSatisfy(\.isFinite) })
        #expect(
          try Prior(model, temperature: 1, engine: engine).draw(0..<33, seed: 1).z
            .allSatisfy(\.isFinite))
      }
    }
  }

  @Test func impossibleFlowsAreRefused() {
    for test in [
      test(1).flowing(2, 3), test(1).with(FlowPrior(shape)),
      test(4).with(VampPrior(components: 3)).flowing(2, 3),
      Case("none", [7], .mlp([], .relu), .none(size: 4)).flowing(2, 3),
      Case("none", [7], .mlp([], .relu), .none(size: 4)).with(FlowPrior(shape)),
    ] {
      #expect(throws: VAEError.self) { try test.configuration.checkSizes() }
    }
  }
}
