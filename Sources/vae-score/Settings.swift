import LaneTypes
import Tool
import VAE

struct Settings {
  var draws: Int?
  var weighs = false
  var atMean = false
  var form = Form.tensors
  var rowOffset = 0
  var seed: UInt64 = 1
  var threads: Int?
  var output: String?

  /// What is written.
  enum Form {
    /// A stream: a tensor for each figure.
    case tensors
    /// A line for each row.
    case lines
    /// A line for each figure of the data set.
    case means
  }

  /// - Throws: `ToolError` with the status `usage`, if the options contradict each other or the model.
  func scoring(of model: Configuration, _ path: String) throws(ToolError) -> ScoringSettings {
    if atMean, draws != nil {
      throw ToolError(.usage, "--at-mean", "draws nothing: leave out -k and --draws")
    }
    if draws != nil, !model.bottleneck.isRandom {
      throw ToolError(
        .usage, weighs ? "-k" : "--draws",
        "has no meaning with \(path): its z is not drawn at random")
    }
    let count = draws ?? 1
    return ScoringSettings(
      draws: atMean ? .mean : weighs ? .importance(count) : .posterior(count), seed: seed)
  }
}

var options: [Option<Settings>] {
  [
    Option("importance", "k", "K", "log p(x) too, by importance weights of K draws of z") {
      ($0.draws, $0.weighs) = (try $1.integer(in: 1...ScoringSettings.mostDraws), true)
    },
    Option("draws", nil, "N", "the mean of so many draws of z", default: "1") {
      ($0.draws, $0.weighs) = (try $1.integer(in: 1...ScoringSettings.mostDraws), false)
    },
    Option(flag: "at-mean", nil, "z is the posterior's mean: no noise, and no bound") {
      $0.atMean = true
    },
    Option(flag: "mean", nil, "the figures of the data set, as text") { $0.form = .means },
    Option(flag: "tsv", nil, "a line of tab-separated figures for each row") { $0.form = .lines },
    Option("row-offset", nil, "N", "the number of the first row, in a shard", default: "0") {
      $0.rowOffset = try $1.integer(in: 0...Int(UInt32.max))
    },
    .seed(\.seed, default: 1),
    .threads(\.threads),
    .output(\.output),
  ]
}
