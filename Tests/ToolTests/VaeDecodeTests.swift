import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct VaeDecodeTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  @Test func dataTakeThePlaceOfLatentsAndLabelsPass() throws {
    let line = "vae-encode model.t data.t | vae-decode model.t > x.t"
    #expect(try box.run(line) == .success())
    for frame in try box.frames("x.t") {
      #expect(frame.tensors.map(\.name) == ["x", "y"])
      #expect(frame["x"]?.elementType == .f32)
      #expect(frame["x"]?.shape.dropFirst() == [28, 28])
    }
    #expect(try box.values("x.t", "y") == box.values("data.t", "y"))
    #expect(try box.values("x.t", "x").allSatisfy { (0...1).contains($0) })
  }

  /// Without z, no picture is nearer to all images than their mean. With it, the reconstructions must
  /// be.
  @Test(arguments: ["model.t", "gaussian.t"])
  func reconstructionsAreNearerThanTheMean(_ model: String) throws {
    let line = "vae-encode \(model) data.t | vae-decode \(model) > x.t"
    #expect(try box.run(line) == .success())
    let originals = try box.values("data.t", "x").map { $0 / 255 }
    var mean = [Float](repeating: 0, count: 784)
    for (index, value) in originals.enumerated() { mean[index % 784] += value / 1000 }
    let aroundMean = moments(originals.enumerated().map { $1 - mean[$0 % 784] }).square
    let around = moments(zip(originals, try box.values("x.t", "x")).map { $0 - $1 }).square
    #expect(around < aroundMean)
  }

  @Test(arguments: ["model.t", "gaussian.t"])
  func bytesAreTheMeansRoundedAndCutOff(_ model: String) throws {
    let line = """
      latent-sample -n 300 -m \(model) --temperature 3 > z.t
      vae-decode \(model) z.t > floats.t; vae-decode --u8 \(model) z.t > bytes.t
      """
    #expect(try box.run(line) == .success())
    #expect(try box.frames("bytes.t")[0]["x"]?.elementType == .u8)
    let floats = try box.values("floats.t", "x")
    #expect(
      try box.values("bytes.t", "x") == floats.map { min(max(($0 * 255).rounded(), 0), 255) })
    if model == "gaussian.t" { #expect(floats.contains { $0 < 0 } && floats.contains { $0 > 1 }) }
  }

  /// The sum of independent draws of means m deviates from the sum of m with the variance Σ m(1 − m).
  @Test func bernoulliDrawsAreZeroOrOne() throws {
    let line = """
      latent-sample -n 300 > z.t; vae-decode model.t z.t > mean.t
      vae-decode --sample model.t z.t > draw.t; vae-decode --sample --seed 1 model.t z.t > same.t
      vae-decode --sample --seed 2 model.t z.t > other.t
      vae-decode --sample --u8 model.t z.t > bytes.t
      """
    #expect(try box.run(line) == .success())
    let (mean, draw) = (try box.values("mean.t", "x"), try box.values("draw.t", "x"))
    #expect(draw.allSatisfy { $0 == 0 || $0 == 1 })
    let variance = mean.reduce(0) { $0 + Double($1) * (1 - Double($1)) }
    let deviation = zip(draw, mean).reduce(0) { $0 + Double($1.0) - Double($1.1) }
    #expect(abs(deviation) < 6 * variance.squareRoot())
    #expect(try box.read("same.t") == box.read("draw.t"))
    #expect(try box.values("other.t", "x") != draw)
    #expect(try box.values("bytes.t", "x") == draw.map { $0 * 255 })
  }

  /// The noise is N(0, 0.0625): see `LatentSampleTests` for the bounds.
  @Test func gaussianDrawsHaveTheVarianceOfTheModel() throws {
    let line = """
      latent-sample -n 300 -z 3 > z.t; vae-decode gaussian.t z.t > mean.t
      vae-decode --sample gaussian.t z.t > draw.t
      """
    #expect(try box.run(line) == .success())
    let noise = zip(try box.values("draw.t", "x"), try box.values("mean.t", "x")).map {
      ($0 - $1) / 0.25
    }
    let count = Double(noise.count)
    let (mean, square) = moments(noise)
    #expect(abs(mean) < 6 / count.squareRoot())
    #expect(abs(square - 1) < 6 * (2 / count).squareRoot())
  }

  /// A frame of 6,000 rows, whose images are more than one frame should hold, against frames of 700.
  @Test(arguments: ["", "--sample"])
  func framesAndThreadsDoNotMatter(_ option: String) throws {
    #expect(try box.run("latent-sample -n 6000 -z 3 > one.t") == .success())
    let z = try box.frames("one.t")[0].tensors[0]
    let y = Tensor("y", shape: [6000], (0..<6000).map { UInt8(truncatingIfNeeded: $0) })
    let note = Tensor("@note", text: "kept")
    try box.writeFrame("one.t", note, z, y)
    try box.writeStream(
      "many.t",
      stride(from: 0, to: 6000, by: 700).map {
        let part = $0..<min(6000, $0 + 700)
        return try Frame([note, z.rows(part), y.rows(part)])
      })
    let line = """
      vae-decode \(option) --threads 1 gaussian.t one.t > a.t
      vae-decode \(option) --threads 3 - many.t < gaussian.t > b.t
      """
    #expect(try box.run(line) == .success())
    #expect(try box.values("a.t", "x") == box.values("b.t", "x"))
    #expect(try box.values("a.t", "y") == box.values("b.t", "y"))
    #expect(try box.frames("a.t").count == 2)
    for frame in try box.frames("a.t") {
      #expect(frame["@note"]?.text == "kept")
      #expect((frame["x"]?.byteCount ?? 0) <= 16 << 20)
    }
  }

  @Test func noRowsStayNoRows() throws {
    try box.writeFrame("zero.t", Tensor("z", shape: [0, 20], [] as [Float]))
    #expect(try box.run("vae-decode model.t zero.t > x.t") == .success())
    #expect(try box.frames("x.t")[0]["x"]?.shape == [0, 28, 28])
  }

  static let unfit: [(Tensor, message: String)] = [
    (
      Tensor("z", shape: [1, 2], [0, 0] as [Float]),
      "tensor 'z' has 2 dimensions, the model has 20: "
        + "give latent-sample, latent-grid or latent-walk -z 20, or encode with this model"
    ),
    (
      Tensor("z", shape: [1, 20], [Float](repeating: .nan, count: 20)),
      "tensor 'z', row 0: nan, expected finite numbers"
    ),
    (
      Tensor("z", shape: [1, 20], [Float](repeating: -.infinity, count: 20)),
      "tensor 'z', row 0: -inf, expected finite numbers"
    ),
    (
      Tensor("z", shape: [1, 20], [UInt8](repeating: 0, count: 20)),
      "tensor 'z' is u8 1×20, expected f32 rows×latent"
    ),
    (
      Tensor("z", shape: [20], [Float](repeating: 0, count: 20)),
      "tensor 'z' is f32 20, expected f32 rows×latent"
    ),
    (
      Tensor("x", shape: [1, 28, 28], [UInt8](repeating: 0, count: 784)),
      "data 'x' but no latents 'z': put vae-encode before"
    ),
  ]

  @Test(arguments: unfit.indices)
  func latentsThatDoNotFitAreRefused(_ index: Int) throws {
    let (tensor, message) = Self.unfit[index]
    try box.writeStream("in.t", [try Frame([tensor])])
    #expect(
      try box.run("vae-decode model.t in.t")
        == .failure(65, "vae-decode: in.t: frame 0: \(message)"))
  }

  @Test func dataBeyondSinglePrecisionAreRefused() throws {
    let z = Tensor("z", shape: [1, 3], [Float](repeating: 3e38, count: 3))
    let large = try box.frames("gaussian.t")[0].tensors.map { tensor in
      tensor.name == "decoder.0.weight"
        ? Tensor(tensor.name, shape: tensor.shape, [Float](repeating: 1, count: tensor.count))
        : tensor
    }
    try box.writeStream("large.t", [Frame(large)])
    try box.writeFrame("in.t", z)
    for option in ["", "--u8"] {
      let outcome = try box.run("vae-decode \(option) large.t in.t")
      #expect(outcome.status == 65 && outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("vae-decode: in.t: frame 0: row 0: 'x' would be "))
      #expect(
        outcome.errors.hasSuffix(": the latents or the parameters of the model are too large\n"))
    }
  }

  @Test(arguments: [
    ("", 64, "MODEL: is missing; try 'vae-decode --help'"),
    ("model.t z.t y.t", 64, "y.t: one operand too many; try 'vae-decode --help'"),
    ("- < model.t", 64, "-: standard input cannot be both the model and the stream"),
    ("none.t z.t", 66, "none.t: cannot open: no such file or directory"),
    ("model.t none.t", 66, "none.t: cannot open: no such file or directory"),
    (
      "z.t model.t", 65,
      "z.t: no '@model' in the frame: this is a stream of data, not a model; MODEL comes first"
    ),
    (
      "model.t model.t", 65,
      "model.t: frame 0: this is a model, expected a stream of latents with a tensor 'z'; it is given as MODEL, to vae-fit with --start"
    ),
    (
      "model.t < /dev/null", 65,
      "standard input: is empty, expected a tensor stream; what came before it may have failed"
    ),
    (
      "model.t < cut.t", 65,
      "standard input: frame 0, byte 0: the input ends inside the frame; it was cut"
    ),
    ("-o none/x.t model.t z.t", 73, "none/x.t: cannot create: no such file or directory"),
    (
      "model.t z.t > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ arguments: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("latent-sample -n 3 > z.t; head -c 60 z.t > cut.t") == .success())
    #expect(
      try box.run("vae-decode \(arguments)") == .failure(status, "vae-decode: \(message)"))
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    let line = "latent-sample -n 2000 | vae-decode model.t | true; echo ${PIPESTATUS[1]}"
    #expect(try box.run(line) == .success(Array("141\n".utf8)))
  }

  @Test(.enabled(if: Checkout.has("script")))
  func aTerminalIsRefused() throws {
    let line = "latent-sample -n 3 | vae-decode model.t"
    let outcome = try box.run("script -qec '\(line)' /dev/null")
    #expect(outcome.status == 64)
    #expect(
      outcome.text
        == "vae-decode: standard output: is a terminal: a tensor stream is binary; "
        + "use a pipe, > FILE or -o FILE\r\n")
  }
}
