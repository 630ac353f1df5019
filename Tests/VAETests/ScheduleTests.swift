import InstructionSets
import Kernels
import Networks
import Testing
import Training
import VAE
import Words

/// What changes on the way through a run, and what ends it.
@Suite struct ScheduleTests {
  @Test func factorsAtTheirEnds() {
    #expect(Schedule.constant.factor(epochs: 7, of: 9) == 1)
    let cosine = Schedule.cosine(last: 0.2)
    // A handful of roundings in Double beside 1.
    for (done, expected) in [(0.0, 1.0), (4, 0.6), (8, 0.2), (9, 0.2)] {
      #expect(abs(cosine.factor(epochs: done, of: 8) - expected) < 1e-15)
    }
    // cos(π/3) = ½.
    #expect(abs(cosine.factor(epochs: 1, of: 3) - (0.2 + 0.8 * 0.75)) < 1e-15)
    let step = Schedule.step(epochs: 2, factor: 0.5)
    for (done, expected) in [(0.0, 1.0), (1.99, 1), (2, 0.5), (3.5, 0.5), (4, 0.25)] {
      #expect(step.factor(epochs: done, of: 5) == expected)
    }
    // A run of no epochs divides by nothing.
    #expect(cosine.factor(epochs: 0, of: 0) == 1)
  }

  @Test func weightOfTheDivergence() {
    var objective = Objective()
    objective.beta = 4
    #expect(objective.weights(epochs: 0, divergence: 7).whole == 4)
    objective.betaWarmup = 2
    let weights = [0, 0.5, 1, 2, 9].map { objective.weights(epochs: $0, divergence: 7).whole }
    #expect(weights == [0, 1, 2, 4, 4])
  }

