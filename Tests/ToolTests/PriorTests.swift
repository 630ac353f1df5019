import TensorIO
import Testing
import ToolSandbox

/// What `latent-sample` draws from models and from fitted priors.
@Suite struct PriorTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  private func sample(_ options: String) throws -> Frame {
    #expect(try box.run("latent-sample \(options) > z.t") == .success())
    return try #require(try box.frames("z.t").first)
  }

  private func numbers(_ tensor: Tensor?) throws -> [Float] {
    let tensor = try #require(tensor)
    return tensor.elementType == .i32
      ? tensor.elements(of: Int32.self).map(Float.init) : tensor.elements(of: Float.self)
  }

  /// Draws beyond single precision are refused, not written.
  @Test func parametersThatAreTooLarge() throws {
    let tensors = try box.frames("hierarchy.t")[0].tensors.map { tensor in
      guard tensor.name == "prior.0.decoder.1.weight" else { return tensor }
      return Tensor(
        tensor.name, shape: tensor.shape,
        tensor.elements(of: Float.self).map { Float($0 < 0 ? -3e38 : 3e38) })
    }
    try box.writeStream("huge.t", [Frame(tensors)])
    let run = try box.run("latent-sample -n 50 -m huge.t > z.t")
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("latent-sample: huge.t: row "))
    #expect(
      run.errors.hasSuffix(": the parameters of the prior, or the temperature, are too large\n"))
    #expect(try box.run("latent-sample -n 50 -m huge.t -o whole.t").status == 65)
    #expect(try box.run("test -e whole.t").status == 1)
  }

  @Test(arguments: [
    ("cvae", ["z", "y"], [[4, 3], [4]]), ("conv", ["z"], [[4, 3]]),
    ("vamp", ["z"], [[4, 3]]), ("hierarchy", ["z"], [[4, 3]]), ("flow", ["z"], [[4, 3]]),
    ("flow-prior", ["z"], [[4, 3]]),
    ("vq", ["z", "codes"], [[4, 12], [4, 3]]),
    ("categorical", ["z", "codes"], [[4, 15], [4, 3]]),
    ("joint", ["z", "codes"], [[4, 13], [4, 2]]),
    ("conv-vq", ["z", "codes"], [[4, 196], [4, 49]]),
  ])
  func eachModelHasItsPrior(_ model: String, _ names: [String], _ shapes: [[Int]]) throws {
    let frame = try sample("-n 4 -m \(model).t")
    #expect(frame.tensors.map(\.name) == names && frame.tensors.map(\.shape) == shapes)
    #expect(try box.run("vae-decode \(model).t z.t > x.t") == .success())
    #expect(try box.frames("x.t")[0]["x"]?.shape == [4, 28, 28])
    // The first rows are the same for any number.
    let more = try sample("-n 9000 -m \(model).t")
    for tensor in frame.tensors {
      #expect(try numbers(more[tensor.name]?.rows(0..<4)) == numbers(tensor))
    }
    #expect(try numbers(sample("-n 4 --seed 2 -m \(model).t")["z"]) != numbers(frame["z"]))
  }

  /// N draws of a category of probability p come up within six deviations √(N p(1 − p)) of N·p.
  private func expectFrequencies(_ codes: [Int], of probability: (Int) -> Double, categories: Int) {
    let count = Double(codes.count)
    for category in 0..<categories {
      let p = probability(category)
      let drawn = Double(codes.count { $0 == category })
      #expect(abs(drawn - count * p) < 6 * (count * p * (1 - p)).squareRoot())
    }
  }

  @Test(arguments: ["categorical", "joint"])
  func categoriesAreUniform(_ model: String) throws {
    let frame = try sample("-n 5000 -m \(model).t")
    let codes = try #require(frame["codes"]).elements(of: Int32.self).map(Int.init)
    expectFrequencies(codes, of: { _ in 0.2 }, categories: 5)
    let z = try #require(frame["z"]).elements(of: Float.self)
    let normals = model == "joint" ? 3 : 0
    let width = z.count / 5000
    let variables = codes.count / 5000
    for (index, code) in codes.enumerated() {
      let first = index / variables * width + normals + index % variables * 5
      #expect((0..<5).allSatisfy { z[first + $0] == ($0 == code ? 1 : 0) })
    }
  }

  /// The prior of a codebook is how often each variable is each code on the data, one more of each.
  @Test func codesComeAsOftenAsOnTheData() throws {
    #expect(try box.run("vae-encode vq.t few.t > codes.t") == .success())
    let data = try box.values("codes.t", "codes")
    let prior = try box.values("vq.t", "codebook.prior")
    let frame = try sample("-n 5000 -m vq.t")
    let codes = try #require(frame["codes"]).elements(of: Int32.self)
    for variable in 0..<3 {
      func part(_ all: [Int]) -> [Int] {
        stride(from: variable, to: all.count, by: 3).map { all[$0] }
      }
      let counts = part(data.map { Int($0) })
      for code in 0..<16 {
        let expected = Float(Double(counts.count { $0 == code } + 1) / 216)
        #expect(prior[variable * 16 + code] == expected)
      }
      expectFrequencies(
        part(codes.map { Int($0) }), of: { Double(prior[variable * 16 + $0]) }, categories: 16)
    }
  }

  @Test func aClassCanBeChosen() throws {
    let chosen = try sample("-n 50 -m cvae.t -c 7")
    #expect(chosen["y"]?.elements(of: Int32.self) == [Int32](repeating: 7, count: 50))
    // The same z as without the choice, and other classes there, each as often.
    let free = try sample("-n 5000 -m cvae.t")
    #expect(try numbers(free["z"]?.rows(0..<50)) == numbers(chosen["z"]))
    let labels = try #require(free["y"]).elements(of: Int32.self).map(Int.init)
    expectFrequencies(labels, of: { _ in 0.1 }, categories: 10)
  }

  /// The temperature scales what is normal, and leaves categories alone.
  @Test func theTemperatureIsOfNormalNumbers() throws {
    let (warm, cold) = (
      try sample("-n 20 -m joint.t"), try sample("-n 20 -m joint.t --temperature 0.5")
    )
    #expect(try numbers(warm["codes"]) == numbers(cold["codes"]))
    let pairs = try zip(
      #require(warm["z"]).elements(of: Float.self), #require(cold["z"]).elements(of: Float.self))
    for (index, (a, b)) in pairs.enumerated() { #expect(b == (index % 13 < 3 ? a / 2 : a)) }
  }

  /// Draws from a normal distribution fitted to 200 codes have their mean and covariance. Of N draws the
  /// mean deviates by s/√N, a covariance by √((s₁²s₂² + c²)/N).
  @Test func aFitHasTheMeanAndCovarianceOfTheCodes() throws {
    let fit = "vae-encode ae.t few.t > codes.t; latent-fit gaussian codes.t > prior.t"
    #expect(try box.run(fit) == .success())
    let count = 40_000
    let drawn = try #require(try sample("-n \(count) --from prior.t")["z"])
    let (a, b) = (
      Statistics(try box.values("codes.t", "z")), Statistics(drawn.elements(of: Float.self))
    )
    let n = Double(count).squareRoot()
    for i in 0..<3 {
      #expect(abs(b.mean[i] - a.mean[i]) < 6 * a.covariance[i][i].squareRoot() / n)
      for j in 0..<3 {
        let (c, v) = (a.covariance[i][j], a.covariance[i][i] * a.covariance[j][j])
        #expect(abs(b.covariance[i][j] - c) < 6 * (v + c * c).squareRoot() / n)
      }
    }
    #expect(try box.run("latent-sample -n 9 --from prior.t | vae-decode ae.t > x.t") == .success())
    #expect(
      try box.run("latent-sample -n 9 -m ae.t --from - < prior.t > a.t") == .success())
  }

  /// The labels of a conditional model come with the draws of a prior, each class as often.
  @Test func aPriorComesWithTheLabelsOfTheModel() throws {
    let fit = "vae-encode cvae.t few.t | latent-fit -q gmm:2 > prior.t"
    #expect(try box.run(fit) == .success())
    let free = try sample("-n 5000 -m cvae.t --from prior.t")
    #expect(free.tensors.map(\.name) == ["z", "y"])
    let labels = try #require(free["y"]).elements(of: Int32.self)
    expectFrequencies(labels.map(Int.init), of: { _ in 0.1 }, categories: 10)
    let chosen = try sample("-n 50 -m cvae.t --from prior.t -c 7")
    #expect(chosen["y"]?.elements(of: Int32.self) == [Int32](repeating: 7, count: 50))
    let plain = try sample("-n 50 --from prior.t")
    #expect(plain.tensors.map(\.name) == ["z"])
    #expect(try numbers(plain["z"]) == numbers(chosen["z"]))
  }

  private struct Statistics {
    var mean = [0.0, 0, 0]
    var covariance = [[Double]](repeating: [0, 0, 0], count: 3)

    init(_ z: [Float]) {
      let rows = stride(from: 0, to: z.count, by: 3).map { start in
        (0..<3).map { Double(z[start + $0]) }
      }
      let count = Double(rows.count)
      for row in rows { for i in 0..<3 { mean[i] += row[i] / count } }
      for row in rows {
        for i in 0..<3 {
          for j in 0..<3 { covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / count }
        }
      }
    }
  }

  @Test(arguments: [
    (
      "-m ae.t", 65,
      "ae.t: an autoencoder has no prior to draw from: fit one to its codes, as in "
        + "vae-encode MODEL data.t > codes.t; latent-fit gaussian codes.t > prior.t; "
        + "latent-sample --from prior.t"
    ),
    (
      "-m ae.t -z 3", 65,
      "ae.t: an autoencoder has no prior to draw from: fit one to its codes, as in "
        + "vae-encode MODEL data.t > codes.t; latent-fit gaussian codes.t > prior.t; "
        + "latent-sample --from prior.t"
    ),
    ("-m vq.t -z 12", 64, "-z 12: has no meaning with vq.t: its prior is not N(0, I) alone"),
    ("-m joint.t -z 3", 64, "-z 3: has no meaning with joint.t: its prior is not N(0, I) alone"),
    (
      "-m vq.t --temperature 1", 64,
      "--temperature: has no meaning with vq.t: its prior is not normal"
    ),
    (
      "-m categorical.t --temperature 2", 64,
      "--temperature: has no meaning with categorical.t: its prior is not normal"
    ),
    ("-c 1", 64, "-c: needs the conditional model: add -m MODEL"),
    ("-c 1 -m conv.t", 64, "-c: conv.t is not a conditional model: it knows no classes"),
    ("-c 10 -m cvae.t", 64, "-c 10: expected a class from 0 to 9 as in cvae.t"),
    ("-c -1 -m cvae.t", 64, "-c: expected a whole number from 0 to 65535, found '-1'"),
    (
      "--from prior.t -z 3", 64,
      "-z: has no meaning with --from: the prior has its own dimensions"
    ),
    (
      "--from prior.t -m vq.t", 65,
      "prior.t: a prior of 3 dimensions, the model has 12: fit one to the codes of this model"
    ),
    (
      "--from codes.t", 65,
      "codes.t: no '@prior' in the frame: this is a stream of data, not a prior; latent-fit makes one "
        + "of latents"
    ),
    (
      "--from few.t", 65,
      "few.t: no '@prior' in the frame: this is a stream of data, not a prior"
    ),
    (
      "--from conv.t", 65,
      "conv.t: this is a model, expected a prior: a model's own is drawn from with -m"
    ),
    ("--from end.t", 65, "end.t: no data frame, expected a prior, which is exactly one"),
    ("--from two.t", 65, "two.t: frame 1: a frame after the prior, expected exactly one"),
    (
      "--from nan.t", 65, "nan.t: tensor 'means', element 1: nan, expected finite numbers"
    ),
    (
      "--from wide.t --temperature 1e37", 65,
      "wide.t: row 0: 'z' would be inf: the temperature is too high for this prior"
    ),
    ("--from - -m -", 64, "-: standard input cannot be both the model and the prior"),
    ("--from none.t", 66, "none.t: cannot open: no such file or directory"),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    func prior(_ mean: Float, _ deviation: Float) throws -> Frame {
      try Frame([
        Tensor("@prior", text: "mixture"), Tensor("@rows", scalar: Int64(1)),
        Tensor("@seed", scalar: Int64(1)), Tensor("weights", shape: [1], [1] as [Float]),
        Tensor("means", shape: [1, 2], [0, mean]),
        Tensor("deviations", shape: [1, 2], [deviation, deviation]),
      ])
    }
    try box.writeStream("nan.t", [prior(.nan, 1)])
    try box.writeStream("wide.t", [prior(1, 1e30)])
    try box.writeStream("two.t", [prior(1, 1), prior(1, 1)])
    try box.writeStream("end.t", [])
    let fit = "vae-encode ae.t few.t > codes.t; latent-fit gaussian codes.t > prior.t"
    #expect(try box.run(fit) == .success())
    #expect(
      try box.run("latent-sample -n 3 \(options)")
        == .failure(status, "latent-sample: \(message)"))
  }
}
