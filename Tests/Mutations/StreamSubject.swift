import InstructionSets
import Kernels
import LatentFits
import TensorIO
import TensorTool
import Tool
import VAE
import VAETool

/// Streams as the tools open them: the same reader, the same errors with the same exit statuses.
struct StreamSubject {
  /// What a file is beside a stream.
  enum Kind: String {
    case stream
    case model
    case prior
  }

  let kind: Kind
  /// Of a model, what works with it.
  private let engine: Engine?

  init(_ kind: Kind) throws {
    self.kind = kind
    engine = kind == .model ? try Engine(threads: 1) : nil
  }

  /// The frames of a file.
  func read(_ file: MemoryFile) throws -> [Frame] {
    var input = try TensorInput(file.path)
    var frames: [Frame] = []
    while let frame = try input.next() { frames.append(frame) }
    switch kind {
    case .stream: break
    case .model: try use(try ModelFile(path: file.path).model)
    case .prior: _ = try PriorFile(path: file.path)
    }
    return frames
  }

  /// Sends a row of zeros through a model and back: what was read must be of use.
  private func use(_ model: Model) throws {
    guard let engine else { return }
    let configuration = model.configuration
    let shape = [1] + configuration.exampleShape
    let x = Tensor("x", shape: shape, [Float](repeating: 0, count: configuration.features))
    let labels = [Int32](repeating: 0, count: 1)
    // Large parameters may lead beyond single precision, which is said in a line too.
    try blaming("model") {
      let codes = try Encoder(model, engine: engine, most: 32)
        .encode(x, labels: labels, seed: 1, firstRow: 0)
      let z = Tensor("z", shape: [1, configuration.bottleneck.width], codes.z)
      _ = try Decoder(model, engine: engine).decode(z, labels: labels, seed: 1, firstRow: 0)
    }
  }

  /// The outcome of reading a file that was changed.
  ///
  /// - Parameters:
  ///   - original: what it held before.
  ///   - part: what was changed, for the tally.
  func outcome(of file: MemoryFile, original: [Frame], part: String) -> Outcome {
    do {
      return equal(try read(file), original) ? .same(part) : .other
    } catch let error as ToolError {
      if error.status != .badData { return .wrong("status \(error.status.rawValue)") }
      return error.message.contains("\n") ? .wrong("lines") : .refused
    } catch {
      return .wrong("\(error)")
    }
  }
}

/// Whether names, types, shapes and bytes are the same, frame by frame.
func equal(_ a: [Frame], _ b: [Frame]) -> Bool {
  a.elementsEqual(b) { $0.tensors.elementsEqual($1.tensors) { $0.isIdentical(to: $1) } }
}
