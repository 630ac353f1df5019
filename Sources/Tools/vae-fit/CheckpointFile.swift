import Found
import Glibc
import Networks
import TensorIO
import TensorTool
import Tool
import Training
import VAE

/// The file of `--checkpoint`: always one whole checkpoint, the last.
final class CheckpointFile {
  private let path: String
  private let interval: CheckpointInterval
  private var lastTime = ContinuousClock.now
  private var lastEpoch: Int
  /// What the last one holds: `epoch 3, step 17`; nil where this run has written none.
  private var lastPlace: String?

  /// - Parameter epochs: that are complete.
  /// - Throws: `ToolError`, if no such file can be made: before hours are spent, not after.
  init(_ path: String, interval: CheckpointInterval, epochs: Int) throws(ToolError) {
    (self.path, self.interval) = (path, interval)
    lastEpoch = epochs
    _ = try TensorOutput(path)
  }

  /// Refuses a place where something else than a checkpoint is: it would be lost. A file without a byte may be
  /// there, as `mktemp` makes one, and what is no file.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  static func checkPlace(_ path: String) throws(ToolError) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      return
    }
    var found = "no checkpoint"
    do {
      var input = try TensorInput(path)
      if let frame = try input.next() {
        if frame["@checkpoint"] != nil { return }
        found = frame.content?.phrase ?? found
      }
    } catch {
      // Whether a file that cannot be opened can be replaced shows when it is.
      if error.status != .badData { return }
    }
    throw ToolError(
      .usage, "--checkpoint", "\(path) holds \(found), and would be lost: name another file")
  }

  /// Whether it is time for one, with so many epochs complete.
  func isDue(epochs: Int) -> Bool {
    switch interval {
    case .epochs(let number): epochs - lastEpoch >= number
    case .seconds(let seconds): ContinuousClock.now - lastTime >= .seconds(seconds)
    }
  }

  /// Writes one in the place of the last. A failure of the disk does not end the run: it is reported,
  /// and the last one stays, or, if only the folder could not be synced, one of the two.
  ///
  /// - Parameters:
  ///   - epochs: that are complete.
  ///   - place: what it holds, for messages.
  /// - Throws: `VAEError`, if the training has diverged.
  func write(
    _ progress: RunProgress, model: ModelFile, best: ModelFile?, state: [StateEntry], place: String
  ) throws {
    lastTime = .now
    lastEpoch = model.record.epochs
    do {
      var output = try TensorOutput(path)
      try Checkpoint.write(progress, model: model, best: best, state: state) {
        try output.write($0)
      }
      try output.finish()
      lastPlace = place
    } catch let error as ToolError {
      Diagnostic.report(
        "vae-fit", subject: error.subject,
        "checkpoint failed: \(error.message); training goes on")
    }
  }

  /// What a message about a failed run says of the file.
  var remainder: String { lastPlace.map { "; \(path) has the run as of \($0)" } ?? "" }
}

/// How often a run writes its checkpoint: after so many epochs, or after the first step when so many
/// seconds are over. It has no influence on the result.
enum CheckpointInterval: Equatable, CustomStringConvertible {
  case epochs(Int)
  case seconds(Double)

  /// - Throws: `ToolError` with the status `usage`.
  init(_ argument: Argument) throws(ToolError) {
    let text = argument.text
    if let epochs = Int(numeral: text), epochs > 0 {
      self = .epochs(epochs)
    } else if text.last == "s", let seconds = Double(numeral: text.dropLast()), seconds > 0 {
      self = .seconds(seconds)
    } else {
      throw argument.refused("a number of epochs, as 5, or of seconds, as 60s")
    }
  }

  var description: String {
    switch self {
    case .epochs(let epochs): "\(epochs)"
    case .seconds(let seconds): "\(seconds)s"
    }
  }
}
