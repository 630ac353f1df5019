import TensorIO
import Testing
import ToolSandbox

/// Classes that no row had: a conditional model keeps which it met, and no tool draws, takes or scores another.
@Suite struct ClassSetTests {
  let box: Sandbox

  /// `model.t` has met the classes 1, 2, 5 and 9, 10 times each but 9 of class 9, which has 3.
  init() throws {
    box = try Sandbox()
    try write("data.t", Self.labels)
    let fit = "vae-fit -q -m cvae -e 1 -b 8 -z 2 --hidden 5 data.t > model.t"
    #expect(try box.run(fit) == .success())
  }

  static let labels: [Int32] = [1, 2, 5].flatMap { [Int32](repeating: $0, count: 10) } + [9, 9, 9]

  private func write(_ name: String, _ labels: [Int32]) throws {
    let x = (0..<labels.count * 4).map { UInt8($0 * 37 % 256) }
    try box.writeFrame(
      name, Tensor("x", shape: [labels.count, 4], x), Tensor("y", shape: [labels.count], labels))
  }

  @Test func theModelKeepsTheCounts() throws {
    let model = try box.frames("model.t")[0]
    #expect(
      model["@class-counts"]?.elements(of: Int64.self) == [0, 10, 10, 0, 0, 10, 0, 0, 0, 3])
    #expect(model["@classes"]?.scalar(of: Int64.self) == 10)
    #expect(
      try box.run("t-info model.t | grep class-counts").text.contains("0 10 10 0 0 10 0 0 0 3"))
  }

  @Test func samplesAreOfClassesThatWereMet() throws {
    #expect(try box.run("latent-sample -n 4000 -m model.t > z.t") == .success())
    let drawn = try box.values("z.t", "y")
    #expect(Set(drawn) == [1, 2, 5, 9])
    // Each count is binomial; 6 standard deviations miss once in 5e8.
    for label in [1, 2, 5, 9] as [Float] {
      let count = Double(drawn.count { $0 == label })
      #expect(abs(count - 1000) < 6 * (4000 * 0.25 * 0.75).squareRoot())
    }
    #expect(try box.run("latent-sample -n 3300 --as-met -m model.t > z.t") == .success())
    let met = try box.values("z.t", "y")
    #expect(Set(met) == [1, 2, 5, 9])
    for (label, share) in [(1, 10), (2, 10), (5, 10), (9, 3)] as [(Float, Double)] {
      let (p, count) = (share / 33, Double(met.count { $0 == label }))
      #expect(abs(count - 3300 * p) < 6 * (3300 * p * (1 - p)).squareRoot())
    }
  }

  static let list = "1, 2, 5, 9"

  @Test(arguments: [
    (
      "latent-sample -n 2 -m model.t -c 3", 64,
      "-c 3: expected a class that model.t was fitted to: \(list)"
    ),
    (
      "latent-sample -n 2 -m model.t -c 10", 64,
      "-c 10: expected a class that model.t was fitted to: \(list)"
    ),
    (
      "latent-grid -n 2 -m model.t -c 0", 64,
      "-c 0: expected a class that model.t was fitted to: \(list)"
    ),
    (
      "latent-grid -n 2 -m model.t", 64,
      "-m: model.t is a conditional model: add -c N, one of its classes: \(list)"
    ),
    (
      "vae-encode model.t other.t", 65,
      "other.t: frame 0: tensor 'y', row 1: 3, expected \(list) as in the model's training data"
    ),
    (
      "vae-score model.t other.t", 65,
      "other.t: frame 0: tensor 'y', row 1: 3, expected \(list) as in the model's training data"
    ),
    (
      "vae-decode model.t codes.t", 65,
      "codes.t: frame 0: tensor 'y', row 1: 3, expected \(list) as in the model's training data"
    ),
    (
      "vae-fit -q -m cvae -e 1 --validate other.t data.t", 65,
      "--validate other.t: tensor 'y', row 1: 3, expected \(list) as in data.t"
    ),
    (
      "latent-sample -n 2 --as-met -c 1 -m model.t", 64,
      "--as-met: draws classes, and -c gives the one of all rows: give one of the two"
    ),
    ("latent-sample -n 2 --as-met", 64, "--as-met: needs the conditional model: add -m MODEL"),
    (
      "latent-sample -n 2 --as-met -m old.t", 64,
      "--as-met: old.t does not say how often it met each class: fit it anew, or leave it out"
    ),
  ])
  func anUnmetClassIsRefused(_ line: String, _ status: Int32, _ message: String) throws {
    try write("other.t", [1, 3])
    try box.writeFrame(
      "codes.t", Tensor("z", shape: [2, 2], [0, 0, 0, 0] as [Float]),
      Tensor("y", shape: [2], [1, 3] as [Int32]))
    try withoutCounts()
    let tool = line.prefix { $0 != " " }
    #expect(try box.run("\(line) > out.t") == .failure(status, "\(tool): \(message)"))
  }

  /// `old.t`: the model as older versions wrote it.
  private func withoutCounts() throws {
    let tensors = try box.frames("model.t")[0].tensors.filter { $0.name != "@class-counts" }
    try box.writeStream("old.t", [try Frame(tensors)])
  }

  @Test func modelsWithoutTheListBehaveAsBefore() throws {
    try withoutCounts()
    try write("other.t", [1, 3])
    let line = """
      set -e; latent-sample -n 900 -m old.t > z.t; vae-encode old.t other.t | vae-decode old.t | vae-score old.t
      """
    #expect(try box.run("\(line) > scores.t") == .success())
    #expect(Set(try box.values("z.t", "y")).count == 10)
    #expect(
      try box.run("latent-sample -n 2 -m old.t -c 10 > out.t").errors
        == "latent-sample: -c 10: expected a class that old.t was fitted to: 0 to 9\n")
  }

  @Test(arguments: [
    ([0, 10] as [Int64], "'@class-counts' is i64 2, expected i64 10, a number for each class"),
    ([0, 10, 10, 0, 0, -1, 0, 0, 0, 3], "numbers of rows from 0 to 2^32, one of them above 0"),
    ([Int64](repeating: 0, count: 10), "numbers of rows from 0 to 2^32, one of them above 0"),
  ])
  func countsThatCannotBeAreRefused(_ counts: [Int64], _ message: String) throws {
    let tensors = try box.frames("model.t")[0].tensors.map {
      $0.name == "@class-counts" ? Tensor($0.name, shape: [counts.count], counts) : $0
    }
    try box.writeStream("bad.t", [try Frame(tensors)])
    let outcome = try box.run("latent-sample -n 2 -m bad.t > out.t")
    #expect(outcome.status == 65 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  /// 255 beside few classes is most likely no class.
  @Test func aProbableUnknownIsNamed() throws {
    try write("unknown.t", [0, 1, 255, 1])
    let fit = "vae-fit -q -m cvae -e 1 -z 2 --hidden 3"
    #expect(
      try box.run("\(fit) unknown.t > out.t")
        == Outcome(
          status: 0,
          errors: "vae-fit: unknown.t: labels of 255 beside 2 other classes often mean unknown: "
            + "t-select --not --label 255 drops their rows\n"))
    #expect(try box.run("t-select --not --label 255 unknown.t | \(fit) > out.t") == .success())
    try write("many.t", [0, 200, 255, 1])
    #expect(try box.run("\(fit) many.t > out.t") == .success())
    try write("minus.t", [0, -1, 1])
    #expect(try box.run("t-select --label 0-65535 minus.t | \(fit) > out.t") == .success())
  }
}
