import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What each bottleneck makes of data, and what the decoder takes back: `vae-encode` and `vae-decode`.
@Suite struct BottleneckTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  /// The width of z, of z_logvar, and the number of discrete variables.
  static let widths: [(model: String, z: Int, logVariance: Int?, codes: Int?)] = [
    ("ae", 3, nil, nil), ("topk", 3, nil, nil), ("cvae", 3, 3, nil), ("vq", 12, nil, 3),
    ("categorical", 15, nil, 3),
    ("straight", 15, nil, 3), ("joint", 13, 3, 2), ("conv", 3, 3, nil),
    ("conv-vq", 196, nil, 49), ("conv-cvae", 3, 3, nil),
    ("vamp", 3, 3, nil), ("hierarchy", 3, 3, nil),
  ]

  @Test(arguments: widths.indices, [[], ["--sample"]])
  func theTensorsOfEachBottleneck(_ index: Int, _ options: [String]) throws {
    let (model, z, logVariance, codes) = Self.widths[index]
    let x = try #require(try box.frames("few.t")[0]["x"])
    let y = try #require(try box.frames("few.t")[0]["y"])
    try box.writeFrame("none.t", x.rows(0..<0), y.rows(0..<0))
    for (file, rows) in [("few.t", 200), ("none.t", 0)] {
      let line = "vae-encode \(options.joined()) \(model).t \(file) > z.t"
      #expect(try box.run(line) == .success())
      let frame = try box.frames("z.t")[0]
      #expect(frame["z"]?.shape == [rows, z])
      #expect(frame["z_logvar"]?.shape == logVariance.map { [rows, $0] })
      #expect(frame["codes"]?.shape == codes.map { [rows, $0] })
      #expect(frame["codes"].map { $0.elementType == .i32 } ?? true)
      #expect(frame["y"]?.shape == [rows] && frame["x"] == nil)
      #expect(try box.run("vae-decode \(model).t z.t > x.t") == .success())
      #expect(try box.frames("x.t")[0]["x"]?.shape == [rows, 28, 28])
    }
  }

  /// At most as many numbers of a code are above 0 as were asked for, and the others are 0. Each epoch is better than
  /// the one before, and codes with more numbers are better than those with one.
  @Test func kSparseCodes() throws {
    let fit = "vae-fit -q -e 5 -b 20 --lr 3e-3 -z 16 --hidden none"
    var last: [Double] = []
    for k in [1, 4] {
      let line = """
        set -e; \(fit) --bottleneck topk:\(k) --log log.tsv few.t > fit.t
        vae-encode fit.t few.t > z.t
        """
      #expect(try box.run(line) == .success())
      let losses = try box.readLog().lines.map { $0["loss"] }
      #expect(losses.count == 5 && zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
      last.append(losses[4])
      let z = try box.values("z.t", "z")
      #expect(z.count == 200 * 16 && z.allSatisfy { $0 >= 0 })
      for row in 0..<200 {
        #expect(z[row * 16..<(row + 1) * 16].count { $0 > 0 } <= k)
      }
    }
    #expect(last[1] < last[0])
  }

  /// A code is a whole number, the vector beside it the codebook's.
  @Test(arguments: ["vq", "conv-vq"])
  func codesNameVectorsOfTheCodebook(_ model: String) throws {
    #expect(try box.run("vae-encode \(model).t few.t > z.t") == .success())
    let (z, codes) = (try box.values("z.t", "z"), try box.values("z.t", "codes"))
    let vectors = try box.values("\(model).t", "codebook.vectors")
    for (place, code) in codes.enumerated() {
      let vector = Array(vectors[Int(code) * 4..<Int(code) * 4 + 4])
      #expect(Array(z[place * 4..<place * 4 + 4]) == vector)
    }
    // There is nothing to draw.
    #expect(
      try box.run("vae-encode --sample --seed 9 \(model).t few.t | cmp - z.t") == .success())
  }

  /// A probability is rounded once, the sum that it is divided by four times: together they are off 1
  /// by little more than 5 · 2⁻²⁴.
  @Test func categoriesAreProbabilitiesOrOne() throws {
    let line = """
      vae-encode categorical.t few.t > mean.t; vae-encode straight.t few.t > straight.t.z
      vae-encode --sample categorical.t few.t > draw.t
      """
    #expect(try box.run(line) == .success())
    let (mean, likeliest) = (try box.values("mean.t", "z"), try box.values("mean.t", "codes"))
    for start in stride(from: 0, to: mean.count, by: 5) {
      let part = mean[start..<start + 5]
      let sum = part.reduce(0) { $0 + Double($1) }
      #expect(part.allSatisfy { $0 > 0 && $0 < 1 } && abs(sum - 1) < 5.1 * 0x1p-24)
      #expect(mean[start + Int(likeliest[start / 5])] == part.max())
    }
    for file in ["draw.t", "straight.t.z"] {
      let (z, codes) = (try box.values(file, "z"), try box.values(file, "codes"))
      for (index, code) in codes.enumerated() {
        #expect((0..<5).allSatisfy { z[index * 5 + $0] == (Float($0) == code ? 1 : 0) })
      }
    }
    #expect(try box.values("draw.t", "codes") != likeliest)
  }

  /// The draws of N variables with probabilities p: each category comes up Σp times on average, with
  /// the variance Σp(1 − p). Six deviations are exceeded twice in a billion.
  @Test func categoriesAreDrawnAsOftenAsTheyAreProbable() throws {
    let line = "vae-encode categorical.t few.t > mean.t; "
    let seeds = 1...5
    let draws = seeds.map { "vae-encode --sample --seed \($0) categorical.t few.t > \($0).t" }
    #expect(try box.run(line + draws.joined(separator: ";")) == .success())
    let mean = try box.values("mean.t", "z")
    var counts = [Double](repeating: 0, count: 5)
    for seed in seeds {
      for (index, value) in try box.values("\(seed).t", "z").enumerated() {
        counts[index % 5] += Double(value)
      }
    }
    for category in 0..<5 {
      let p = stride(from: category, to: mean.count, by: 5).map { Double(mean[$0]) }
      let (expected, variance) = (p.reduce(0, +), p.reduce(0) { $0 + $1 * (1 - $1) })
      let deviation = (Double(seeds.count) * variance).squareRoot()
      #expect(abs(counts[category] - Double(seeds.count) * expected) < 6 * deviation)
    }
  }

  /// Numbers above categories: the first 3 are as in `z_logvar`'s posterior, the rest categories.
  @Test func jointCodesAreBoth() throws {
    let line = "vae-encode joint.t few.t > mean.t; vae-encode --sample joint.t few.t > draw.t"
    #expect(try box.run(line) == .success())
    let (mean, draw) = (try box.values("mean.t", "z"), try box.values("draw.t", "z"))
    let logVariance = try box.values("mean.t", "z_logvar")
    var noise: [Float] = []
    for row in 0..<200 {
      for n in 0..<3 {
        noise.append(
          (draw[row * 13 + n] - mean[row * 13 + n]) / exp(logVariance[row * 3 + n] / 2))
      }
      let categories = draw[row * 13 + 3..<row * 13 + 13]
      #expect(categories.allSatisfy { $0 == 0 || $0 == 1 } && categories.reduce(0, +) == 2)
    }
    // See `LatentSampleTests` for the bounds.
    let (first, second) = moments(noise)
    #expect(abs(first) < 6 / 600.0.squareRoot())
    #expect(abs(second - 1) < 6 * (2 / 600.0).squareRoot())
  }

  /// An autoencoder has one z for an example: nothing to draw.
  @Test func anAutoencoderDrawsNothing() throws {
    let line = "vae-encode ae.t few.t > z.t; vae-encode --sample ae.t few.t | cmp - z.t"
    #expect(try box.run(line) == .success())
  }

  /// Codes alone tell z where every variable is discrete.
  @Test(arguments: ["vq", "conv-vq", "categorical", "straight"])
  func codesAreEnough(_ model: String) throws {
    #expect(try box.run("vae-encode --sample \(model).t few.t > z.t") == .success())
    let frame = try box.frames("z.t")[0]
    try box.writeFrame("codes.t", try #require(frame["codes"]), try #require(frame["y"]))
    let line = "vae-decode \(model).t z.t > a.t; vae-decode \(model).t codes.t | cmp - a.t"
    #expect(try box.run(line) == .success())
    #expect(try box.frames("a.t")[0].tensors.map(\.name) == ["x", "y"])
  }

  @Test(arguments: [
    ("vq", [2, 2], 0, "tensor 'codes' is i32 2×2, expected i32 rows×3"),
    ("vq", [1, 3], 16, "tensor 'codes', row 0: 16, expected 0 to 15"),
    ("categorical", [1, 3], -1, "tensor 'codes', row 0: -1, expected 0 to 4"),
    ("joint", [1, 2], 0, "no tensor 'z': 'codes' alone do not tell z of this model"),
    ("conv", [1, 2], 0, "no tensor 'z': 'codes' alone do not tell z of this model"),
  ])
  func codesThatDoNotFitAreRefused(
    _ model: String, _ shape: [Int], _ code: Int32, _ message: String
  ) throws {
    let codes = [Int32](repeating: code, count: shape.reduce(1, *))
    try box.writeFrame("codes.t", Tensor("codes", shape: shape, codes))
    #expect(
      try box.run("vae-decode \(model).t codes.t")
        == .failure(65, "vae-decode: codes.t: frame 0: \(message)"))
  }

  @Test(arguments: [
    ("ae", 3, "use latent-sample --from PRIOR"), ("topk", 3, "use latent-sample --from PRIOR"),
    ("conv", 3, "give latent-sample, latent-grid or latent-walk -z 3"),
    ("vq", 12, "use latent-sample -m MODEL"), ("categorical", 15, "use latent-sample -m MODEL"),
    ("joint", 13, "use latent-sample -m MODEL"),
  ])
  func latentsOfAnotherModelAreRefused(_ model: String, _ width: Int, _ way: String) throws {
    #expect(
      try box.run("latent-sample -n 1 -z 20 | vae-decode \(model).t")
        == .failure(
          65,
          "vae-decode: standard input: frame 0: tensor 'z' has 20 dimensions, the model has "
            + "\(width): \(way), or encode with this model"))
  }

  /// The sizes that a model claims are held against its tensors before memory is taken for them.
  @Test func aCodebookOfAnotherSizeIsRefused() throws {
    let tensors = try box.frames("vq.t")[0].tensors.map {
      $0.name == "@codes" ? Tensor("@codes", scalar: Int64(65_536)) : $0
    }
    try box.writeStream("claim.t", [Frame(tensors)])
    #expect(
      try box.run("vae-encode claim.t few.t")
        == .failure(
          65,
          "vae-encode: claim.t: tensor 'codebook.vectors' is 16×4, expected 65536×4 "
            + "from the model's configuration"))
  }
}
