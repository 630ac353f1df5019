import Foundation
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE
import Words

/// Priors that are learned: pseudo-inputs and a hierarchy.
@Suite struct LearnedPriorTests {
  /// Loss and every gradient, those through the prior among them, against central differences.
  @Test(arguments: Case.priors)
  func matchesCentralDifferences(test: Case) throws {
    try test.configuration.checkSizes()
    let engine = try Engine(threads: 2)
    let model = test.model(engine.kernels)
    let workspace = Workspace(
      model, settings: test.settings, size: test.rows, training: true, engine: engine)
    let rows = (0..<UInt32(test.rows)).map { $0 }
    // A larger batch before, so that the padding holds what it left.
    _ = workspace.forward(try test.data(), rows: rows[...], epoch: 2, training: true)
    let sums = workspace.forward(try test.data(), rows: rows[...], epoch: 1, training: true)
    let factors = workspace.backward(
      count: test.rows,
      weight: Float(test.settings.objective.weights(epochs: 1, divergence: 0).whole))
    // The factors are views of its memory.
    defer { withExtendedLifetime(workspace) {} }
    var reference = ReferencePrior(model, test, kernels: engine.kernels)
    let (means, bound, count) = (
      reference.means(), Bound(model, rows: test.rows), Double(test.rows)
    )
    #expect(
      abs(sums.reconstruction / count - means.reconstruction) <= bound.loss(means.reconstruction))
    #expect(abs(sums.divergence / count - means.divergence) <= bound.loss(means.divergence))
    let loss = test.settings.objective.loss(
      reconstruction: sums.reconstruction / count, divergence: sums.divergence / count,
      penalty: sums.penalty / count)
    #expect(abs(loss - means.loss) <= bound.loss(means.loss))
    #expect(factors.count == model.namedLayers.count)
    let results = Model(test.configuration)
    for (number, (name, layer)) in model.namedLayers.enumerated() {
      let result = results.namedLayers[number].layer
      #expect(factors[number].layer === layer)
      layer.weightGradient(
        factors[number], result: result.weights, bias: result.bias,
        scratch: Buffer(count: layer.scratchSize), engine: engine)
      let exact = reference.gradient(layer: number)
      let largest = exact.map(\.magnitude).max() ?? 0
      let found = result.fileWeights + result.bias.elements
      #expect(found.count == exact.count)
      let error = zip(found, exact).map { abs(Double($0) - $1) }.max() ?? .nan
      #expect(error <= bound.gradient(largest), "\(name), whose largest is \(largest)")
    }
  }

  /// One component whose posterior is N(0, I) is the prior that others have.
  @Test func oneStandardComponentIsTheNormalPrior() throws {
    let engine = try Engine(threads: 1)
    let normal = Case("normal", [3, 7], .mlp([5], .relu), .gaussian(size: 3), rows: 33)
    let vamp = normal.with(VampPrior(components: 1))
    var figures: [[Float]] = []
    for test in [normal, vamp] {
      let model = test.model(engine.kernels)
      // The first pixel alone tells the hidden layer anything, and it is 0 in the pseudo-input.
      let layer = model.encoder.affineLayers[0]
      layer.fileWeights = layer.fileWeights.enumerated().map { $0 % 21 == 0 ? $1 : 0 }
      layer.bias.elements = layer.bias.elements.map { _ in 0 }
      model.encoder.affineLayers[1].bias.elements = [Float](repeating: 0, count: 6)
      // A sigmoid of −100 is 0.
      for (name, layer) in model.namedLayers where name.hasPrefix("prior") {
        layer.fileWeights = [Float](repeating: -100, count: 21)
      }
      let scorer = Scorer(
        model, settings: ScoringSettings(draws: .importance(5), seed: 2), engine: engine)
      let examples = Tensor("x", shape: [33, 3, 7], test.bytes)
      figures.append(
        scorer.score(examples, labels: [], firstRow: 0).logLikelihood ?? [])
    }
    #expect(figures[0].count == 33 && figures[1].count == 33)
    // Terms of log p and log q of magnitude below 8, three dimensions each, a dozen roundings of 2⁻²⁴, and
    // the rounding of a log-likelihood of magnitude below 32.
    for (a, b) in zip(figures[0], figures[1]) {
      #expect(abs(a - b) <= 6 * 8 * 12 * 0x1p-24 + 0x1p-18)
    }
    #expect(Set(figures[0]).count > 1)
  }

  /// p(z|u) = N(√½·u, ½) and u ~ N(0, 1) make z ~ N(0, 1), so that the likelihood is that of the linear
  /// model; q(u|z) = N(√½·z, ½) is exact. Then a single draw of each is exact too; off by 0.3 deviations
  /// the mean of the weights is right in expectation.
  @Test(arguments: [0, 0.3])
  func linearHierarchy(error: Double) throws {
    let engine = try Engine(threads: 1)
    let linear = LinearGaussian(latent: 1, error: 0, rows: 40)
    var configuration = linear.model.configuration
    configuration.prior = HierarchyPrior(hidden: 2, levels: [1])
    let model = Model(configuration)
    for (source, target) in zip(linear.model.namedLayers, model.namedLayers) {
      target.layer.fileWeights = source.layer.fileWeights
      target.layer.bias.elements = source.layer.bias.elements
    }
    let half = Float(0.5.squareRoot())
    for (number, entry) in model.namedLayers.suffix(4).enumerated() {
      // relu(v) − relu(−v) = v.
      if number % 2 == 0 {
        entry.layer.fileWeights = [1, -1]
      } else {
        entry.layer.fileWeights = [half, -half, 0, 0]
        entry.layer.bias.elements = [number == 1 ? Float(error) * half : 0, Float(log(0.5))]
      }
    }
    let draws = error == 0 ? 1 : 4000
    let scorer = Scorer(
      model, settings: ScoringSettings(draws: .importance(draws), seed: 4), engine: engine)
    let scores = scorer.score(linear.tensor, labels: [], firstRow: 0)
    for (found, exact) in zip(scores.logLikelihood ?? [], linear.logLikelihoods) {
      // Terms below 100 with some dozen roundings. The weights' relative variance is exp(0.3²) − 1 = 0.094,
      // so the mean of 4,000 is off by 0.005, five times that in none of 40 rows.
      #expect(abs(Double(found) - exact) <= (error == 0 ? 1e-4 : 0.025))
    }
    #expect(scores.logLikelihood?.count == 40)
    let samples = try Prior(model, temperature: 1, engine: engine).draw(0..<20_000, seed: 3).z
    let mean = samples.reduce(0) { $0 + Double($1) } / 20_000
    let square = samples.reduce(0) { $0 + Double($1) * Double($1) } / 20_000
    // Five standard errors, 1/√n and √(2/n).
    #expect(
      abs(mean) < 5 / 20_000.0.squareRoot() && abs(square - 1) < 5 * (2 / 20_000.0).squareRoot())
  }

  /// A draw with temperature 0 is at one of the components' means, and all are drawn.
  @Test func samplesOfPseudoInputs() throws {
    let engine = try Engine(threads: 1)
    let test = Case("vamp", rows: 40).with(VampPrior(components: 37))
    let model = test.model(engine.kernels)
    model.prior.start(try test.data(), seed: 8, engine: engine)
    let table = try #require(model.namedLayers.last).layer
    let inputs = table.fileWeights.map { 1 / (1 + exp(-$0)) }
    let means = try Encoder(model, engine: engine).encode(
      Tensor("x", shape: [37, 3, 7], inputs), labels: [], seed: nil, firstRow: 0
    ).z
    let drawn = try Prior(model, temperature: 0, engine: engine).draw(0..<2000, seed: 5).z
    var counts = [Int](repeating: 0, count: 37)
    for row in 0..<2000 {
      let z = Array(drawn[3 * row..<3 * row + 3])
      // The C library's sigmoid differs from the kernel's by some units in the last place.
      let k = (0..<37).first { k in (0..<3).allSatisfy { abs(means[3 * k + $0] - z[$0]) < 1e-5 } }
      counts[try #require(k)] += 1
    }
    // 54 each, with a standard deviation of 7.3.
    #expect(counts.allSatisfy { (18...90).contains($0) })
    let warm = try Prior(model, temperature: 1, engine: engine)
    #expect(warm.draw(0..<300, seed: 5).z == Array(warm.draw(0..<900, seed: 5).z.prefix(900)))
    #expect(warm.draw(250..<300, seed: 5).z == Array(warm.draw(0..<300, seed: 5).z.suffix(150)))
  }

  /// Pseudo-inputs start beside examples, and no two alike.
  @Test func startsAtExamples() throws {
    let engine = try Engine(threads: 1)
    let test = Case("few", rows: 3).with(VampPrior(components: 7))
    let model = test.model(engine.kernels)
    model.prior.start(try test.data(), seed: 8, engine: engine)
    let start = try #require(model.namedLayers.last).layer.fileWeights
    var nearest = Set<Int>()
    for k in 0..<7 {
      let values = start[21 * k..<21 * k + 21].map { (1 / (1 + exp(-Double($0))) - 0.05) / 0.9 }
      func distances(_ row: Int) -> [Double] {
        zip(values, test.bytes[21 * row..<21 * row + 21]).map { abs($0 - Double($1) / 255) }
      }
      let row = (0..<3).min { distances($0).reduce(0, +) < distances($1).reduce(0, +) }
      // A deviation of 0.1 in the logit is at most 0.025/0.9 in the value; six of them.
      #expect(try distances(#require(row)).allSatisfy { $0 < 0.17 })
      nearest.insert(try #require(row))
    }
    #expect(nearest.count == 3)
    #expect(Set(start).count > 140)
  }

  @Test(arguments: Case.priors)
  func comesBackFromItsFile(test: Case) throws {
    let engine = try Engine(threads: 1)
    let model = test.model(engine.kernels)
    let record = TrainingRecord(
      version: "1", settings: test.settings, examples: test.rows, epochs: 0)
    let read = try ModelFile(ModelFile(model, record: record).frame()).model
    #expect(read.configuration == test.configuration)
    #expect(read.parameters == model.parameters)
    #expect(model.parameters.count == model.namedLayers.count * 2 + 1)
    #expect(
      test.configuration.parameterCount == model.parameters.dropLast().reduce(0) { $0 + $1.count })
  }

  @Test(arguments: [
    "normal", "vamp:1", "vamp:500", "hierarchy:100,50", "hierarchy:300,40,20,10", "flow:8,64",
  ])
  func textReadsBack(text: String) {
    #expect(LatentPriors.words.value(of: text)?.description == text)
  }

  @Test(arguments: [
    "", "vamp:0", "vamp:1.5", "vamp:1,2", "vamp:-1", "normal:1", "hierarchy", "hierarchy:5",
    "hierarchy:5,0", "hierarchy:65537,2", "hierarchy:1,1,1,1,1,1,1,1,1,1", "mixture:3", "flow:8",
    "flow:65,8", "flow:0,8", "flow:2,8,8",
  ])
  func otherTextIsRefused(text: String) { #expect(LatentPriors.words.value(of: text) == nil) }

  /// One and two latents, one row, images all black or all white.
  @Test(
    arguments: [1, 2],
    [VampPrior(components: 3), HierarchyPrior(hidden: 5, levels: [2, 1])] as [any LatentPrior])
  func staysFinite(size: Int, prior: any LatentPrior) throws {
    let engine = try Engine(threads: 1)
    for (count, byte) in [(1, UInt8(7)), (37, 0), (37, 255)] {
      let bytes = [UInt8](repeating: byte, count: count * 30)
      let test = Case("finite", [5, 6], .mlp([19], .relu), .gaussian(size: size), rows: count)
        .with(prior)
      let model = test.model(engine.kernels)
      let data = try test.data(bytes)
      model.prior.start(data, seed: 1, engine: engine)
      let trainer = Trainer(model, settings: test.settings, examples: count, engine: engine)
      for epoch in 1...12 {
        #expect(try trainer.runEpoch(epoch, data) { _, _ in }.loss.isFinite)
      }
      #expect(Evaluator(model, settings: test.settings, engine: engine).figures(data).loss.isFinite)
      #expect(model.parameters.allSatisfy { $0.allSatisfy(\.isFinite) })
      #expect(
        try Prior(model, temperature: 1, engine: engine).draw(0..<33, seed: 1).z
          .allSatisfy(\.isFinite))
    }
  }
}
