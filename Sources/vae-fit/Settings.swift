import LaneTypes
import Tool
import VAE

/// The command line of `vae-fit`. What is nil was not given; the standard takes its place.
struct Settings {
  /// Whether to show what there is, and do nothing else.
  var lists = false
  var network: Network.Kind?
  var hidden: [Int]?
  var kernel: Int?
  var stride: Int?
  var activation = Activation.relu
  var likelihood = Likelihood.bernoulli
  var bottleneckName = BottleneckName.gaussian
  var latent: Int?
  var posteriorFlow: Flow.Shape?
  var prior = LatentPrior.normal
  var variables: Int?
  var categories: Int?
  var straightThrough = false
  var codes: Int?
  var codeSize: Int?
  var isConditional = false
  var corruption: Corruption?
  var binarization: Binarization?
  var sparsity: Sparsity?
  var objective = CodeObjective.elbo
  var likelihoodWeight: Double?
  var similarityWeight: Double?
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
  var output: String?
  var quiet = false

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
