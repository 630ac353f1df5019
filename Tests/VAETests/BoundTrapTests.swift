import Datasets
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE
import Words

/// What is known of bounds from several draws without arithmetic of our own.
@Suite struct BoundTrapTests {
  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  private func settings(_ objective: String) throws -> TrainingSettings {
    var settings = TrainingSettings(seed: 4, epochs: 1, batch: 16, learningRate: 1e-2)
    settings.objective.codes = try #require(LatentObjectives.words.value(of: objective))
    return settings
  }

  private func gradients(_ objective: String, _ test: Case) throws -> [[Float]] {
    let model = test.model(engine.kernels)
    let workspace = Workspace(
      model, settings: try settings(objective), size: test.rows, training: true, engine: engine)
    let rows = (0..<UInt32(test.rows)).map { $0 }
    _ = workspace.forward(try test.data(), rows: rows[...], epoch: 1, training: true)
    let factors = workspace.backward(count: test.rows, weight: 1)
    return zip(model.namedLayers, factors).map { entry, factors in
      let result = Model(test.configuration).namedLayers.first { $0.name == entry.name }!.layer
      entry.layer.weightGradient(
        factors, result: result.weights, bias: result.bias,
        scratch: Buffer(count: entry.layer.scratchSize), engine: engine)
      return result.fileWeights
    }
  }

  /// One draw is the single-sample evidence lower bound. Its z is that of `elbo`, so the decoder, which the
  /// KL does not reach, has the same gradient to the bit; the encoder's differs, as its KL is drawn. That
  /// it is the gradient of log p(x|z) + log p(z) − log q(z|x) is checked in `GradientTests`.
  @Test func oneDrawIsTheSingleSampleBound() throws {
    let test = Case("", rows: 35)
    let (bound, elbo) = (try gradients("iwae:1", test), try gradients("elbo", test))
    let layers = test.model(engine.kernels).namedLayers
    for (number, entry) in layers.enumerated() {
      if entry.name.hasPrefix("decoder") {
        #expect(bound[number] == elbo[number], "\(entry.name)")
      } else {
        #expect(bound[number] != elbo[number], "\(entry.name)")
      }
    }
  }

  /// One group of k draws is the IWAE; one draw in each of m groups is the mean of m single-sample bounds.
  @Test func groupsOfOneDrawAreAMean() throws {
    let test = Case("", rows: 35)
    #expect(try gradients("miwae:1,6", test) == gradients("iwae:6", test))
    let data = try test.data()
    let rows = (0..<UInt32(test.rows)).map { $0 }
    let workspace = Workspace(
      test.model(engine.kernels), settings: try settings("miwae:6,1"), size: test.rows,
      training: true, engine: engine)
    #expect(workspace.forward(data, rows: rows[...], epoch: 1, training: true).penalty == 0)
  }

  /// On a model whose log-likelihood is known the loss falls to it as draws are added, and not below: the
  /// gap of k draws is about 1/k of that of one. Six standard errors of a mean of 2,000 rows are left.
  @Test func theBoundRisesWithTheDraws() throws {
    let test = LinearGaussian(latent: 2, error: 0.5, rows: 2000)
    var data = Dataset()
    try data.append(Frame([test.tensor]), likelihood: test.model.configuration.likelihood)
    let exact = -test.logLikelihoods.reduce(0, +) / 2000
    var before = Double.infinity
    for draws in [1, 4, 16, 64] {
      let evaluator = Evaluator(
        test.model, settings: try settings("iwae:\(draws)"), engine: engine)
      let figures = evaluator.figures(data)
      // log w varies by about one nat from draw to draw.
      let error = 6 / (2000.0).squareRoot()
      #expect(figures.loss < before - 0.001, "\(draws)")
      #expect(figures.loss > exact - error, "\(draws)")
      #expect(draws > 1 ? figures.penalty < 0 : figures.penalty == 0)
      if draws == 64 { #expect(figures.loss < exact + 0.1) }
      before = figures.loss
    }
  }
}
