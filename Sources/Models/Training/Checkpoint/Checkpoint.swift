import Networks
import TensorIO
import VAE

/// A run at one moment, with all that the rest of it depends on: a run that goes on from here ends in the
/// same bytes as one that was not interrupted. `formats/checkpoint.md` lays the file down.
package struct Checkpoint {
  package let progress: RunProgress
  /// The model with its record, whose epochs are complete.
  package let model: ModelFile
  /// The best model so far, where early stopping keeps it.
  package let best: ModelFile?
  private let tensors: [String: Tensor]

  /// Bytes of what is remembered that go into a frame: the most that all of a model may take.
  private static let frameSize = Limits.standard.body - 1 << 16

  /// Writes a run, frame by frame.
  ///
  /// - Throws: `VAEError`, if a number is not finite; `StreamError`, if a part is larger than a frame may
  ///   be; what `write` throws.
  package static func write(
    _ progress: RunProgress, model: ModelFile, best: ModelFile?, state: [StateEntry],
    _ write: (Frame) throws -> Void
  ) throws {
    try write(progress.frame())
    try write(model.frame())
    if let best { try write(best.frame()) }
    var tensors: [Tensor] = []
    var size = 0
    for entry in state {
      let tensor = try entry.tensor()
      if size + tensor.byteCount > frameSize || tensors.count == 1024 {
        try write(Frame(tensors))
        (tensors, size) = ([], 0)
      }
      tensors.append(tensor)
      size += tensor.byteCount
    }
    try write(Frame(tensors))
  }

  /// Reads what `write` wrote.
  ///
  /// - Parameter next: the next frame; nil after the last.
  /// - Throws: `VAEError`; what `next` throws.
  package init(_ next: () throws -> Frame?) throws {
    func frame(_ part: String) throws -> Frame {
      guard let frame = try next() else { throw VAEError("the frame with the \(part) is missing") }
      return frame
    }
    progress = try RunProgress(frame("progress of the run"))
    model = try ModelFile(frame("model"))
    best = try progress.best == nil ? nil : ModelFile(frame("best model"))
    var tensors: [String: Tensor] = [:]
    while let frame = try next() {
      for tensor in frame.tensors where tensors.updateValue(tensor, forKey: tensor.name) != nil {
        throw VAEError("tensor '\(tensor.name)' is there twice")
      }
    }
    self.tensors = tensors
  }

  /// Puts back what training remembered.
  ///
  /// - Parameter state: of a trainer whose model is that of the checkpoint.
  /// - Throws: `VAEError`, if the checkpoint has something else.
  package func restore(_ state: [StateEntry]) throws {
    for entry in state { try entry.restore(tensors[entry.name]) }
    let known = Set(state.map(\.name))
    if let other = tensors.keys.filter({ !known.contains($0) }).min() {
      throw VAEError("tensor '\(other)' has no place in the run")
    }
  }
}
