import Kernels
import Tool
import VAE

struct Settings {
  /// Draws that are weighted by importance; nil without `-k`.
  var importance: Int?
  /// Draws that are not weighted; nil without `--draws`, which does not go with `-k`.
  var draws: Int?
  var atMean = false
  var showsMeans = false
  var showsLines = false
  var rowOffset = 0
  var seed: UInt64 = 1
  var threads: Int?
  var quiet = false
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

  var form: Form { showsMeans ? .means : showsLines ? .lines : .tensors }

  /// - Throws: `ToolError` with the status `usage`, if the options contradict each other or the model.
  func scoring(of model: Configuration, _ path: String) throws(ToolError) -> ScoringSettings {
    if showsMeans, showsLines {
      throw ToolError(.usage, "--tsv", "has no meaning with --mean: give one of the two")
    }
    if importance != nil, draws != nil {
      throw ToolError(.usage, "--draws", "has no meaning with -k: give one of the two")
    }
    if atMean, (importance ?? draws) != nil {
      throw ToolError(.usage, "--at-mean", "draws nothing: leave out -k and --draws")
    }
    if (importance ?? draws) != nil, !model.bottleneck.isRandom {
      throw ToolError(
        .usage, importance != nil ? "-k" : "--draws",
        "has no meaning with \(path): its z is not drawn at random")
    }
    let kind = importance.map(ScoringSettings.Draws.importance) ?? .posterior(draws ?? 1)
    return ScoringSettings(draws: atMean ? .mean : kind, seed: seed)
  }
}

var options: [Option<Settings>] {
  [
    Option(
      "importance", "k", "K", "log p(x) too, by importance weights of K draws of z", \.importance
    ) { try $0.integer(in: 1...ScoringSettings.mostDraws) },
    Option("draws", nil, "N", "the mean of so many draws of z", \.draws, default: "1") {
      try $0.integer(in: 1...ScoringSettings.mostDraws)
    },
    Option(flag: "at-mean", nil, "z is the posterior's mean: no noise, and no bound", \.atMean),
    Option(flag: "mean", nil, "the figures of the data set, as text", \.showsMeans),
    Option(flag: "tsv", nil, "a line of tab-separated figures for each row", \.showsLines),
    Option("row-offset", nil, "N", "the number of the first row, in a shard", \.rowOffset) {
      try $0.integer(in: 0...Int(UInt32.max))
    },
    .seed(\.seed),
    .threads(\.threads),
    .quiet(\.quiet),
    .output(\.output),
  ]
}
