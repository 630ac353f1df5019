import TensorIO

@testable import Training
@testable import VAE

extension Fuzzer {
  /// Checkpoints, as the bodies of their frames one after another. What a run puts back, it writes again as it
  /// came.
  static var checkpoint: Fuzzer {
    Fuzzer(name: "checkpoint") { bytes in
      let frames = frames(bytes)
      guard frames.count < 2 || isSmall(frames[1]) else { return }
      var next = frames[...]
      guard let checkpoint = Refusal.allowed({ try Checkpoint { next.popFirst() } }) else { return }
      let trainer = Trainer(
        checkpoint.model.model,
        settings: TrainingSettings(seed: 1, epochs: 1, batch: 4, learningRate: 1e-3), examples: 4,
        engine: engine)
      guard Refusal.allowed({ try checkpoint.restore(trainer.state) }) != nil else { return }
      var written: [String: Tensor] = [:]
      do {
        try Checkpoint.write(
          checkpoint.progress, model: checkpoint.model, best: checkpoint.best, state: trainer.state
        ) {
          for tensor in $0.tensors { written[tensor.name] = tensor }
        }
      } catch {
        preconditionFailure("read and not written: \(error)")
      }
      for tensor in frames[0].tensors + frames.dropFirst(checkpoint.best == nil ? 2 : 3).joined() {
        guard tensor.name != "@version", let again = written[tensor.name] else { continue }
        precondition(again.isIdentical(to: tensor), tensor.name)
      }
    }
  }

  /// Bodies one after another, each as long as it says, the last as long as there is; those that are none are
  /// left out.
  private static func frames(_ bytes: [UInt8]) -> [Frame] {
    var frames: [Frame] = []
    var rest = bytes[...]
    while rest.count >= 16 {
      let size = rest.dropFirst(8).prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      let body = rest.prefix(Int(max(16, min(size, UInt64(rest.count)))))
      if let frame = frame(Array(body)) { frames.append(frame) }
      rest = rest.dropFirst(body.count)
    }
    return frames
  }
}

extension Sequence<Frame> {
  fileprivate func joined() -> [Tensor] { flatMap(\.tensors) }
}
