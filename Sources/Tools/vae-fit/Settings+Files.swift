import Tool
import VAE

/// What is read and what is written.
extension Settings {
  /// No file is both read and written, or written twice: what came first would be lost. A checkpoint may
  /// take the place of the one that the run goes on from.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkFiles(data: String?) throws(ToolError) {
    // At a signal, the model may go beside the output.
    let part = run.output.flatMap { $0 == "-" ? nil : ModelOutput.part(of: $0) }
    let inputs = [
      ("DATA", data), ("--validate", run.validation), ("--perceptual", perceptual),
      ("--resume", run.resume),
    ]
    for output in [run.output, part] {
      for (name, path) in inputs { try checkKept(path, name, output: output) }
    }
    let outputs = [
      ("--checkpoint", run.checkpoint), ("--log", run.log), ("--snapshot", run.snapshot),
    ]
    // A model may be replaced by the one that it began.
    let others =
      inputs + [("--start", training.start), ("-o", run.output), ("the .part of -o", part)]
      + outputs
    for (index, (option, path)) in outputs.enumerated() {
      for (other, otherPath) in others.dropLast(outputs.count - index) {
        guard let path, let otherPath, path != "-", otherPath != "-" else { continue }
        if (option, other) == ("--checkpoint", "--resume") { continue }
        // A model may be its own snapshot.
        if option == "--snapshot", [run.output, part].contains(otherPath) { continue }
        guard isSameFile(path, otherPath), isReplaced(path) else { continue }
        throw ToolError(.usage, option, "\(path) is also \(other): one of them would be lost")
      }
    }
    if let checkpoint = run.checkpoint { try CheckpointFile.checkPlace(checkpoint) }
    if let log = run.log { try EpochLog.checkPlace(log) }
  }

  /// Standard input and output can each be one thing only.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkStandardStreams(data: String?) throws(ToolError) {
    let (isData, isValidation) = (data ?? "-" == "-", run.validation == "-")
    let faults = [
      (
        "--validate", isValidation && isData,
        "standard input cannot be both the data and the stream to validate"
      ),
      (
        "--start", training.start == "-" && (isData || isValidation || perceptual == "-"),
        "standard input cannot be both the model to start from and something else"
      ),
      (
        "--perceptual", perceptual == "-" && (isData || isValidation),
        "standard input cannot be both data and the model with the features"
      ),
      (
        "--log", run.log == "-" && run.output ?? "-" == "-",
        "standard output cannot be both the model and the log: add -o FILE"
      ),
    ]
    if let (option, _, reason) = faults.first(where: { $0.1 }) {
      throw ToolError(.usage, option, reason)
    }
  }
}
