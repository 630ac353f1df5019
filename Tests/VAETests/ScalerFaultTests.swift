import Datasets
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import VAE
import Words

/// What is no scaler, and what a scaler does not take.
@Suite struct ScalerFaultTests {
  private static func file() throws -> Frame {
    var configuration = Configuration(
      exampleShape: [2], network: .mlp([3], .tanh), bottleneck: .gaussian(size: 1),
      likelihood: .gaussian(.fixed(0.5)))
    configuration.scaler = Scaler([
      .init(Scaling("standard") ?? .none, shift: 3, scale: 2),
      .init(Scaling("log1p") ?? .none, shift: -1, scale: 0.5),
    ])
    let settings = TrainingSettings(seed: 1, epochs: 0, batch: 1, learningRate: 1)
    let record = TrainingRecord(
      version: "0", settings: settings, options: "", pixels: .grey, examples: 1, classCounts: nil,
      epochs: 0)
    return try ModelFile(Model(configuration), record: record).frame()
  }

  @Test func aModelKeepsIt() throws {
    let frame = try Self.file()
    let scaler = try #require(try ModelFile(frame).model.configuration.scaler)
    #expect(scaler.columns.map(\.scaling.description) == ["standard", "log1p"])
    #expect(scaler.columns.map(\.shift) == [3, -1] && scaler.columns.map(\.scale) == [2, 0.5])
    let again = try ModelFile(ModelFile(frame).frame()).frame()
    #expect(again.tensors.map(\.name) == frame.tensors.map(\.name))
  }

  @Test(arguments: [
    (
      Tensor("@!scaler", text: "standard\n"),
      "'@!scaler' has 1 lines, expected 2: a word for each number"
    ),
    (
      Tensor("@!scaler", text: "standard\nlog1p"),
      "'@!scaler' has 1 lines, expected 2: a word for each number"
    ),
    (
      Tensor("@!scaler", text: "standard\nrank\n"),
      "'@!scaler', line 2: 'rank', expected none, standard, minmax, robust or log1p: a newer model?"
    ),
    (Tensor("@!scaler", scalar: 2.0), "tensor '@!scaler' is f64, expected utf8"),
    (
      Tensor("scaler.shift", shape: [3], [1.0, 2, 3]),
      "tensor 'scaler.shift' is f64 3, expected f64 2"
    ),
    (
      Tensor("scaler.shift", shape: [2], [1 as Float, 2]),
      "tensor 'scaler.shift' is f32 2, expected f64 2"
    ),
    (
      Tensor("scaler.shift", shape: [2], [1, Double.nan]),
      "tensor 'scaler.shift', element 1: nan, expected finite numbers"
    ),
    (
      Tensor("scaler.scale", shape: [2], [1, 0.0]),
      "tensor 'scaler.scale', element 1: 0.0, expected a positive number"
    ),
  ])
  func whatIsNoScaler(_ tensor: Tensor, _ message: String) throws {
    let frame = try Self.file()
    let changed = try Frame(frame.tensors.map { $0.name == tensor.name ? tensor : $0 })
    let error = #expect(throws: VAEError.self) { try ModelFile(changed) }
    #expect(error?.description == message)
  }

  /// Half of a scaler would be read as none.
  @Test(arguments: ["@!scaler", "scaler.shift", "scaler.scale"])
  func aPartIsMissing(_ name: String) throws {
    let frame = try Frame(Self.file().tensors(without: [name]))
    let error = #expect(throws: VAEError.self) { try ModelFile(frame) }
    #expect(
      error?.description
        == (name == "@!scaler"
          ? "tensor 'scaler.shift' has no place in a model without '@!scaler'"
          : "no tensor '\(name)' in the model"))
  }

  @Test(arguments: [
    ([0, .nan], "tensor 'x', row 4, column 1: nan, expected finite numbers"),
    ([0, -1], "tensor 'x', row 4, column 1: -1.0, expected numbers above -1 for the scaler log1p"),
    (
      [1e300, 0],
      "tensor 'x', row 4, column 0: 1e+300, which is beyond single precision once it is scaled"
    ),
  ])
  func whatItDoesNotTake(_ row: [Double], _ message: String) throws {
    let configuration = try ModelFile(Self.file()).model.configuration
    let frame = try Frame([Tensor("x", shape: [2, 2], [0, 0] + row)])
    let error = #expect(throws: VAEError.self) {
      try Examples(frame, of: configuration, firstRow: 3)
    }
    #expect(error?.description == message)
  }
}
