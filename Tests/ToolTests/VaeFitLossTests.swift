import TensorIO
import Testing
import ToolSandbox

/// `@loss` is what the description of the model's format says, made of what is recorded beside it.
@Suite struct VaeFitLossTests {
  /// 72 images of 12×12 whose pixels are random.
  private func box() throws -> Sandbox {
    let box = try Sandbox()
    var random = SplitMix()
    let pixels = (0..<72 * 144).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [72, 12, 12], pixels)])])
    return box
  }

  /// The numbers behind the colon of a word among the recorded options; none where it is not there.
  private func numbers(_ word: String, in options: [Substring]) -> [Double] {
    guard let place = options.firstIndex(of: "--\(word)"), place + 1 < options.count else {
      return []
    }
    return (options[place + 1].split(separator: ":").last ?? "").split(separator: ",")
      .compactMap { Double($0) }
  }

  /// The formula of the format, for figures whose names begin with `prefix`.
  private func loss(_ model: Frame, _ prefix: String) throws -> Double {
    let options = (model["@options"]?.text ?? "").split(separator: " ")
    func number(_ name: String) throws -> Double {
      try #require(model["@\(prefix)\(name)"]?.scalar(of: Double.self), "\(prefix)\(name)")
    }
    func optional(_ name: String) -> Double {
      model["@\(prefix)\(name)"]?.scalar(of: Double.self) ?? 0
    }
    let kl = try number("kl")
    let objective = numbers("objective", in: options)
    let place = options.firstIndex(of: "--objective")
    let word = place.map { options[$0 + 1].prefix { $0 != ":" } } ?? "elbo"
    var regulariser: Double
    switch word {
    case "capacity": regulariser = objective[0] * abs(kl - (try number("capacity")))
    case "capacities":
      let categories = try number("kl-categories")
      regulariser =
        objective[0]
        * (abs(kl - categories - (try number("capacity")))
          + abs(categories - (try number("capacity-categories"))))
    case "wae-rbf", "wae-imq", "swae": regulariser = 0
    case "info-rbf", "info-imq": regulariser = (1 - objective[0]) * kl
    case "iwae", "dreg", "miwae": regulariser = kl
    default:
      regulariser = (try #require(model["@beta"]?.scalar(of: Double.self))) * kl
    }
    let weight = numbers("likelihood-weight", in: options).first ?? 1
    return weight * (try number("reconstruction")) + regulariser + optional("penalty")
  }

  /// Three steps an epoch, the last of 8; the second epoch is on the way of each rise.
  @Test(arguments: [
    "", "--beta 4", "--beta 2 --beta-warmup 9", "--free-bits 0.5", "-m ae", "-m sae", "-m vq",
    "-m categorical", "-m joint", "-m capacity", "--objective capacity:3,9,7",
    "--objective capacity:3,9,0", "-m capacities", "-m joint --objective capacities:2,6,1,9",
    "-m tc", "-m factor", "-m dip1", "-m dip2", "-m wae-rbf", "-m wae-imq", "-m swae", "-m info",
    "--objective info-rbf:0.25,9", "-m iwae", "-m dreg", "-m miwae", "-m vamp", "-m hierarchy",
    "-m flow", "-m flow-prior", "-m ms-ssim", "--likelihood-weight 3",
    "--likelihood-weight 0.5 -m wae-imq --ms-ssim 20", "-m capacity --ms-ssim 20",
    "--likelihood gaussian:learned -m tc",
  ])
  func itIsMadeOfItsParts(_ options: String) throws {
    let box = try box()
    let size = options.contains("-m vq") ? "" : "-z 3"
    let line = "vae-fit -q -e 2 -b 32 --hidden 8 \(size) \(options) --validate in.t -o m.t in.t"
    #expect(try box.run(line) == .success())
    let model = try box.frames("m.t")[0]
    for prefix in ["", "valid-"] {
      let found = try #require(model["@\(prefix)loss"]?.scalar(of: Double.self))
      let expected = try loss(model, prefix)
      // The same sum of numbers in Double, whatever the order: each rounding is half a unit of the largest part.
      let parts = ["reconstruction", "kl", "penalty", "capacity"].map {
        abs(model["@\(prefix)\($0)"]?.scalar(of: Double.self) ?? 0)
      }
      let largest = 16 * ((parts.max() ?? 0) + abs(found))
      #expect(abs(found - expected) <= 8 * largest.ulp, "\(prefix)loss")
    }
  }

  /// What 128, 129 and 130 rows at 128 a step ask of the codes has the same expectation, near 0: codes of random
  /// images before any training are close to the prior. The bound is six standard errors of the mean of twenty
  /// seeds; a single row without a partner was worth -4.8.
  @Test(arguments: [128, 129, 130], ["wae-imq", "info", "wae-rbf", "swae"])
  func theLastRowsDoNotDrownTheOthers(_ rows: Int, _ objective: String) throws {
    let box = try Sandbox()
    var random = SplitMix()
    let pixels = (0..<rows * 64).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [rows, 8, 8], pixels)])])
    try box.writeStream(
      "full.t", [Frame([Tensor("x", shape: [128, 8, 8], Array(pixels.prefix(128 * 64)))])])
    let line = """
      set -e; for n in in full; do for s in $(seq 20); do
        vae-fit -q -m \(objective) -z 8 --hidden 8 -e 1 -b 128 --init today --lr 1e-12 --seed $s $n.t |
          t-info --tsv | grep '^@penalty' | cut -f 7; done > $n.txt; done
      """
    #expect(try box.run(line) == .success())
    func moments(_ name: String) throws -> (mean: Double, error: Double) {
      let text = String(decoding: try box.read(name), as: UTF8.self)
      let values = text.split(separator: "\n").compactMap { Double($0) }
      try #require(values.count == 20)
      let mean = values.reduce(0, +) / 20
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
      return (mean, (variance / 20).squareRoot())
    }
    let (found, full) = (try moments("in.txt"), try moments("full.txt"))
    let error = (found.error * found.error + full.error * full.error).squareRoot()
    #expect(abs(found.mean - full.mean) <= 6 * error)
    // The fault would be seen: the bound is less than half of it.
    #expect(6 * error < 4.8 / 2)
  }

  /// The data of a validation come in their order, 256 at a time: one row more leaves the penalty as it is.
  @Test(arguments: ["-m wae-imq", "-m wae-rbf", "-m info", "-m swae", "-m dip1", "-m dip2"])
  func aValidationLeavesOutASingleRow(_ options: String) throws {
    let box = try Sandbox()
    var random = SplitMix()
    let pixels = (0..<257 * 16).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
    for rows in [256, 257] {
      try box.writeStream(
        "\(rows).t", [Frame([Tensor("x", shape: [rows, 4, 4], Array(pixels.prefix(rows * 16)))])])
    }
    let line = """
      set -e; for n in 256 257; do
        vae-fit -q \(options) -z 2 --hidden 8 -e 1 --validate $n.t 256.t > m$n.t; done
      """
    #expect(try box.run(line) == .success())
    let (some, more) = (try box.frames("m256.t")[0], try box.frames("m257.t")[0])
    let penalty = try #require(some["@valid-penalty"]?.scalar(of: Double.self))
    #expect(more["@valid-penalty"]?.scalar(of: Double.self) == penalty && penalty != 0)
    #expect(
      more["@valid-reconstruction"]?.scalar(of: Double.self)
        != some["@valid-reconstruction"]?.scalar(of: Double.self))
  }

  /// Batches and data that are too small for what is asked of them, before and after the data are read.
  @Test(arguments: [
    ("-m wae-imq -b 1 none.t", 64, "--objective wae-imq:100", 2),
    ("-m wae-rbf -b 1 none.t", 64, "--objective wae-rbf:100", 2),
    ("-m swae -b 1 none.t", 64, "--objective swae:100,50", 2),
    ("--objective tc:6 -b 1 none.t", 64, "--objective tc:6", 2),
    ("--objective factor:6 -b 1 none.t", 64, "--objective factor:6", 2),
    ("--objective dip1:5,3 -b 2 none.t", 64, "--objective dip1:5,3", 3),
    ("--objective dip2:5,3 -b 1 none.t", 64, "--objective dip2:5,3", 3),
  ])
  func aStepOfTooFewIsRefused(
    _ options: String, _ status: Int32, _ word: String, _ least: Int
  ) throws {
    let outcome = try Sandbox().run("vae-fit \(options)")
    #expect(outcome.status == status && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("vae-fit: --objective "), "\(outcome.errors)")
    #expect(
      outcome.errors.hasSuffix(
        "compares the examples of a step, which takes \(least) of them: use -b \(least) or more\n"),
      "\(outcome.errors)")
    let name = word.split(separator: " ")[1].prefix { $0 != ":" }
    #expect(outcome.errors.contains(" \(name):"))
  }

  @Test func epochsTimesDrawsAreCounted() throws {
    let box = try Sandbox()
    func message(_ draws: Int, _ epochs: Int, _ word: String) -> Outcome {
      .failure(
        64,
        """
        vae-fit: --epochs: \(epochs) times the \(draws) draws of --objective \(word) are more than \
        random numbers can be told apart by: use at most -e \((1 << 24 - 1) / draws), or fewer draws
        """)
    }
    #expect(
      try box.run("vae-fit --objective iwae:64 -e 262144 none.t") == message(64, 262144, "iwae:64"))
    #expect(
      try box.run("vae-fit --objective miwae:8,4 -e 600000 none.t")
        == message(32, 600000, "miwae:8,4"))
    // One less is taken: the file is looked for.
    #expect(try box.run("vae-fit --objective iwae:64 -e 262143 none.t").status == 66)
  }

  /// No rate can mend data that are beyond single precision, and none is named.
  @Test(arguments: ["gaussian:pixel", "gaussian", "laplace:learned", "log-cosh"])
  func dataBeyondSinglePrecision(_ likelihood: String) throws {
    let box = try Sandbox()
    var values = (0..<20 * 4).map { Float($0 % 7) }
    values[13 * 4 + 2] = -3e38
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [20, 4], values)])])
    let outcome = try box.run(
      "vae-fit -q --likelihood \(likelihood) -z 2 -b 20 --lr 1e-30 --hidden 8 -o m.t in.t")
    let message = """
      vae-fit: in.t: epoch 1, step 1: the loss is not a number; \
      the data are too large for single precision (-3e+38 in row 13): scale them
      """
    #expect(outcome == .failure(65, message))
    #expect(try box.files() == ["in.t"])
  }
}

/// Numbers that only look random, the same everywhere (Steele et al. 2014, SplitMix64).
private struct SplitMix {
  private var state: UInt64 = 5

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
