import Kernels
import LaneTypes
import TensorIO
import Testing
import VAE

@Suite struct ModelFileTests {
  private let record = TrainingRecord(
    version: "0.1.0",
    settings: TrainingSettings(
      seed: .max, epochs: 3, batch: 64, learningRate: 0.002, beta: 0.5), examples: 1234, epochs: 2,
    figures: Figures(reconstruction: 80.5, divergence: 20.25, loss: 90.625, active: 7))

  private func frame(_ likelihood: Likelihood = .gaussian(variance: 0.25)) throws -> Frame {
    let model = Model(
      Configuration(
        exampleShape: [4, 9], latent: 5, hidden: [17, 6], activation: .tanh,
        likelihood: likelihood))
    model.initialize(seed: 1, kernels: try Kernels())
    return try ModelFile(model, record: record).frame()
  }

  @Test(arguments: [Likelihood.bernoulli, .gaussian(variance: 0.25)])
  func comesBackAsItWas(likelihood: Likelihood) throws {
    let original = try frame(likelihood)
    let file = try ModelFile(original)
    #expect(file.record == record)
    #expect(file.model.configuration.likelihood == likelihood)
    let again = try file.frame()
    #expect(original.tensors.map(\.name) == again.tensors.map(\.name))
    for (a, b) in zip(original.tensors, again.tensors) where a.elementType == .f32 {
      #expect(a.elements(of: Float.self) == b.elements(of: Float.self))
    }
  }

  /// What each tensor can be replaced by, and what is then said.
  static let faults: [(Tensor, message: String)] = [
    (Tensor("@model", text: "flow"), "a model of kind 'flow', expected 'vae'"),
    (Tensor("@pixel-scale", scalar: 1.0), "'@pixel-scale' is 1.0, expected 255.0"),
    (Tensor("@network", text: "conv"), "'@network' is 'conv', expected 'mlp': a newer model?"),
    (
      Tensor("@latent", scalar: Int64(6)),
      "tensor 'encoder.2.weight' is 10×6, expected 12×6 from the model's configuration"
    ),
    (
      Tensor("@latent", scalar: Int64(-1)), "'@latent' holds -1, expected 1 to 16777216"
    ),
    (Tensor("@latent", scalar: 5.0), "tensor '@latent' is not an i64 scalar"),
    (
      Tensor("@example-shape", shape: [2], [Int64(1 << 20), 1 << 20]),
      "'@example-shape' is 1048576×1048576, expected at most 16777216 numbers an example"
    ),
    (
      Tensor("@variance", scalar: 0.0), "'@variance' is 0.0, expected a number greater than 0"
    ),
    (
      Tensor("@activation", text: "selu"),
      "'@activation' is 'selu', expected relu, tanh, softplus, sigmoid or identity"
    ),
    (
      Tensor("decoder.0.bias", shape: [6], [Float](repeating: .nan, count: 6)),
      "tensor 'decoder.0.bias', element 0: nan, expected finite numbers"
    ),
    (
      Tensor("decoder.0.bias", shape: [5], [Float](repeating: 0, count: 5)),
      "tensor 'decoder.0.bias' is f32 5, expected f32 6"
    ),
  ]

  @Test(arguments: faults.indices)
  func faultsAreNamed(index: Int) throws {
    let (fault, message) = Self.faults[index]
    let tensors = try frame().tensors.map { $0.name == fault.name ? fault : $0 }
    let broken = try Frame(tensors)
    #expect { _ = try ModelFile(broken) } throws: { "\($0)" == message }
  }

  @Test func everyTensorIsNeeded() throws {
    let frame = try frame()
    let optional = [
      "@pixel-scale", "@loss", "@reconstruction", "@kl", "@active",
    ]
    for name in frame.tensors.map(\.name) where !optional.contains(name) {
      let rest = try Frame(frame.tensors.filter { $0.name != name })
      #expect(throws: VAEError.self, "without \(name)") { _ = try ModelFile(rest) }
    }
  }

  /// A model as large as a frame may be, and one parameter more, told before memory is taken.
  @Test func sizesAreCheckedBeforehand() throws {
    var configuration = Configuration(
      exampleShape: [1], latent: 1, hidden: [], activation: .relu, likelihood: .bernoulli)
    // (1 + 1) · 2 + (1 + 1) · 1
    #expect(configuration.parameterCount == 6)
    configuration.exampleShape = [784]
    configuration.hidden = [400]
    configuration.latent = 20
    #expect(
      configuration.parameterCount == 785 * 400 + 401 * 40 + 21 * 400 + 401 * 784)
    try ModelFile.checkSize(of: configuration)
    configuration.hidden = [65_536, 65_536]
    #expect(throws: VAEError.self) { try ModelFile.checkSize(of: configuration) }
  }

  @Test func aParameterThatIsNotFiniteIsNotWritten() throws {
    let file = try ModelFile(try frame())
    file.model.decoder.layers[1].bias.base[2] = .infinity
    #expect {
      _ = try file.frame()
    } throws: {
      "\($0)"
        == "the training diverged: 'decoder.1.bias' is no longer finite; a smaller --lr may help"
    }
  }
}
