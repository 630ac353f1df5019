import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentFitTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
    #expect(try box.run("vae-encode gaussian.t data.t > codes.t") == .success())
  }

  private func fit(_ options: String, notes: String = "") throws -> Frame {
    let outcome = try box.run("latent-fit \(options) > prior.t")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    if !notes.isEmpty { #expect(outcome.errors == notes) }
    let frames = try box.frames("prior.t")
    #expect(frames.count == 1)
    return try #require(frames.first)
  }

  @Test func aNormalDistribution() throws {
    let frame = try fit("-q gaussian codes.t")
    #expect(
      frame.tensors.map(\.name) == [
        "@prior", "@rows", "@seed", "@log-likelihood", "@bic", "weights", "means", "factors",
      ])
    #expect(frame["@prior"]?.text == "mixture")
    #expect(frame["@rows"]?.scalar(of: Int64.self) == 1000)
    #expect(frame["@seed"]?.scalar(of: Int64.self) == 1)
    #expect(frame["factors"]?.shape == [1, 3, 3])
    let z = try box.values("codes.t", "z")
    let means = try #require(frame["means"]).elements(of: Float.self)
    for i in 0..<3 {
      let sum = stride(from: i, to: z.count, by: 3).reduce(0) { $0 + Double(z[$1]) }
      #expect(abs(Double(means[i]) - sum / 1000) <= Double(means[i].ulp))
    }
  }

  /// A line for each number, and the least criterion is that of the file.
  @Test func theBestOfSeveralMixtures() throws {
    let outcome = try box.run("latent-fit gmm:1,2,5 codes.t > prior.t")
    #expect(outcome.status == 0)
    let pattern = /gmm:(\d)  log-likelihood (-?\d+\.\d\d) nats a row  BIC (-?\d+)/
    let lines = try outcome.errors.split(separator: "\n").map {
      try #require($0.wholeMatch(of: pattern)).output
    }
    #expect(lines.map(\.1) == ["1", "2", "5"])
    let frame = try #require(box.frames("prior.t").first)
    let best = try #require(lines.min { Int($0.3) ?? 0 < Int($1.3) ?? 0 })
    let criterion = try #require(frame["@bic"]?.scalar(of: Double.self))
    #expect(String(Int(criterion.rounded())) == best.3)
    #expect(frame["weights"]?.shape == [Int(best.1) ?? 0])
    // With more parameters the likelihood of the same rows is higher.
    let values = lines.compactMap { Double($0.2) }
    #expect(values.count == 3 && values[0] < values[1] && values[1] < values[2])
    #expect(try box.run("latent-fit -q gmm:1,2,5 codes.t | cmp - prior.t") == .success())
  }

  @Test func whatIsToldOfAFit() throws {
    try box.writeFrame("z.t", Tensor("z", shape: [4, 1], [1, 1, 5, 5] as [Float]))
    let outcome = try box.run("latent-fit gmm:3 --iterations 1 z.t > prior.t")
    let lines = outcome.errors.split(separator: "\n")
    #expect(
      lines.dropLast() == [
        "gmm:3  only 2 different rows, so as many components",
        "gmm:3  not settled after 1 iterations",
      ])
    #expect(try box.values("prior.t", "means").sorted() == [1, 5])
  }

  /// Draws from N(μ, σ²) of a row have its μ and σ.
  @Test func theAggregatePosterior() throws {
    let frame = try fit("aggregate codes.t")
    #expect(
      frame.tensors.map(\.name) == [
        "@prior", "@rows", "@seed", "weights", "means", "deviations",
      ])
    #expect(try box.values("prior.t", "means") == box.values("codes.t", "z"))
    let logVariances = try box.values("codes.t", "z_logvar")
    #expect(
      try box.values("prior.t", "deviations") == logVariances.map { Float(exp(Double($0) / 2)) })
    let part = try fit("aggregate -n 10 codes.t")
    #expect(part["means"]?.shape == [10, 3] && part["@rows"]?.scalar(of: Int64.self) == 1000)
    #expect(
      try box.run("latent-fit aggregate -n 10 --seed 2 codes.t | cmp -s - prior.t").status == 1)
  }

  /// Neither the frames nor the threads nor the vector instructions have a part in a prior.
  @Test(arguments: ["gaussian", "gmm:2,3", "aggregate -n 99"])
  func theSameBytesEverywhere(_ kind: String) throws {
    _ = try fit("-q \(kind) codes.t")
    let frame = try box.frames("codes.t")[0]
    let parts = try [0..<1, 1..<300, 300..<300, 300..<1000].map { rows in
      try Frame(frame.tensors.map { $0.isMetadata ? $0 : $0.rows(rows) })
    }
    try box.writeStream("cut.t", parts)
    for threads in 1...3 {
      let line = "latent-fit -q \(kind) --threads \(threads) cut.t | cmp - prior.t"
      #expect(try box.run(line) == .success())
    }
    let line = "latent-fit -q \(kind) codes.t | cmp - prior.t"
    #expect(try box.run(line, environment: ["VAE_ISA": "v3"]) == .success())
    #expect(try box.run("latent-sample -n 40 --from prior.t > z.t") == .success())
    let sample = "latent-sample -n 40 --from prior.t | cmp - z.t"
    #expect(try box.run(sample, environment: ["VAE_ISA": "v3"]) == .success())
  }

  @Test func theSeedDecidesTheStarts() throws {
    _ = try fit("-q gmm:5 --starts 1 codes.t")
    let other = "latent-fit -q gmm:5 --starts 1 --seed 2 codes.t | cmp -s - prior.t"
    #expect(try box.run(other).status == 1)
  }

  /// All metadata that priors hold are in the text, all that the text names are in some prior, and so are
  /// the tensors.
  @Test func everyTensorIsDescribed() throws {
    let path = Checkout.root.appending(path: "formats/prior.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let rows = text.matches(of: /\n\| `([@a-z-]+)` \|/).map { String($0.output.1) }
    let names = try fit("gaussian codes.t").tensors + fit("aggregate codes.t").tensors
    #expect(Set(names.map(\.name)) == Set(rows) && rows.count == 9)
    #expect(text.contains("| `mixture`."))
  }

  @Test(arguments: [
    ("normal codes.t", 64, "expected \(syntax), found 'normal'"),
    ("gmm codes.t", 64, "expected \(syntax), found 'gmm'"),
    ("gmm: codes.t", 64, "expected \(syntax), found 'gmm:'"),
    ("gmm:0 codes.t", 64, "expected \(syntax), found 'gmm:0'"),
    ("gmm:3,+4 codes.t", 64, "expected \(syntax), found 'gmm:3,+4'"),
    ("gmm:1001 codes.t", 64, "expected \(syntax), found 'gmm:1001'"),
    ("gaussian --starts 2 codes.t", 64, "--starts: has no meaning with gaussian"),
    ("aggregate --iterations 2 codes.t", 64, "--iterations: has no meaning with aggregate"),
    ("gaussian --tolerance 1 codes.t", 64, "--tolerance: has no meaning with gaussian"),
    ("gmm:2 --rows 9 codes.t", 64, "--rows: has no meaning with gmm"),
    (
      "gmm:2 --starts 0 codes.t", 64,
      "--starts: expected a whole number from 1 to 1000, found '0'"
    ),
    (
      "gmm:2 --tolerance -1 codes.t", 64,
      "--tolerance: expected a number of at least 0, found '-1'"
    ),
    ("gaussian data.t", 65, "data.t: frame 0: data 'x' but no latents 'z': put vae-encode before"),
    (
      "gmm:2 model.t", 65,
      "model.t: frame 0: this is a model, expected a stream of latents with a tensor 'z'; it is given as MODEL, to vae-fit with --start"
    ),
    ("gaussian end.t", 65, "end.t: no rows in the stream"),
    ("gmm:2 end.t", 65, "end.t: no rows in the stream"),
    ("aggregate end.t", 65, "end.t: no rows in the stream"),
    ("gaussian one.t", 65, "one.t: 1 rows, expected at least 2 to fit a normal distribution to"),
    ("gmm:1 one.t", 65, "one.t: all 1 rows are equal: there is nothing to fit a mixture to"),
    ("gmm:1,3 pair.t", 65, "pair.t: 2 rows, expected at least 3 for as many components"),
    ("gmm:2 nan.t", 65, "nan.t: frame 0: tensor 'z', row 1: nan, expected finite numbers"),
    ("gaussian mixed.t", 65, "mixed.t: frame 1: tensor 'z' has 1 dimensions, expected 3 as before"),
    (
      "gaussian wide.t", 65,
      "wide.t: frame 0: tensor 'z' has 4097 dimensions, expected at most 4096 to fit a normal "
        + "distribution to"
    ),
    (
      "gmm:2 wide.t", 65,
      "wide.t: frame 0: 2 covariances of 4097 dimensions are too many: use fewer components, or fewer "
        + "dimensions"
    ),
    (
      "aggregate one.t", 65,
      "one.t: frame 0: no tensor 'z_logvar': the aggregate posterior needs the variances that "
        + "vae-encode writes for a model with a normal posterior; use gaussian or gmm for other codes"
    ),
    (
      "aggregate joint.t", 65,
      "joint.t: frame 0: tensor 'z_logvar' is f32 1×2, expected f32 1×3 as 'z'; use gaussian or gmm "
        + "where z is not all normal"
    ),
    ("gaussian none.t", 66, "none.t: cannot open: no such file or directory"),
    ("gaussian -o none/p.t codes.t", 73, "none/p.t: cannot create: no such file or directory"),
    (
      "gaussian codes.t > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    let one = Tensor("z", shape: [1, 3], [1, 2, 3] as [Float])
    try box.writeFrame("one.t", one)
    try box.writeFrame("pair.t", Tensor("z", shape: [2, 1], [1, 2] as [Float]))
    try box.writeFrame("nan.t", Tensor("z", shape: [2, 1], [1, .nan] as [Float]))
    try box.writeFrame("joint.t", one, Tensor("z_logvar", shape: [1, 2], [1, 2] as [Float]))
    try box.writeStream(
      "mixed.t", [Frame([one]), Frame([Tensor("z", shape: [1, 1], [1] as [Float])])])
    try box.writeFrame("wide.t", Tensor("z", shape: [1, 4097], [Float](repeating: 0, count: 4097)))
    try box.writeStream("end.t", [])
    #expect(
      try box.run("latent-fit -q \(options)") == .failure(status, "latent-fit: \(message)"))
  }

  static let syntax = "gaussian, gmm:K, gmm:K,K,... (K from 1 to 1000) or aggregate"
}
