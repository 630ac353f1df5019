import InstructionSets
import Kernels
import TensorIO

@testable import Networks
@testable import VAE

extension Fuzzer {
  /// Models at work, as bodies of frames: what is read encodes, decodes, draws and scores, or says why not.
  /// Nothing that is not finite comes out, but for scores of a row beyond single precision.
  static var use: Fuzzer {
    Fuzzer(name: "use") { bytes in
      guard let frame = frame(bytes), isSmall(frame),
        let model = Refusal.allowed({ try ModelFile(frame) })?.model
      else { return }
      let configuration = model.configuration
      let labels: [Int32] = configuration.classes > 0 ? [0, Int32(configuration.classes) - 1] : []
      let examples = Tensor(
        "x", shape: [2] + configuration.exampleShape,
        numbers(2 * configuration.features).map { abs($0) })
      let width = configuration.bottleneck.width
      let latents = Tensor("z", shape: [2, width], numbers(2 * width))
      for seed: UInt64? in [nil, 1] {
        let decoder = Decoder(model, engine: engine)
        expectFinite {
          try decoder.decode(latents, labels: labels, seed: seed, firstRow: 0)
            .elements(of: Float.self)
        }
        let encoder = Encoder(model, engine: engine, most: 16)
        expectFinite {
          try encoder.encode(examples, labels: labels, seed: seed, firstRow: 0).z
        }
      }
      Refusal.allowed { try Prior(model, temperature: 1, engine: engine).draw(0..<2, seed: 1) }
      for draws in [ScoringSettings.Draws.mean, .importance(3)] {
        let settings = ScoringSettings(draws: draws, seed: 1)
        let scorer = Scorer(model, settings: settings, engine: engine)
        let scores = scorer.score(examples, labels: labels, firstRow: 0)
        precondition(scores.columns.allSatisfy { $0.allSatisfy { !$0.isNaN } })
      }
    }
  }

  static let engine: Engine = {
    do { return try Engine(threads: 1) } catch { fatalError("\(error)") }
  }()

  /// Numbers on both sides of 0, none above 1.
  private static func numbers(_ count: Int) -> [Float] {
    (0..<count).map { Float($0 % 5) / 2 - 1 }
  }

  private static func expectFinite(_ make: () throws -> [Float]) {
    guard let values = Refusal.allowed(make) else { return }
    precondition(values.allSatisfy(\.isFinite))
  }

  /// Whether the layers of a model are narrow. A few bytes may ask for layers as wide as 2²⁴, which takes
  /// seconds and hundreds of MiB as it should, and says nothing more than a narrow one does.
  static func isSmall(_ frame: Frame) -> Bool {
    guard let configuration = Refusal.allowed({ try Configuration(Fields(frame)) }) else {
      return true
    }
    let plan = configuration.encoderPlan + configuration.decoderPlan
    return plan.allSatisfy { max($0.inputs, $0.outputs) <= 4096 && $0.pairs <= 1 << 16 }
  }
}
