import Kernels
import Tool
import VAE

/// The command line of `vae-fit`. What is nil was not given; the standard takes its place.
struct Settings: Equatable {
  /// Whether to show what there is, and do nothing else.
  var lists = false
  var network: Network.Kind?
  var hidden: [Int]?
  var kernel: Int?
  var stride: Int?
  var activation = Activation.relu
  var likelihood = Likelihood.bernoulli
  var bottleneck = Bottlenecks.standard
  var latent: Int?
  var posteriorFlow: Flow.Shape?
  @EqualByText var prior: any LatentPrior = .normal
  var variables: Int?
  var categories: Int?
  var straightThrough = false
  var codes: Int?
  var codeSize: Int?
  var isConditional = false
  var corruption: Corruption?
  var binarization: Binarization?
  var sparsity: Sparsity?
  @EqualByText var objective: any LatentObjective = EvidenceLowerBound()
  var likelihoodWeight: Double?
  var similarityWeight: Double?
  var initialWeights: InitialWeights?
  var start: String?
  var perceptual: String?
  var perceptualWeight: Double?
  var beta: Double?
  var betaWarmup: Double?
  var freeBits: Double?
  var temperature: Temperature?
  var epochs = 10
  var batch = 128
  var optimizer = Optimizer.adam
  var learningRate = 1e-3
  var schedule = Schedule.constant
  var warmup = 0.0
  var clip: Double?
  var patience: Int?
  var seed: UInt64 = 1
  var threads: Int?
  var validation: String?
  /// The folder of temporary files for the rows; nil for rows in memory.
  var spool: String?
  var log: String?
  var snapshot: String?
  var checkpoint: String?
  var interval: CheckpointInterval?
  var resume: String?
  var output: String?
  var quiet = false
  /// The options that decide the result, as they were given, in their order.
  var given: [Given] = []

  struct Given: Equatable {
    let name: String
    /// The argument; of a flag nothing.
    let text: String
  }

  /// Takes what has no influence on the result: files, threads, messages.
  mutating func takeRun(from other: Settings) {
    (threads, validation, log, output) = (other.threads, other.validation, other.log, other.output)
    (snapshot, quiet, spool) = (other.snapshot, other.quiet, other.spool)
    (checkpoint, interval, resume) = (other.checkpoint, other.interval, other.resume)
  }

  /// No file is both read and written, or written twice: what came first would be lost. A checkpoint may
  /// take the place of the one that the run goes on from.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkFiles(data: String?) throws(ToolError) {
    // At a signal, the model may go beside the output.
    let part = output.flatMap { $0 == "-" ? nil : ModelOutput.part(of: $0) }
    for output in [output, part] {
      try checkKept(data, "DATA", output: output)
      try checkKept(validation, "--validate", output: output)
      try checkKept(perceptual, "--perceptual", output: output)
      try checkKept(resume, "--resume", output: output)
    }
    let outputs = [("--checkpoint", checkpoint), ("--log", log), ("--snapshot", snapshot)]
    let others =
      [("DATA", data), ("--validate", validation), ("--start", start)]
      + [("--perceptual", perceptual), ("--resume", resume), ("-o", output)]
      + [("the .part of -o", part)] + outputs
    for (index, (option, path)) in outputs.enumerated() {
      for (other, otherPath) in others.dropLast(outputs.count - index) {
        guard let path, let otherPath, path != "-", otherPath != "-" else { continue }
        if (option, other) == ("--checkpoint", "--resume") { continue }
        // A model may be its own snapshot.
        if option == "--snapshot", [output, part].contains(otherPath) { continue }
        guard isSameFile(path, otherPath), isReplaced(path) else { continue }
        throw ToolError(.usage, option, "\(path) is also \(other): one of them would be lost")
      }
    }
    if let checkpoint { try CheckpointFile.checkPlace(checkpoint) }
    if let log { try EpochLog.checkPlace(log) }
  }

  /// Standard input and output can each be one thing only.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func checkStandardStreams(data: String?) throws(ToolError) {
    if validation == "-", data ?? "-" == "-" {
      throw ToolError(
        .usage, "--validate", "standard input cannot be both the data and the stream to validate")
    }
    if start == "-", data ?? "-" == "-" || validation == "-" || perceptual == "-" {
      throw ToolError(
        .usage, "--start",
        "standard input cannot be both the model to start from and something else"
      )
    }
    if perceptual == "-", data ?? "-" == "-" || validation == "-" {
      throw ToolError(
        .usage, "--perceptual", "standard input cannot be both data and the model with the features"
      )
    }
    if log == "-", output ?? "-" == "-" {
      throw ToolError(
        .usage, "--log", "standard output cannot be both the model and the log: add -o FILE")
    }
  }
}
