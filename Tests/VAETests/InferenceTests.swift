import InstructionSets
import Kernels
import TensorIO
import Testing
import VAE

/// Encoding and decoding against the reference in Double.
@Suite struct InferenceTests {
  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  private func examples(_ test: Case) -> Tensor {
    Tensor("x", shape: [test.rows] + test.configuration.exampleShape, test.bytes)
  }

  private func labels(_ test: Case) -> [Int32] {
    test.configuration.classes > 0 ? test.labels : []
  }

  private func model(_ test: Case) -> Model {
    let model = test.model(engine.kernels)
    if let codebook = model.codebook {
      // Around what encoders give whose weights are small.
      let count = codebook.shape.codes * codebook.shape.size
      codebook.vectors = (0..<count).map { Float($0 * 5 % 7 - 3) / 10 }
    }
    return model
  }

  @Test(arguments: Case.networks + Case.bottlenecksAndLikelihoods)
  func meansAreThoseOfTheReference(test: Case) throws {
    let model = model(test)
    let codes = try Encoder(model, engine: engine)
      .encode(examples(test), labels: labels(test), seed: nil, firstRow: 0)
    let x = try Decoder(model, engine: engine)
      .decode(
        codes.tensors(rows: test.rows, of: test.configuration.bottleneck)[0], labels: labels(test),
        seed: nil, firstRow: 0
      ).elements(of: Float.self)
    let batch = ReferenceBatch(
      test.configuration, test.settings, bytes: test.bytes, labels: test.labels, epoch: 1,
      kernels: engine.kernels)
    let reference = Reference(model, batch, objective: test.settings.objective, temperature: 1)
    let bound = Bound(model, rows: 1)
    var z: [Double] = []
    var means: [Double] = []
    for row in 0..<test.rows {
      let exact = reference.means(row: row)
      z += exact.z
      means += exact.x
    }
    for (found, exact) in [(codes.z, z), (x, means)] {
      #expect(found.count == exact.count)
      let error = zip(found, exact).map { abs(Double($0) - $1) }.max() ?? .nan
      #expect(error <= bound.loss(exact.map(\.magnitude).max() ?? 0))
    }
    try expectCodes(test, model, codes)
  }

  /// The numbers of discrete variables, and z from them.
  private func expectCodes(_ test: Case, _ model: Model, _ codes: Codes) throws {
    guard let numbers = codes.codes else {
      #expect(
        codes.tensors(rows: test.rows, of: test.configuration.bottleneck).allSatisfy {
          $0.name != "codes"
        })
      return
    }
    let tensor = try #require(
      codes.tensors(rows: test.rows, of: test.configuration.bottleneck).last)
    #expect(tensor.name == "codes" && tensor.shape == [test.rows, numbers.count / test.rows])
    guard test.configuration.bottleneck is VectorQuantizedBottleneck else { return }
    #expect(try model.latents(tensor, firstRow: 0).elements(of: Float.self) == codes.z)
  }

  /// Rows are encoded and decoded alike alone and among others, draws too.
  @Test(arguments: Case.networks.filter { $0.rows >= 33 || $0.configuration.classes > 0 })
  func rowsDoNotDependOnOthers(test: Case) throws {
    let model = model(test)
    let (encoder, decoder) = (Encoder(model, engine: engine), Decoder(model, engine: engine))
    for seed in [nil, UInt64(7)] {
      func run(_ rows: Range<Int>) throws -> ([Float], [Float]) {
        let features = test.configuration.features
        let labels = test.configuration.classes > 0 ? Array(test.labels[rows]) : []
        let part = Array(test.bytes[rows.lowerBound * features..<rows.upperBound * features])
        let codes = try encoder.encode(
          Tensor("x", shape: [rows.count] + test.configuration.exampleShape, part),
          labels: labels, seed: seed, firstRow: rows.lowerBound)
        let x = try decoder.decode(
          codes.tensors(rows: rows.count, of: test.configuration.bottleneck)[0], labels: labels,
          seed: seed,
          firstRow: rows.lowerBound)
        return (codes.z, x.elements(of: Float.self))
      }
      let (whole, first, rest) = try (run(0..<test.rows), run(0..<3), run(3..<test.rows))
      #expect(first.0 + rest.0 == whole.0)
      #expect(first.1 + rest.1 == whole.1)
    }
  }
}