  /// The capacity rises in a straight line; the KL is drawn to it from both sides (Burgess et al. 2018).
  @Test func capacityRises() {
    var objective = Objective()
    objective.codes = Capacity(weight: 30, nats: 25, epochs: 4)
    let capacities = [0, 1, 2, 4, 9].map { objective.codes.capacities(epochs: $0) }
    #expect(capacities == [0, 6.25, 12.5, 25, 25].map { Capacities(numbers: $0) })
    for (epochs, divergence, weight) in [
      (0.0, 1.0, 30.0), (1, 6, -30), (1, 7, 30), (9, 24, -30), (9, 26, 30),
    ] { #expect(objective.weights(epochs: epochs, divergence: divergence).whole == weight) }
    #expect(objective.loss(reconstruction: 80, divergence: 24, penalty: 0) == 110)
  }

  /// Each part has a capacity of its own and is drawn to that from both sides (Dupont 2018).
  @Test func bothCapacitiesRise() {
    var objective = Objective()
    objective.codes = LatentObjectives.words.value(of: "capacities:30,8,2,4")!
    let moments = [0.0, 1, 2, 4, 9]
    #expect(
      moments.map { objective.codes.capacities(epochs: $0)?.numbers } == [0, 2, 4, 8, 8])
    #expect(
      moments.map { objective.codes.capacities(epochs: $0)?.categories } == [0, 0.5, 1, 2, 2])
    // The whole divergence is that of the numbers and that of the categories.
    for (epochs, numbers, categories, weights) in [
      (0.0, 1.0, 0.25, (30.0, 30.0)), (1, 1.75, 0.25, (-30, -30)), (1, 2.25, 0.25, (30, -30)),
      (1, 1.75, 0.75, (-30, 30)), (9, 7.5, 2.5, (-30, 30)), (9, 8.5, 1.5, (30, -30)),
    ] {
      let found = objective.weights(
        epochs: epochs, divergence: numbers + categories, categories: categories)
      #expect(found == weights, "\(epochs), \(numbers), \(categories)")
    }
    let loss = objective.loss(reconstruction: 80, divergence: 11, categories: 1, penalty: 0)
    #expect(loss == 80 + 30 * 2 + 30 * 1)
    // One weight for both elsewhere.
    objective.codes = LatentObjectives.words.value(of: "capacity:30,8,4")!
    #expect(objective.weights(epochs: 1, divergence: 1, categories: 0.5) == (-30, -30))
    #expect(objective.codes.capacities(epochs: 1) == Capacities(numbers: 2))
    // Of the capacities of the way the loss is that which training had there.
    #expect(
      objective.loss(
        reconstruction: 80, divergence: 11, penalty: 0, capacities: Capacities(numbers: 2))
        == 80 + 30 * 9)
    // Nothing is asked for elsewhere.
    #expect(Objective().codes.capacities(epochs: 1) == nil)
  }

  @Test func temperatureFalls() {
    let temperature = Temperature("2,0.5")!
    let values = [0, 2, 4, 5].map { temperature.value(epochs: $0, of: 4) }
    #expect(values == [2, 1.25, 0.5, 0.5])
    let constant = Temperature("0.7")!
    // 0.7 + 0 · t.
    #expect(constant.value(epochs: 3, of: 4) == 0.7)
  }

  private func stop(_ losses: [Double], patience: Int, warmup: Double = 0) throws
    -> (after: Int?, best: Double?, bias: Float?)
  {
    let test = Case("stopping")
    let model = test.model(try InstructionSet.current.get().kernels)
    let record = TrainingRecord(
      version: "0", settings: test.settings, examples: 1, epochs: 0)
    var stopping = EarlyStopping(patience: patience, warmup: warmup)
    var end: Int?
    for (index, loss) in losses.enumerated() where end == nil {
      // The model of each epoch can be told from the others.
      model.encoder.affineLayers[0].bias.elements[0] = Float(index + 1)
      var record = record
      record.epochs = index + 1
      if stopping.shouldStop(after: index + 1, loss: loss, model, record) { end = index + 1 }
    }
    if let best = stopping.best { model.restore(best.parameters) }
    return (
      end, stopping.best.map { losses[$0.record.epochs - 1] },
      stopping.best == nil ? nil : model.encoder.affineLayers[0].bias.elements[0]
    )
  }

  @Test func stoppingKeepsTheBest() throws {
    #expect(try stop([5, 4, 3, 3.5, 3.2, 1], patience: 2) == (5, 3, 3))
    #expect(try stop([5, 4, 3, 3.5, 2, 1], patience: 2) == (nil, 1, 6))
    // An equal loss is not better.
    #expect(try stop([3, 3, 3], patience: 2) == (3, 3, 1))
    #expect(try stop([], patience: 2) == (nil, nil, nil))
  }

  /// Losses of the warm-up are of another objective.
  @Test func stoppingWaitsForTheWarmUp() throws {
    #expect(try stop([1, 2, 9, 8, 8, 8], patience: 2, warmup: 2.5) == (6, 8, 4))
    #expect(try stop([1, 2], patience: 1, warmup: 3) == (nil, nil, nil))
  }

  /// A loss that is not a number is worse than any.
  @Test func stoppingIsNotHeldByNaN() throws {
    #expect(try stop([.nan, 4, 5, .nan], patience: 2) == (4, 4, 2))
  }

  /// Restoring gives the parameters back, a codebook and a shared scale included.
  @Test func restoresAll() throws {
    let kernels = try InstructionSet.current.get().kernels
    let test = Case(
      "all", [3, 7], .mlp([5], .tanh), .quantized(.init(variables: 2, codes: 3, size: 2)),
      .gaussian(.shared))
    let model = test.model(kernels)
    model.codebook?.vectors = (0..<6).map(Float.init)
    let kept = model.parameters
    let other = Model(test.configuration)
    other.restore(kept)
    #expect(other.parameters == kept)
    #expect(kept.joined().count == test.configuration.parameterCount - 3 * 2 + 1)
  }
}
