import Datasets
import InstructionSets
import Kernels
import Testing
import Training
import VAE

/// A codebook learned from real images.
@Suite struct CodebookTests {
  /// Codes that are drawn from a batch serve: the perplexity is at least a quarter of the codes, and
  /// the fitted prior has one row of probabilities for each variable. The second has so many vectors a
  /// step that a code's use is far from the one that it begins with.
  @Test(arguments: [
    Case(
      "dense", [28, 28], .mlp([64], .relu), .quantized(.init(variables: 4, codes: 32, size: 4))),
    Case(
      "positions", [28, 28], .conv([8, 8], hidden: [], .relu),
      .quantized(.init(variables: 49, codes: 16, size: 4))),
  ])
  func perplexityRises(test: Case) throws {
    let engine = try Engine(threads: 2)
    let data = try Fixture.images(500)
    var settings = test.settings
    settings.batch = 64
    settings.learningRate = 2e-3
    settings.objective.beta = 0.25
    try test.configuration.checkSizes()
    let model = Model(test.configuration)
    model.initialize(seed: 1, kernels: engine.kernels)
    let trainer = Trainer(model, settings: settings, examples: data.count, engine: engine)
    var losses: [Double] = []
    for epoch in 1...20 {
      losses.append(try trainer.runEpoch(epoch, data) { _, _ in }.reconstruction)
    }
    #expect(losses[losses.count - 1] < losses[0])
    let figures = Evaluator(model, settings: settings, engine: engine).figures(data)
    let codebook = try #require(model.codebook)
    let (codes, variables) = (codebook.shape.codes, codebook.shape.variables)
    let perplexity = try #require(figures.usage.perplexity)
    #expect(perplexity > Double(codes) / 4)
    #expect(perplexity <= Double(figures.usage.active) * (1 + 1e-12))

    model.fitPrior(data, settings: settings, engine: engine)
    for variable in 0..<variables {
      let row = codebook.prior[variable * codes..<(variable + 1) * codes]
      #expect(row.allSatisfy { $0 > 0 })
      // Each was rounded once, to half a unit in the last place of at most 1.
      #expect(abs(row.reduce(0) { $0 + Double($1) } - 1) <= Double(codes) * 0x1p-25)
    }
  }

  /// Codes that are in use stay where they are: once the averages have settled, a step moves a code by
  /// a hundredth of the way at most, and it is not drawn anew.
  @Test func usedCodesAreNotRestarted() throws {
    let engine = try Engine(threads: 1)
    // 300 variables of 4 codes: 64 examples give each code 4800 vectors a step.
    var test = Case(
      "many variables", [3, 7], .mlp([], .relu),
      .quantized(.init(variables: 300, codes: 4, size: 1)), rows: 64)
    test.settings.batch = 64
    // The encoder stands still.
    test.settings.learningRate = 1e-12
    let model = test.model(engine.kernels)
    let trainer = Trainer(model, settings: test.settings, examples: 64, engine: engine)
    let data = try test.data()
    for epoch in 1...30 { _ = try trainer.runEpoch(epoch, data) { _, _ in } }
    let before = try #require(model.codebook).vectors
    _ = try trainer.runEpoch(31, data) { _, _ in }
    let after = try #require(model.codebook).vectors
    for (old, new) in zip(before, after) { #expect(abs(old - new) < 0.01) }
  }
}
