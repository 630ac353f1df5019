import Export
import Kernels
import SafeTensors
import Tool

@testable import Networks
@testable import VAE

extension Fuzzer {
  /// Parameters as `vae-import` reads them for a small convolutional model: what is accepted is written as the same
  /// tensors.
  static var parameters: Fuzzer {
    Fuzzer(name: "parameters") { bytes in
      for names in [TorchNames.lists, .sequential] {
        StandardInput.hold(bytes)
        Refusal.allowed {
          let file = try SafeTensorsFile("-", folder: "/tmp")
          let made = try like.with(file, names)
          precondition(made.model.storedParameters.allSatisfy { $0.values.allSatisfy(\.isFinite) })
          // The next file takes the place of this one.
          var before: [String: [UInt32]] = [:]
          for entry in file.header.entries {
            before[entry.name] = try file.floats(entry.name, shape: entry.shape).map(\.bitPattern)
          }
          StandardInput.hold(Array(try made.safeTensors(names).joined()))
          let again = try SafeTensorsFile("-", folder: "/tmp")
          precondition(again.header.entries.count == before.count)
          for entry in again.header.entries {
            let numbers = try again.floats(entry.name, shape: entry.shape).map(\.bitPattern)
            precondition(before[entry.name] == numbers)
          }
        }
      }
    }
  }

  /// Of images of 2×2, as `pipelines/fuzz/seeds.sh` fits it.
  private static var like: ModelFile {
    let configuration = Configuration(
      exampleShape: [2, 2],
      network: Network(.init(.convolution, filters: [2]), hidden: [2], activation: .relu),
      bottleneck: GaussianBottleneck(size: 1),
      likelihood: .bernoulli)
    let record = TrainingRecord(
      version: "1", settings: TrainingSettings(seed: 1, epochs: 1, batch: 1, learningRate: 1),
      examples: 1, epochs: 1)
    return ModelFile(Model(configuration), record: record)
  }
}
