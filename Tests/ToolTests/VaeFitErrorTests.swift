import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What `vae-fit` refuses, and what it leaves behind then.
@Suite struct VaeFitErrorTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  @Test(arguments: [
    ("-z 0", "-z: expected a whole number from 1 to 65536, found '0'"),
    ("-z 2.5", "-z: expected a whole number from 1 to 65536, found '2.5'"),
    (
      "--hidden 0",
      "--hidden: expected whole numbers from 1 to 65536 with commas between them, or none, found '0'"
    ),
    (
      "--hidden 4,,4",
      "--hidden: expected whole numbers from 1 to 65536 with commas between them, or none, found '4,,4'"
    ),
    (
      "--activation elu",
      "--activation: expected tanh, relu, leaky-relu, gelu, silu or softplus, found 'elu'; did you mean relu?"
    ),
    ("-e -1", "-e: expected a whole number from 0 to 1000000, found '-1'"),
    ("-b 0", "-b: expected a whole number from 1 to 65536, found '0'"),
    ("--lr 0", "--lr: expected a number greater than 0, found '0'"),
    ("--lr inf", "--lr: expected a number greater than 0, found 'inf'"),
    ("--beta -0.1", "--beta: expected a number of at least 0, found '-0.1'"),
    ("--seed -1", "--seed: expected a whole number from 0 to 18446744073709551615, found '-1'"),
    ("--threads 0", "--threads: expected a whole number from 1 to 1024, found '0'"),
    ("--snapshot - data.t", "--snapshot: expected the name of a file, found '-'"),
    (
      "--validate - < data.t",
      "--validate: standard input cannot be both the data and the stream to validate"
    ),
    (
      "--log - data.t",
      "--log: standard output cannot be both the model and the log: add -o FILE"
    ),
    ("--variance 1", "--variance: unknown option; try 'vae-fit --help'"),
    ("data.t more.t", "more.t: one operand too many; try 'vae-fit --help'"),
    (
      "--hidden 65536,65536 data.t",
      "the model would have 8696890168 parameters, a model file holds at most 67092480: "
        + "use fewer or narrower layers, or fewer latent dimensions"
    ),
  ])
  func usage(_ arguments: String, _ message: String) throws {
    #expect(try box.run("vae-fit \(arguments)") == .failure(64, "vae-fit: \(message)"))
  }

  @Test func anUnknownInstructionSetIsRefused() throws {
    #expect(
      try box.run("vae-fit data.t", environment: ["VAE_ISA": "v5"])
        == .failure(64, "vae-fit: VAE_ISA is 'v5', expected v3 or v4"))
  }

  @Test(arguments: [
    ("none.t", 66, "none.t: cannot open: no such file or directory"),
    ("--validate none.t data.t", 66, "--validate none.t: cannot open: no such file or directory"),
    (
      "< /dev/null", 65,
      "standard input: is empty, expected a tensor stream; what came before it may have failed"
    ),
    (
      "model.t", 65,
      "model.t: frame 0: this is a model, expected a stream of data with a tensor 'x'; it is given as MODEL, to vae-fit with --start"
    ),
    ("end.t", 65, "end.t: no rows in the stream, expected at least one"),
    ("zero.t", 65, "zero.t: no rows in the stream, expected at least one"),
    (
      "--validate end.t data.t", 65,
      "--validate end.t: no rows in the stream, expected at least one"
    ),
    (
      "--validate small.t data.t", 65,
      "--validate small.t: examples are 3×3, expected 28×28 as in data.t"
    ),
    (
      "--validate range.t data.t", 65,
      "--validate range.t: examples are 2, expected 28×28 as in data.t"
    ),
    (
      "sizes.t", 65, "sizes.t: frame 1: tensor 'x' is 1×3×3, expected rows×28×28"
    ),
    (
      "z.t", 65,
      "z.t: frame 0: latents 'z' but no data 'x': put vae-decode before; if they are data: tsv2t --tensor x"
    ),
    (
      "nan.t", 65, "nan.t: frame 1: tensor 'x', row 3: nan, expected finite numbers"
    ),
    (
      "--likelihood gaussian nan.t", 65,
      "nan.t: frame 1: tensor 'x', row 3: nan, expected finite numbers"
    ),
    (
      "range.t", 65,
      "range.t: frame 0: tensor 'x', row 1: -0.5, expected 0 to 1 for the bernoulli likelihood: "
        + "scale the data or use the gaussian one"
    ),
    (
      "data.t --lr 1e30", 65,
      "data.t: epoch 1, step 2: the loss is not a number; a smaller --lr may help"
    ),
    (
      "data.t -e 1 -b 1000 --lr 1e300", 65,
      "data.t: epoch 1, after its last step: the loss is not a number; "
        + "a smaller --lr may help"
    ),
    ("-o none/m.t data.t", 73, "none/m.t: cannot create: no such file or directory"),
    ("--log none/l data.t", 73, "none/l: cannot open for writing: no such file or directory"),
    ("--log /dev/full data.t", 74, "/dev/full: cannot write: no space left on device"),
    (
      "-e 1 data.t > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ arguments: String, _ status: Int32, _ message: String) throws {
    try box.writeStream("end.t", [])
    try box.writeFrame("zero.t", Tensor("x", shape: [0, 28, 28], [] as [UInt8]))
    let large = Tensor("x", shape: [1, 28, 28], [UInt8](repeating: 0, count: 784))
    let small = Tensor("x", shape: [1, 3, 3], [UInt8](repeating: 0, count: 9))
    try box.writeFrame("small.t", small)
    try box.writeStream("sizes.t", [Frame([large]), Frame([small])])
    try box.writeFrame("z.t", Tensor("z", shape: [1, 1], [0] as [Float]))
    try box.writeStream(
      "nan.t",
      [[0, 1], [1, .nan]].map { (row: [Float]) in try Frame([Tensor("x", shape: [2, 1], row)]) })
    try box.writeFrame("range.t", Tensor("x", shape: [2, 2], [0, 1, -0.5, 0] as [Float]))
    #expect(
      try box.run("vae-fit -q --hidden 9 \(arguments)")
        == .failure(status, "vae-fit: \(message)"))
  }

  /// Every cut of the data, in steps, is refused, and leaves neither model nor log.
  @Test func aCutStreamLeavesNothing() throws {
    try box.writeFrame("in.t", Tensor("x", shape: [2, 3], [1, 2, 3, 4, 5, 6] as [UInt8]))
    let count = try box.read("in.t").count
    let before = try box.files()
    for length in stride(from: 0, to: count, by: 11) {
      let outcome = try box.run("head -c \(length) in.t | vae-fit -q --log log.tsv -o fit.t")
      #expect(outcome.status == 65 && outcome.output.isEmpty, "\(length) bytes")
      #expect(
        outcome.errors.hasPrefix("vae-fit: standard input: \(length == 0 ? "is empty" : "frame ")"))
      #expect(try box.files() == before)
    }
  }

  @Test func whatFailsLeavesTheOldModel() throws {
    let old = try box.read("model.t")
    #expect(try box.run("vae-fit -q -o model.t --lr 1e30 data.t").status == 65)
    #expect(try box.read("model.t") == old)
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    #expect(
      try box.run("vae-fit -q -e 1 data.t | true; echo ${PIPESTATUS[0]}")
        == .success(Array("141\n".utf8)))
  }

  /// The training is worth more than a snapshot.
  @Test func aSnapshotThatFailsIsReportedAndTheRunGoesOn() throws {
    let outcome = try box.run(
      """
      vae-fit -q --hidden 9 -e 1000000 --log log.tsv --snapshot none/s.t -o fit.t data.t 2> errors &
      trap 'kill -KILL $! 2> /dev/null' EXIT
      for i in {1..3000}; do [[ -s log.tsv && $(wc -l < log.tsv) -gt 1 ]] && break; sleep 0.01; done
      kill -USR1 $!
      for i in {1..3000}; do [[ -s errors ]] && break; sleep 0.01; done
      kill -TERM $!; wait $!; echo $?
      """)
    #expect(outcome.text == "143\n")
    let lines = String(decoding: try box.read("errors"), as: UTF8.self).split(separator: "\n")
    #expect(
      lines.first
        == "vae-fit: none/s.t: cannot create: no such file or directory; training goes on")
    #expect(lines.count == 2 && lines[1].hasPrefix("vae-fit: interrupted in epoch "), "\(lines)")
    #expect(try box.frames("fit.t").count == 1)
  }

  @Test(
    .enabled(if: Checkout.has("script")),
    arguments: [
      (
        "vae-fit -o fit.t",
        "standard input: is a terminal: expected a tensor stream; use a pipe or name a file"
      ),
      (
        "vae-fit data.t",
        "standard output: is a terminal: a tensor stream is binary; use a pipe, > FILE or -o FILE"
      ),
    ])
  func aTerminalIsRefused(_ line: String, _ message: String) throws {
    let outcome = try box.run("script -qec '\(line)' /dev/null")
    #expect(outcome.status == 64)
    #expect(outcome.text == "vae-fit: \(message)\r\n")
  }
}
