import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What `vae-encode` refuses.
@Suite struct VaeEncodeErrorTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  static let unfit: [(Tensor, message: String)] = [
    (
      Tensor("x", shape: [2, 3, 3], [UInt8](repeating: 0, count: 18)),
      "tensor 'x' is 2×3×3, expected rows×28×28"
    ),
    (
      Tensor("x", shape: [1, 784], [UInt8](repeating: 0, count: 784)),
      "tensor 'x' is 1×784, expected rows×28×28: reshape(-1, 28, 28) in NumPy, tsv2t --shape 28x28 of text"
    ),
    (
      Tensor("x", shape: [2], [0, 0] as [UInt8]),
      "tensor 'x' is 2, expected rows×height×width or rows×features"
    ),
    (
      Tensor("x", shape: [1, 28, 28], [Int32](repeating: 0, count: 784)),
      "tensor 'x' is i32, expected u8 or f32: "
        + "astype('float32') before numpy.save and tsv2t --type f32 make them so"
    ),
    (
      Tensor("x", shape: [1, 28, 28], [Double](repeating: 0, count: 784)),
      "tensor 'x' is f64, expected u8 or f32: npy2t --f32 and tsv2t --type f32 round such numbers, vae-fit --scaler takes them as they are"
    ),
    (
      Tensor("x", shape: [1, 28, 28], [Float](repeating: .nan, count: 784)),
      "tensor 'x', row 0: nan, expected finite numbers"
    ),
    (
      Tensor("x", shape: [1, 28, 28], [Float](repeating: 1.5, count: 784)),
      "tensor 'x', row 0: 1.5, expected 0 to 1 for the bernoulli likelihood: "
        + "scale the data or use the gaussian one"
    ),
    (
      Tensor("z", shape: [1, 20], [Float](repeating: 0, count: 20)),
      "latents 'z' but no data 'x': put vae-decode before; if they are data: tsv2t --tensor x"
    ),
    (
      Tensor("w", shape: [1, 20], [Float](repeating: 0, count: 20)),
      "no tensor 'x', found 'w': data are expected"
    ),
    (Tensor("@note", text: "nothing here"), "no tensor 'x', found nothing: data are expected"),
  ]

  @Test(arguments: unfit.indices)
  func dataThatDoNotFitAreRefused(_ index: Int) throws {
    let (tensor, message) = Self.unfit[index]
    let good = try Frame([Tensor("x", shape: [3, 28, 28], [UInt8](repeating: 0, count: 2352))])
    try box.writeStream("in.t", [try Frame([tensor])])
    #expect(
      try box.run("vae-encode model.t in.t")
        == .failure(65, "vae-encode: in.t: frame 0: \(message)"))
    // Rows are counted through the stream.
    try box.writeStream("in.t", [good, try Frame([tensor])])
    let late = message.replacing("row 0", with: "row 3")
    #expect(
      try box.run("vae-encode -o z.t model.t in.t")
        == .failure(65, "vae-encode: in.t: frame 1: \(late)"))
    #expect(try !box.files().contains("z.t"))
  }

  /// Noise may leave the range of the data, and the encoder takes it when told so; but not what is no
  /// number.
  @Test func noisyDataMayLieBeyondTheRange() throws {
    let noisy = "mnist2t -n 9 images.gz | t-corrupt gaussian:0.5 > noisy.t"
    let images = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000/images.gz").path
    #expect(try box.run("cp \(images) images.gz; \(noisy)") == .success())
    #expect(try box.run("vae-encode model.t noisy.t").status == 65)
    #expect(try box.run("vae-encode --noisy model.t noisy.t > z.t") == .success())
    #expect(try box.values("z.t", "z").count == 180)
    try box.writeFrame(
      "nan.t", Tensor("x", shape: [1, 28, 28], [Float](repeating: .nan, count: 784)))
    #expect(
      try box.run("vae-encode --noisy model.t nan.t")
        == .failure(
          65, "vae-encode: nan.t: frame 0: tensor 'x', row 0: nan, expected finite numbers"))
  }

  @Test func tensorsThatDisagreeInRowsAreRefused() throws {
    try box.writeFrame(
      "in.t", Tensor("x", shape: [1, 28, 28], [UInt8](repeating: 0, count: 784)),
      Tensor("y", shape: [2], [1, 2] as [UInt8]))
    #expect(
      try box.run("vae-encode model.t in.t")
        == .failure(
          65,
          "vae-encode: in.t: frame 0: tensor 'y': 2 rows, but tensor 'x' has 1; "
            + "is this a stream of rows?"))
  }

  @Test func latentsBeyondSinglePrecisionAreRefused() throws {
    try box.writeFrame(
      "in.t", Tensor("x", shape: [1, 28, 28], [Float](repeating: 3e38, count: 784)))
    let outcome = try box.run("vae-encode gaussian.t in.t")
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("vae-encode: in.t: frame 0: row 0: 'z' would be "))
    #expect(outcome.errors.hasSuffix(": the data or the parameters of the model are too large\n"))
  }

  @Test(arguments: [
    ("", 64, "MODEL: is missing; try 'vae-encode --help'"),
    ("model.t data.t y.t", 64, "y.t: one operand too many; try 'vae-encode --help'"),
    ("- < model.t", 64, "-: standard input cannot be both the model and the stream"),
    ("- - < model.t", 64, "-: standard input cannot be both the model and the stream"),
    ("--threads 0 model.t", 64, "--threads: expected a whole number from 1 to 1024, found '0'"),
    ("none.t data.t", 66, "none.t: cannot open: no such file or directory"),
    ("model.t none.t", 66, "none.t: cannot open: no such file or directory"),
    (
      "x.t x.t", 65,
      "x.t: no '@model' in the frame: this is a stream of data, not a model; MODEL comes first"
    ),
    (
      "model.t model.t", 65,
      "model.t: frame 0: this is a model, expected a stream of data with a tensor 'x'; it is given as MODEL, to vae-fit with --start"
    ),
    ("flow.t x.t", 65, "flow.t: a model of kind 'flow', expected 'vae' or 'cvae'"),
    ("end.t x.t", 65, "end.t: no data frame, expected a model, which is exactly one"),
    (
      "twice.t x.t", 65,
      "twice.t: frame 1: a frame after the model, expected exactly one"
    ),
    (
      "/dev/null x.t", 65,
      "/dev/null: is empty, expected a tensor stream; what wrote it may have failed"
    ),
    (
      "model.t < /dev/null", 65,
      "standard input: is empty, expected a tensor stream; what came before it may have failed"
    ),
    ("cut.t x.t", 65, "cut.t: frame 0, byte 0: the input ends inside the frame; it was cut"),
    (
      "model.t < cut.t", 65,
      "standard input: frame 0, byte 0: the input ends inside the frame; it was cut"
    ),
    ("-o none/z.t model.t x.t", 73, "none/z.t: cannot create: no such file or directory"),
    (
      "model.t x.t > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ arguments: String, _ status: Int32, _ message: String) throws {
    try box.writeFrame("x.t", Tensor("x", shape: [1, 28, 28], [UInt8](repeating: 0, count: 784)))
    try box.writeFrame("flow.t", Tensor("@model", text: "flow"))
    try box.writeStream("end.t", [])
    let setup = try box.run("cat model.t model.t > twice.t; head -c 1000 model.t > cut.t")
    #expect(setup == .success())
    #expect(
      try box.run("vae-encode \(arguments)") == .failure(status, "vae-encode: \(message)"))
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    #expect(
      try box.run("vae-encode model.t data.t | true; echo ${PIPESTATUS[0]}")
        == .success(Array("141\n".utf8)))
  }

  @Test(
    .enabled(if: Checkout.has("script")),
    arguments: [
      (
        "vae-encode model.t",
        "standard input: is a terminal: expected a tensor stream; use a pipe or name a file"
      ),
      (
        "vae-encode - data.t",
        "standard input: is a terminal: expected a tensor stream; use a pipe or name a file"
      ),
      (
        "vae-encode model.t data.t",
        "standard output: is a terminal: a tensor stream is binary; use a pipe, > FILE or -o FILE"
      ),
    ])
  func aTerminalIsRefused(_ line: String, _ message: String) throws {
    let outcome = try box.run("script -qec '\(line)' /dev/null")
    #expect(outcome.status == 64)
    #expect(outcome.text == "vae-encode: \(message)\r\n")
  }
}
