import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import VAE

/// A model as a frame, and back.
@Suite struct ModelFileTests {
  /// A record with a place for everything.
  static let record: TrainingRecord = {
    var settings = TrainingSettings(seed: .max, epochs: 3, batch: 64, learningRate: 0.002)
    settings.objective.beta = 0.5
    return TrainingRecord(
      version: "0.1.0", settings: settings, options: "--schedule cosine:0.1 --clip 2.0",
      examples: 1234, epochs: 2,
      figures: Metrics(
        reconstruction: 80.5, divergence: 20.25, loss: 90.625, usage: CodeUsage(active: 7)),
      validation: Metrics(
        reconstruction: 81.5, divergence: 20, loss: 91.5,
        usage: CodeUsage(active: 3, perplexity: 2.75)))
  }()

  static func frame(_ test: Case, record: TrainingRecord = record) throws -> Frame {
    let model = test.model(try InstructionSet.current.get().kernels)
    if let codebook = model.codebook {
      let shape = codebook.shape
      codebook.vectors = (0..<shape.codes * shape.size).map { Float($0) / 7 }
      // All of it on the last code.
      codebook.prior = (0..<shape.variables * shape.codes).map {
        $0 % shape.codes == shape.codes - 1 ? 1 : 0
      }
    }
    return try ModelFile(model, record: record).frame()
  }

  /// The configuration, the record and each tensor.
  @Test(arguments: Case.all)
  func comesBackAsItWas(test: Case) throws {
    let original = try Self.frame(test)
    let file = try ModelFile(original)
    #expect(file.model.configuration == test.configuration)
    #expect(file.record == Self.record)
    let again = try file.frame()
    #expect(again.tensors.map(\.name) == original.tensors.map(\.name))
    #expect(Set(original.tensors.map(\.name)).count == original.tensors.count)
    for (a, b) in zip(original.tensors, again.tensors) {
      #expect(a.shape == b.shape && a.elementType == b.elementType, "\(a.name)")
      if a.elementType == .f32 {
        #expect(a.elements(of: Float.self) == b.elements(of: Float.self), "\(a.name)")
      }
    }
    // All parameters are in the frame, and nothing else.
    let numbers = original.tensors.filter { $0.elementType == .f32 }.reduce(0) { $0 + $1.count }
    let scales = test.configuration.likelihood.spread == .shared ? 1 : 0
    #expect(numbers == test.configuration.parameterCount + scales)
  }

  /// A record without figures, and without options.
  @Test func aShortRecordComesBack() throws {
    let settings = TrainingSettings(seed: 1, epochs: 0, batch: 1, learningRate: 1e-3)
    let record = TrainingRecord(version: "1", settings: settings, examples: 0, epochs: 0)
    let frame = try Self.frame(Case("short"), record: record)
    #expect(try ModelFile(frame).record == record)
    #expect(frame["@options"] == nil && frame["@loss"] == nil)
  }

  @Test(arguments: Case.networks)
  func everyTensorIsNeeded(test: Case) throws {
    let frame = try Self.frame(test)
    let optional = [
      "@pixel-scale", "@options", "@pixels", "@loss", "@valid-loss", "@valid-perplexity",
    ]
    for name in frame.tensors.map(\.name) where !optional.contains(name) {
      // Without the word a scale is a fixed one, and that is missed.
      let rest = try Frame(frame.tensors.filter { $0.name != name })
      #expect(throws: VAEError.self, "without \(name)") { _ = try ModelFile(rest) }
    }
  }

  /// A model as large as a frame may be, and one that is larger, told before memory is taken.
  @Test func sizesAreCheckedBeforehand() throws {
    func configuration(_ features: Int, _ hidden: [Int], _ size: Int) -> Configuration {
      Configuration(
        exampleShape: [features], network: .mlp(hidden, .relu), bottleneck: .gaussian(size: size),
        likelihood: .bernoulli)
    }
    // (1 + 1) · 2 + (1 + 1) · 1
    #expect(configuration(1, [], 1).parameterCount == 6)
    let usual = configuration(784, [400], 20)
    #expect(usual.parameterCount == 785 * 400 + 401 * 40 + 21 * 400 + 401 * 784)
    try ModelFile.checkSize(of: usual)
    // 64 Mi numbers are 256 MiB; 64 KiB are for the rest.
    let most = (256 << 20 - 1 << 16) / 4
    let size = (most - 3) / 6
    // n, 1, n: the encoder has 2(n + 1), the decoder n(1 + 1).
    #expect(configuration(1, [], size).parameterCount == 4 * size + size + 1)
    try ModelFile.checkSize(of: configuration((most - 2) / 4, [], 1))
    #expect(throws: VAEError.self) {
      try ModelFile.checkSize(of: configuration(most / 4 + 1, [], 1))
    }
    #expect(throws: VAEError.self) {
      try ModelFile.checkSize(of: configuration(784, [65_536, 65_536], 20))
    }
  }

  @Test func aParameterThatIsNotFiniteIsNotWritten() throws {
    let file = try ModelFile(try Self.frame(Case("vae")))
    file.model.decoder.affineLayers[1].bias.base[2] = .infinity
    #expect {
      _ = try file.frame()
    } throws: {
      "\($0)"
        == "the training diverged: 'decoder.1.bias' is no longer finite; a smaller --lr may help"
    }
  }
}
