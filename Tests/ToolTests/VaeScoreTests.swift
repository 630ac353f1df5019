import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct VaeScoreTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
    let setup = try box.run(
      """
      set -e
      t-binarize --static 1 data.t > binary.t
      vae-fit -q -e 2 --hidden 30 -z 4 binary.t > b.t
      """)
    #expect(setup == .success())
  }

  /// The rows of `--tsv`.
  private func lines(_ line: String) throws -> [[Double]] {
    let run = try box.run(line)
    #expect(run.status == 0, "\(run.errors)")
    return run.text.split(separator: "\n").map {
      $0.split(separator: "\t").compactMap { Double($0) }
    }
  }

  /// The names and values of `--mean`.
  private func means(_ line: String) throws -> [String: Double] {
    let run = try box.run(line)
    #expect(run.status == 0, "\(run.errors)")
    let rows = run.text.split(separator: "\n").dropFirst()
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    return Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), Double($0[1]) ?? .nan) })
  }

  /// Grey pixels under the Bernoulli likelihood have no likelihood, and the names say so.
  @Test(arguments: [
    ("model.t data.t", ["bce", "kl", "bce_elbo", "deviance"]),
    ("--at-mean model.t data.t", ["bce", "kl", "deviance"]),
    ("-k 2 model.t data.t", ["bce", "kl", "bce_elbo", "bce_iwae", "ess", "deviance"]),
    ("b.t binary.t", ["reconstruction", "kl", "elbo", "deviance"]),
    (
      "-k 2 gaussian.t data.t",
      ["reconstruction", "kl", "elbo", "log_likelihood", "ess", "deviance"]
    ),
  ])
  func names(_ arguments: String, _ names: [String]) throws {
    #expect(try box.run("vae-score \(arguments) > s.t") == .success())
    let frame = try box.frames("s.t")[0]
    #expect(
      frame.tensors.filter { !$0.isMetadata }.map(\.name) == names + ["y"])
    #expect(frame.tensors[0].shape == [frame.tensors[0].count])
  }

  /// The lines are the tensors; the means are those of the lines.
  @Test func formsAgree() throws {
    let rows = try lines("vae-score -k 5 --tsv b.t binary.t")
    #expect(try box.run("vae-score -k 5 b.t binary.t > s.t") == .success())
    let names = ["reconstruction", "kl", "elbo", "log_likelihood", "ess", "deviance"]
    let means = try means("vae-score -k 5 --mean b.t binary.t")
    for (column, name) in names.enumerated() {
      let values = rows.map { $0[column] }
      #expect(values.map { Float($0) } == (try box.values("s.t", name)), "\(name)")
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(try #require(means[name]) - mean) < 1e-4)
    }
    #expect(means["rows"] == 1000)
    for row in rows {
      // Each of the three is rounded once.
      #expect(abs(row[0] + row[1] + row[2]) <= 2 * 0x1p-24 * 3 * row[0])
      #expect(row[4] >= 0.9999 && row[4] <= 5.0001)
      // 0 and 1 have no entropy.
      #expect(abs(row[5] - 2 * row[0]) < 1e-3)
    }
    let elbo = try #require(means["elbo"])
    #expect(abs(try #require(means["nll_bound"]) + elbo) < 2e-4)
    let nll = try #require(means["nll"])
    let bits = try #require(means["bits_per_dimension"])
    #expect(nll < -elbo && abs(bits - nll / 784 / log(2)) < 1e-6)
    let parts = try (0..<4).map { try #require(means["kl_\($0)"]) }
    #expect(abs(parts.reduce(0, +) - (try #require(means["kl"]))) < 1e-3)
    #expect((0...4).contains(try #require(means["active_units"])))
  }

  /// Grey pixels: no figure is called a likelihood.
  @Test func noLikelihoodOfGreyPixels() throws {
    let names = try means("vae-score -k 2 --mean model.t data.t").keys
    #expect(names.contains("bce") && names.contains("bce_iwae"))
    for word in ["nll", "bits", "log", "reconstruction"] {
      #expect(!names.contains { $0.hasPrefix(word) })
    }
  }

  /// The table's loss of the last epoch on validation data is this one but for the draws.
  @Test func figuresAreThoseOfTraining() throws {
    #expect(
      try box.run("vae-fit -q -e 2 --hidden 30 -z 4 --validate data.t data.t > v.t") == .success())
    let model = try box.frames("v.t")[0]
    let means = try means("vae-score --draws 20 --mean v.t data.t")
    let kl = try #require(model["@valid-kl"]?.scalar(of: Double.self))
    #expect(abs(try #require(means["kl"]) - kl) < 1e-4)
    let loss = try #require(model["@valid-loss"]?.scalar(of: Double.self))
    // One draw for each of 1,000 rows, whose losses differ by some nats from draw to draw.
    #expect(abs(try #require(means["bce_elbo"]) + loss) < 1)
    #expect(
      means["active_units"]
        == model["@valid-active"].flatMap { $0.scalar(of: Int64.self) }.map(Double.init))
  }

  /// Shards are the whole, whatever the threads and the instruction set.
  @Test func sameBytes() throws {
    let score = "vae-score -k 40 --tsv"
    #expect(
      try box.run(
        """
        set -e
        \(score) b.t binary.t > whole.tsv
        for n in 1 3 7; do \(score) --threads $n b.t binary.t | cmp - whole.tsv; done
        VAE_ISA=v3 \(score) b.t binary.t | cmp - whole.tsv
        mnist2t -n 333 \(Checkout.root.path)/Tests/Fixtures/fashion-1000/images.gz > a.t
        """) == .success())
    let all = try box.frames("binary.t")
    let bytes = all.flatMap { $0["x"]?.elements(of: UInt8.self) ?? [] }
    for (name, rows) in [("1.t", 0..<333), ("2.t", 333..<1000)] {
      let part = Array(bytes[rows.lowerBound * 784..<rows.upperBound * 784])
      try box.writeFrame(
        name, Tensor("@pixels", text: "static:1"), Tensor("x", shape: [rows.count, 28, 28], part))
    }
    let shards = "(\(score) b.t 1.t; \(score) --row-offset 333 b.t 2.t) | cmp - whole.tsv"
    #expect(try box.run(shards) == .success())
    #expect(try box.run("\(score) --seed 2 b.t binary.t | cmp -s - whole.tsv").status == 1)
  }

  @Test(arguments: Sandbox.kinds.keys.sorted())
  func everyModel(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    let isAutoencoder = Sandbox.autoencoders.contains(kind)
    let isRandom = !Sandbox.autoencoders.union(["vq", "conv-vq"]).contains(kind)
    let options = isRandom ? "-k 3" : ""
    let line = "vae-score \(options) --tsv \(kind).t few.t"
    let run = try box.run(line)
    #expect(run.status == 0, "\(run.errors)")
    let rows = run.text.split(separator: "\n").map {
      $0.split(separator: "\t").map { Double($0) ?? .nan }
    }
    #expect(rows.count == 200)
    #expect(rows.allSatisfy { $0.count == (isRandom ? 6 : isAutoencoder ? 2 : 4) })
    #expect(rows.allSatisfy { $0.allSatisfy(\.isFinite) })
    let table = try box.run("vae-score --mean \(kind).t few.t")
    #expect(table.status == 0 && table.text.hasPrefix("figure\tvalue\terror\tunit\nrows\t200\t"))
    if !isRandom {
      let refused = try box.run("vae-score -k 3 \(kind).t few.t")
      #expect(
        refused
          == .failure(
            64, "vae-score: -k: has no meaning with \(kind).t: its z is not drawn at random"))
    }
  }

  /// The KL from a prior that is learned is that of the draws: none at the mean, none by dimension, and with
  /// more draws the same up to noise.
  @Test(arguments: ["vamp", "hierarchy"])
  func learnedPriors(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    let mean = try box.run("vae-score --mean --at-mean \(kind).t few.t").text
    #expect(!mean.contains("kl") && !mean.contains("elbo") && mean.contains("active_units"))
    func kl(_ options: String) throws -> (value: Double, error: Double) {
      let table = try box.run("vae-score --mean \(options) \(kind).t few.t").text
      #expect(!table.contains("kl_0") && table.contains("bce_elbo"))
      let line = try #require(table.split(separator: "\n").first { $0.hasPrefix("kl\t") })
      let fields = line.split(separator: "\t").compactMap { Double($0) }
      return (fields[0], fields[1])
    }
    let (one, many) = (try kl("--draws 1"), try kl("--draws 50"))
    // Five standard errors of their difference, which is less noisy than the two.
    #expect(abs(one.value - many.value) < 5 * (one.error + many.error))
    #expect(one.value != many.value)
  }

  /// Data that were binarised in one way are not scored as if in another.
  @Test func kindsOfData() throws {
    let setup = try box.run(
      """
      set -e
      t-binarize --static 2 data.t > other.t; t-binarize --threshold 0.5 data.t > sharp.t
      vae-fit -q -e 1 --hidden 4 --binarize dynamic data.t > d.t
      vae-fit -q -e 1 --hidden 4 sharp.t > s.t
      """)
    #expect(setup == .success())
    let bits = try box.frames("sharp.t").flatMap { $0["x"]?.elements(of: UInt8.self) ?? [] }
    try box.writeFrame("plain.t", Tensor("x", shape: [1000, 28, 28], bits))
    #expect(try box.run("vae-fit -q -e 1 --hidden 4 plain.t > p.t") == .success())
    for fine in [
      "b.t binary.t", "b.t other.t", "d.t other.t", "s.t sharp.t", "p.t plain.t", "model.t data.t",
      "gaussian.t data.t",
    ] { #expect(try box.run("vae-score --mean \(fine) | grep -q rows") == .success(), "\(fine)") }
    let way = "put t-binarize --static SEED before"
    for (arguments, message) in [
      ("b.t data.t", "as they came, the model was fitted to binarised data (static:1): \(way)"),
      ("d.t data.t", "as they came, the model was fitted to binarised data (dynamic): \(way)"),
      (
        "d.t sharp.t",
        "binarised (threshold:0.5), the model was fitted to binarised data (dynamic): \(way)"
      ),
      (
        "s.t binary.t",
        "binarised (static:1), the model was fitted to binarised data (threshold:0.5): "
          + "put t-binarize --threshold 0.5 before"
      ),
      (
        "model.t binary.t",
        "binarised (static:1), the model was fitted to grey data: score data that are as they came"
      ),
    ] {
      let file = arguments.split(separator: " ")[1]
      #expect(
        try box.run("vae-score \(arguments) > out.t")
          == .failure(65, "vae-score: \(file): frame 0: the data are \(message)"))
    }
    let grey = try box.run("vae-score p.t data.t > out.t")
    #expect(grey.status == 65)
    #expect(grey.errors.contains(", expected 0 or 1 as the model was fitted to"))
  }

  @Test func validationIsOfTheSameKind() throws {
    #expect(
      try box.run("vae-fit -q -e 1 --hidden 4 --validate data.t binary.t > out.t")
        == .failure(
          65,
          "vae-fit: --validate data.t: the data are as they came, the model was fitted to binarised data "
            + "(static:1): put t-binarize --static SEED before"))
    #expect(
      try box.run("vae-fit -q -e 1 --hidden 4 --binarize dynamic binary.t > out.t")
        == .failure(
          64,
          "vae-fit: --binarize: has no meaning with binary.t: its data are binarised (static:1)"))
  }

  /// An independent computation in double precision, from the files and the generator's definition: it
  /// agrees to 1e-4 nats, which the project asks for.
  @Test(
    .enabled(if: ModelFormatTests.hasNumPy, "python3 has no NumPy"),
    arguments: [
      "b.t 1.t", "model.t 2.t", "gaussian.t 2.t",
    ])
  func numPyAgrees(_ files: String) throws {
    for (name, source) in [("1.t", "binary.t"), ("2.t", "data.t")] {
      let first = try box.frames(source)[0]
      try box.writeStream(
        name, [Frame(first.tensors.map { $0.isMetadata ? $0 : $0.rows(0..<40) })])
    }
    let script = Checkout.root.appending(path: "pipelines/peers/numpy_score.py").path
    let theirs = try lines(
      "PYTHONDONTWRITEBYTECODE=1 python3 \(script) \(files) 70 \(UInt64.max) 1000000")
    let ours = try lines(
      "vae-score -k 70 --tsv --seed \(UInt64.max) --row-offset 1000000 \(files)")
    #expect(ours.count == 40 && theirs.count == 40)
    for (ours, theirs) in zip(ours, theirs) {
      #expect(ours.count == 6 && theirs.count == 6)
      for column in 0..<4 { #expect(abs(ours[column] - theirs[column]) < 1e-4) }
      // Weights are exponentials of numbers that agree to 1e-4; twice the nats are twice as far.
      #expect(abs(ours[4] / theirs[4] - 1) < 4e-4)
      #expect(abs(ours[5] - theirs[5]) < 4e-4)
    }
  }
}
