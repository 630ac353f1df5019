import InstructionSets
import Kernels
import Networks
import Testing
import Training
import VAE
import Words

/// What the rest of a data set, in a batch of fewer examples than the others, has in the means of an epoch.
@Suite struct RemainderTests {
  private static let size = 256

  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  private func test(_ objective: String, rows: Int) -> Case {
    Case("remainder", [3, 5], .mlp([4], .tanh), rows: rows) {
      $0.objective.codes = LatentObjectives.words.value(of: objective)!
    }
  }

  /// The penalty of some examples of a data set, all in one batch.
  private func penalty(_ test: Case, _ model: Model, _ rows: Range<UInt32>) throws -> Double {
    let workspace = Workspace(
      model, settings: test.settings, size: rows.count, training: false, engine: engine)
    let order = rows.map { $0 }
    let sums = workspace.forward(try test.data(), rows: order[...], epoch: 0, training: false)
    return sums.meanPenalty
  }

  private func figures(_ test: Case, _ model: Model) throws -> Metrics {
    Evaluator(model, settings: test.settings, engine: engine).figures(try test.data())
  }

  /// One example behind full batches, or two for a covariance, leave the mean of the penalty as it is. The
  /// other means have them.
  @Test(arguments: [
    ("wae-rbf:5", 1), ("wae-imq:5", 1), ("info-rbf:0.5,3", 1), ("info-imq:0.5,3", 1),
    ("swae:2,5", 1), ("dip1:900,2", 1), ("dip1:900,2", 2), ("dip2:3,2", 1), ("dip2:3,2", 2),
  ])
  func tooFewAreLeftOut(_ objective: String, _ left: Int) throws {
    let test = test(objective, rows: Self.size + left)
    let model = test.model(engine.kernels)
    let figures = try figures(test, model)
    #expect(figures.penalty == (try penalty(test, model, 0..<UInt32(Self.size))))
    #expect(figures.penalty != 0)
    var full = test
    full.rows = Self.size
    #expect(figures.reconstruction != (try self.figures(full, model)).reconstruction)
  }

  /// Enough examples count by their pairs.
  @Test(arguments: [
    ("wae-rbf:5", 2), ("wae-imq:5", 30), ("info-rbf:0.5,3", 3), ("swae:2,5", 2), ("dip1:900,2", 3),
    ("dip2:3,2", 9),
  ])
  func theOthersCountByTheirPairs(_ objective: String, _ left: Int) throws {
    let test = test(objective, rows: Self.size + left)
    let model = test.model(engine.kernels)
    let first = try penalty(test, model, 0..<UInt32(Self.size))
    let rest = try penalty(test, model, UInt32(Self.size)..<UInt32(Self.size + left))
    let pairs = (Double(Self.size * (Self.size - 1)), Double(left * (left - 1)))
    let mean = (pairs.0 * first + pairs.1 * rest) / (pairs.0 + pairs.1)
    // A few roundings of a Double.
    let tolerance = 8 * mean.ulp.magnitude + 8 * first.ulp
    #expect(abs(try figures(test, model).penalty - mean) <= tolerance)
    #expect(mean != first)
  }

  /// The same of an epoch of training whose steps change nothing: every batch is one example, but the first.
  @Test func trainingLeavesThemOutToo() throws {
    var test = test("dip1:5,3", rows: 33)
    test.settings.learningRate = 1e-30
    let model = test.model(engine.kernels)
    for layer in model.encoder.affineLayers { layer.fileWeights = layer.fileWeights.map { _ in 0 } }
    let trainer = Trainer(model, settings: test.settings, examples: 33, engine: engine)
    let figures = try trainer.runEpoch(1, try test.data()) { _, _ in }
    // Means that do not vary have the covariance 0, three numbers: 3 · 3 · (0 − 1)².
    #expect(figures.penalty == 9)
  }
}
