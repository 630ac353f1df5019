import TensorIO
import Testing
import ToolSandbox

/// Networks and likelihoods of `vae-fit`: what the model holds, and that it learns.
@Suite struct VaeFitAxesTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  /// A likelihood and the one field that tells its scale.
  @Test(arguments: [
    ("bernoulli", nil, nil), ("continuous-bernoulli", nil, nil),
    ("gaussian", "@variance", "0.5"), ("gaussian:0.0625", "@variance", "0.0625"),
    ("gaussian:learned", "@spread", "learned"), ("gaussian:pixel", "@spread", "pixel"),
    ("laplace", "@scale", "1.0"), ("laplace:0.25", "@scale", "0.25"),
    ("laplace:learned", "@spread", "learned"), ("laplace:pixel", "@spread", "pixel"),
    ("log-cosh", "@sharpness", "10.0"), ("log-cosh:3", "@sharpness", "3.0"),
    ("discretised-logistic", "@spread", "learned"),
    ("discretised-logistic:0.125", "@scale", "0.125"),
    ("discretised-logistic:pixel", "@spread", "pixel"),
  ])
  func likelihoods(_ likelihood: String, _ field: String?, _ value: String?) throws {
    let line = """
      set -e
      vae-fit -q -e 4 -b 20 -z 3 --hidden 12 --likelihood \(likelihood) --log log.tsv few.t > fit.t
      vae-encode fit.t few.t > z.t; vae-decode fit.t z.t > x.t
      vae-decode --sample fit.t z.t > draw.t
      """
    #expect(try box.run(line) == .success())
    let losses = try box.readLog().lines.map { $0["loss"] }
    #expect(losses.count == 4 && losses[3] < losses[0])
    let model = try box.frames("fit.t")[0]
    let family = String(likelihood.prefix { $0 != ":" })
    #expect(model["@likelihood"]?.text == family)
    for name in ["@variance", "@scale", "@sharpness", "@spread"] {
      let number = model[name]?.scalar(of: Double.self).map(String.init(describing:))
      #expect(model[name]?.text ?? number == (name == field ? value : nil), "\(name)")
    }
    #expect((model["likelihood.log-scale"] != nil) == (value == "learned"))
    if value == "learned" { #expect(try box.values("fit.t", "likelihood.log-scale") != [0]) }
    #expect(model["decoder.1.bias"]?.shape == [value == "pixel" ? 1568 : 784])
    #expect(try box.values("x.t", "x").count == 200 * 784)
    #expect(try box.values("draw.t", "x") != box.values("x.t", "x"))
  }

  /// Encoder and decoder of one dense layer each, and that behind convolutions, with every bottleneck. After each
  /// epoch the reconstructions are better.
  @Test(arguments: [
    ("", 1), ("-m ae", 1), ("-m cvae", 1), ("-m vq --code-size 4", 1), ("-m categorical", 1),
    ("-m joint", 1), ("--prior vamp:3", 1), ("--encoder mlp:9", 1), ("--encoder conv:3,5", 3),
    ("-m categorical --encoder conv:3", 2), ("-m vq --encoder conv:3 --code-size 4", 2),
  ])
  func noHiddenLayer(_ options: String, _ layers: Int) throws {
    let isSpatial = options.contains("vq --encoder")
    let line = """
      set -e
      vae-fit -q -e 3 -b 20 \(isSpatial ? "" : "-z 3") \(options) --hidden none --log log.tsv few.t > fit.t
      vae-encode fit.t few.t | vae-decode fit.t > x.t
      vae-score fit.t few.t > scores.t
      """
    #expect(try box.run(line) == .success())
    let model = try box.frames("fit.t")[0]
    #expect(model["@hidden"]?.shape == [0])
    for part in ["encoder", "decoder"] {
      let count = part == "decoder" && layers > 1 ? layers + 1 : layers
      #expect(model["\(part).\(count - 1).weight"] != nil, "\(part)")
      #expect(model["\(part).\(count).weight"] == nil, "\(part)")
    }
    #expect(try box.frames("x.t")[0]["x"]?.shape == [200, 28, 28])
    let losses = try box.readLog().lines.map { $0["reconstruction"] }
    #expect(losses.count == 3 && losses[1] < losses[0] && losses[2] < losses[1])
  }

  @Test func pseudoInputsHaveNoWayThroughABlock() throws {
    #expect(
      try box.run("vae-fit -q -e 1 --encoder res:3 --prior vamp:4 few.t > fit.t")
        == .failure(
          64,
          "vae-fit: the prior vamp has no way back through a residual block: use --encoder mlp or conv"
        ))
  }

  @Test func convolutionsAndTheirMirror() throws {
    let shapes = [
      "encoder.0": [3, 3, 3, 1], "encoder.1": [5, 3, 3, 3], "encoder.2": [6, 7 * 7 * 5],
      "encoder.3": [6, 6], "decoder.0": [7 * 7 * 5, 3], "decoder.1": [5, 3, 3, 5],
      "decoder.2": [3, 3, 3, 5], "decoder.3": [1, 3, 3, 3],
    ]
    let model = try box.frames("conv.t")[0]
    #expect(model["@network"]?.text == "conv")
    #expect(model["@filters"]?.elements(of: Int64.self) == [3, 5])
    #expect(model["@hidden"]?.elements(of: Int64.self) == [6])
    for (layer, shape) in shapes {
      #expect(model["\(layer).weight"]?.shape == shape, "\(layer)")
      #expect(model["\(layer).bias"]?.shape == [shape[0]], "\(layer)")
    }
    #expect(model.tensors.count { !$0.isMetadata } == 2 * shapes.count)
  }

  /// Without a dense layer each of the 7 × 7 positions has a code.
  @Test func aCodebookOfPositions() throws {
    let model = try box.frames("conv-vq.t")[0]
    #expect(model["@variables"]?.scalar(of: Int64.self) == 49)
    #expect(model["encoder.2.weight"]?.shape == [4, 1, 1, 5])
    #expect(model["decoder.0.weight"]?.shape == [5, 3, 3, 4])
    #expect(model["codebook.prior"]?.shape == [49, 16])
    let line = "vae-fit -q -m vq --encoder conv:3 --hidden 6 -z 2 --code-size 4 -e 1 few.t > fit.t"
    #expect(try box.run(line) == .success())
    #expect(try box.frames("fit.t")[0]["@variables"]?.scalar(of: Int64.self) == 2)
  }

  @Test(
    arguments: [[5, 3], [7, 5, 3], [1, 1], [2, 9, 1]],
    [
      "", "-m vq --code-size 2 --codes 3", "-m cvae", "--likelihood gaussian:pixel",
      "--kernel 4 --stride 3", "--kernel 1 --stride 1",
    ])
  func imagesOfAnySizeCanBeConvolved(_ shape: [Int], _ options: String) throws {
    let count = 5 * shape.reduce(1, *)
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    try box.writeFrame(
      "in.t", Tensor("x", shape: [5] + shape, bytes),
      Tensor("y", shape: [5], [0, 1, 2, 0, 1] as [Int64]))
    let line = """
      set -e; vae-fit -q -e 2 \(options) --encoder conv:3,2 in.t > fit.t
      vae-encode fit.t in.t | vae-decode fit.t > x.t
      """
    #expect(try box.run(line) == .success())
    #expect(try box.frames("x.t")[0]["x"]?.shape == [5] + shape)
  }

  /// The last epoch is better than the first.
  @Test(arguments: ["conv", "conv-vq", "conv-cvae"])
  func convolutionsLearn(_ kind: String) throws {
    let options = try #require(Sandbox.kinds[kind])
    let line = "vae-fit -q -e 5 -b 20 --lr 3e-3 \(options) --log log.tsv few.t > fit.t"
    #expect(try box.run(line) == .success())
    let losses = try box.readLog().lines.map { $0["reconstruction"] }
    #expect(losses.count == 5 && losses[4] < losses[0])
  }
}
