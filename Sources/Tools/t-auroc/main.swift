import Text
import Tool

struct Settings {
  /// The labels that `--positive` or `--normal` names, and whether they are those of the anomalies.
  var labels: [ClosedRange<Int>] = []
  var namesAnomalies: Bool?
  var showsError = false
  var isTable = false
  var bins: Int?
  var output: String?

  /// Takes the argument of `--positive` or of `--normal`, of which there can be one.
  mutating func name(_ argument: Argument, anomalies: Bool) throws(ToolError) {
    guard namesAnomalies ?? anomalies == anomalies else {
      throw ToolError(.usage, nil, "expected one of --positive and --normal, found both")
    }
    labels = try argument.ranges()
    namesAnomalies = anomalies
  }
}

let command = Command(
  name: "t-auroc", summary: "tell how well scores find anomalies, as the area under the ROC curve",
  operands: "[FILE]", defaults: Settings(),
  options: [
    Option("positive", nil, "RANGES", "the labels of the anomalies, such as 7 or 0-3,9") {
      try $0.name($1, anomalies: true)
    },
    Option("normal", nil, "RANGES", "the labels of what is normal; all others are anomalies") {
      try $0.name($1, anomalies: false)
    },
    Option(flag: "error", nil, "the standard error of the area, as a second field", \.showsError),
    Option(flag: "tsv", nil, "area, error and counts under one header line", \.isTable),
    Option("histogram", nil, "N", "the scores of both in N bins instead, for gnuplot", \.bins) {
      try $0.integer(in: 1...1_000_000)
    },
    .output(\.output),
  ],
  examples: [
    "t-auroc --positive 9 scores.tsv",
    "t-auroc --normal 0-4 --histogram 40 scores.tsv > histogram.tsv",
  ])

command.run { settings, operands in
  guard let namesAnomalies = settings.namesAnomalies else {
    throw ToolError(
      .usage, nil, "expected one of --positive and --normal: which are the anomalies?")
  }
  if settings.bins != nil, settings.showsError || settings.isTable {
    throw ToolError(.usage, "--histogram", "has no meaning with --error or --tsv")
  }
  let scores = try Scores(operands.first) { label in
    settings.labels.contains { $0.contains(Int(label)) } == namesAnomalies
  }
  let text: String
  var message: String?
  if let bins = settings.bins {
    let histogram = Histogram(scores, bins: bins)
    text = histogram.table
    message = histogram.message
  } else {
    let area = ROCArea(scores)
    text = settings.isTable ? area.table : area.line(showingError: settings.showsError)
  }
  let output = try OutputFile(settings.output, hint: nil)
  try output.write(Array(text.utf8).span.bytes)
  try output.finish()
  if let message { Diagnostic.report("t-auroc", subject: scores.name, message) }
}
