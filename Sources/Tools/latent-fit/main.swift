import Found
import LatentFits
import TensorIO
import TensorTool
import Tool
import VAETool
import Words

struct Settings {
  var starts: Int?
  var iterations: Int?
  var tolerance: Double?
  var rows: Int?
  var seed: UInt64 = 1
  var threads: Int?
  var quiet = false
  var output: String?

  /// Refuses options that the kind of prior has no use for.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func check(against kind: Kind) throws(ToolError) {
    let (name, isMixture, isAggregate) =
      switch kind {
      case .gaussian: ("gaussian", false, false)
      case .mixtures: ("gmm", true, false)
      case .aggregate: ("aggregate", false, true)
      }
    let given = [
      ("--starts", starts != nil, isMixture), ("--iterations", iterations != nil, isMixture),
      ("--tolerance", tolerance != nil, isMixture), ("--rows", rows != nil, isAggregate),
    ]
    for (option, isGiven, hasMeaning) in given where isGiven && !hasMeaning {
      throw ToolError(.usage, option, "has no meaning with \(name)")
    }
  }
}

let command = Command(
  name: "latent-fit", summary: "fit a prior to codes: gaussian, gmm:K, gmm:K,K,... or aggregate",
  operands: "KIND [CODES]", defaults: Settings(),
  options: [
    Option("starts", nil, "N", "of gmm: how often to start anew", \.starts, default: "3") {
      try $0.integer(in: 1...1000)
    },
    Option("iterations", nil, "N", "of gmm: the most for a start", \.iterations, default: "500") {
      try $0.integer(in: 1...1_000_000)
    },
    Option(
      "tolerance", nil, "NATS", "of gmm: gain a row to stop below", \.tolerance, default: "1e-4"
    ) { try $0.number(atLeast: 0) },
    Option("rows", "n", "N", "of aggregate: rows to keep at most", \.rows, default: "10000") {
      try $0.integer(in: 1...1_000_000)
    },
    .seed(\.seed),
    .threads(\.threads),
    .quiet(\.quiet),
    .output(\.output),
  ],
  examples: [
    "latent-fit gaussian codes.t > prior.t",
    "latent-fit gmm:1,2,4 codes.t | latent-sample -n 64 --from - > z.t",
  ])

command.run { settings, operands in
  guard let kind = Kind(operands[0]) else {
    let question = didYouMean(
      operands[0].prefix { $0 != ":" }, among: ["gaussian", "gmm", "aggregate"])
    throw ToolError(
      .usage, nil, "expected \(Kind.syntax), found \(quoted(operands[0]))\(question)")
  }
  try settings.check(against: kind)
  let input = try TensorInput(operands.dropFirst().first)
  var output = try TensorOutput(settings.output)
  let name = input.name
  let prior =
    switch kind {
    case .gaussian: try fitGaussian(input, settings)
    case .mixtures(let counts): try fitMixtures(input, counts, settings)
    case .aggregate: try fitAggregate(input, settings)
    }
  let frame = try blaming(name) { try prior.frame() }
  try output.write(frame)
  try output.finish()
}
