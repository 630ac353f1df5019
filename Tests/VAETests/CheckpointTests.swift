import Datasets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE

/// A run that goes on from a checkpoint ends in the same bits as one that was not interrupted.
@Suite struct CheckpointTests {
  private struct Stop: Error {}

  /// A run of `epochs`: its figures at each epoch's end.
  private final class TestRun {
    let test: Case
    let data: Dataset
    let trainer: Trainer
    var record: TrainingRecord
    var progress = RunProgress(
      version: "1", options: [("lr", "0.1")], data: DataDigest(), validation: nil, features: nil)

    init(_ test: Case, _ data: Dataset, _ engine: Engine, from checkpoint: Checkpoint? = nil) throws
    {
      (self.test, self.data) = (test, data)
      let model = test.model(engine.kernels)
      if let checkpoint { model.restore(checkpoint.model.model.parameters) }
      trainer = Trainer(model, settings: test.settings, examples: data.count, engine: engine)
      record = TrainingRecord(
        version: "1", settings: test.settings, examples: data.count, epochs: 0)
      if let checkpoint {
        record = checkpoint.model.record
        progress.sums = checkpoint.progress.sums
        try checkpoint.restore(trainer.state)
      }
    }

    /// Trains to the end, or until so many steps were made.
    func train(epochs: Int, steps: Int = .max) throws {
      var made = 0
      while record.epochs < epochs {
        record.figures = try trainer.runEpoch(record.epochs + 1, data, from: progress.sums) {
          progress.sums = $0
          _ = $1
          made += 1
          if made == steps { throw Stop() }
        }
        record.epochs += 1
        progress.sums = LossSums()
      }
    }

    func frames() throws -> [Frame] {
      var frames: [Frame] = []
      try Checkpoint.write(
        progress, model: ModelFile(trainer.model, record: record), best: nil, state: trainer.state
      ) { frames.append($0) }
      return frames
    }

    func bits(_ engine: Engine) throws -> [[UInt32]] {
      trainer.model.fitPrior(data, settings: test.settings, engine: engine)
      return trainer.model.parameters.map { $0.map(\.bitPattern) }
    }
  }

  /// The writer and the one who goes on have other threads and, where there are two, other instructions.
  @Test(arguments: SameBitsTests.cases)
  func aRunThatGoesOnEndsInTheSameBits(test: Case) throws {
    let data = try test.data()
    let first = Engine(kernels: paths[0], threads: 1)
    let second = Engine(kernels: paths[paths.count - 1], threads: 3)
    let whole = try TestRun(test, data, first)
    try whole.train(epochs: 2)
    let steps = (data.count + test.settings.batch - 1) / test.settings.batch
    for stop in [1, steps, steps + 1, 2 * steps] {
      let early = try TestRun(test, data, first)
      #expect(throws: Stop.self) { try early.train(epochs: 2, steps: stop) }
      var frames = try early.frames()[...]
      let checkpoint = try Checkpoint { frames.popFirst() }
      let late = try TestRun(test, data, second, from: checkpoint)
      try late.train(epochs: 2)
      #expect(late.record.figures == whole.record.figures, "after \(stop) steps")
      #expect(try late.bits(second) == (try whole.bits(first)), "after \(stop) steps")
    }
  }

  /// What is missing, surplus, of another shape, or no number, is refused by its name.
  @Test func everyTensorIsNeededAsItIs() throws {
    let test = SameBitsTests.cases[0]
    let data = try test.data()
    let engine = Engine(kernels: paths[0], threads: 1)
    let run = try TestRun(test, data, engine)
    try run.train(epochs: 1)
    let frames = try run.frames()
    func restore(_ tensors: [Tensor]) throws {
      var all = [frames[0], frames[1], try Frame(tensors)][...]
      let checkpoint = try Checkpoint { all.popFirst() }
      _ = try TestRun(test, data, engine, from: checkpoint)
    }
    let tensors = frames[2].tensors
    try restore(tensors)
    for (index, tensor) in tensors.enumerated() {
      var without = tensors
      without.remove(at: index)
      #expect(throws: VAEError("no tensor '\(tensor.name)' in the checkpoint")) {
        try restore(without)
      }
      #expect(throws: VAEError.self) {
        try restore(without + [Tensor(tensor.name, shape: [1, 1], [Float(0)])])
      }
      guard tensor.elementType == .f32 else { continue }
      var numbers = tensor.elements(of: Float.self)
      numbers[0] = .nan
      #expect(
        throws: VAEError("tensor '\(tensor.name)' holds what is not a finite number")
      ) { try restore(without + [Tensor(tensor.name, shape: tensor.shape, numbers)]) }
    }
    #expect(throws: VAEError("tensor 'more' has no place in the run")) {
      try restore(tensors + [Tensor("more", shape: [1], [Float(0)])])
    }
    #expect(throws: VAEError("tensor '@opzion.0.lr' has no place in the progress of a run")) {
      let progress = try Frame(frames[0].tensors + [Tensor("@opzion.0.lr", text: "1")])
      var all = [progress, frames[1], frames[2]][...]
      _ = try Checkpoint { all.popFirst() }
    }
    #expect(throws: VAEError("the frame with the model is missing")) {
      var only = frames[..<1]
      _ = try Checkpoint { only.popFirst() }
    }
    #expect(
      throws: VAEError(
        "this is a model, expected a checkpoint: it is given as MODEL, to vae-fit with --start")
    ) {
      var only = frames[1...]
      _ = try Checkpoint { only.popFirst() }
    }
  }

  /// Equal rows have equal digests in whatever frames they come; any other difference shows.
  @Test func digests() throws {
    func digest(_ frames: [Frame], labels: Bool = true) throws -> String? {
      var data = Dataset(labels: labels, digest: true)
      for frame in frames { try data.append(frame, likelihood: .gaussian(.fixed(1))) }
      return data.digest?.text
    }
    func frame(_ rows: Range<Int>, changed: Int? = nil) throws -> Frame {
      var pixels = rows.flatMap { row in (0..<11).map { UInt8(11 * row + $0) } }
      if let changed { pixels[changed] += 1 }
      return try Frame([
        Tensor("x", shape: [rows.count, 11], pixels),
        Tensor("y", shape: [rows.count], rows.map { UInt8($0 % 3) }),
      ])
    }
    let whole = try digest([frame(0..<20)])
    #expect(try digest([frame(0..<7), frame(7..<8), frame(8..<20)]) == whole)
    #expect(try digest([frame(0..<20)], labels: false) != whole)
    #expect(try digest([frame(0..<19)]) != whole)
    #expect(try digest([frame(1..<20), frame(0..<1)]) != whole)
    for pixel in 0..<220 { #expect(try digest([frame(0..<20, changed: pixel)]) != whole) }
    let floats = (0..<220).map { Float($0) }
    let x = Tensor("x", shape: [20, 11], floats)
    let turned = Tensor("x", shape: [11, 20], floats)
    #expect(
      try digest([Frame([x])], labels: false) != (try digest([Frame([turned])], labels: false)))
    #expect(DataDigest(text: whole ?? "")?.text == whole)
    #expect(DataDigest(text: "+123456789abcdef") == nil && DataDigest(text: "12") == nil)
  }
}
