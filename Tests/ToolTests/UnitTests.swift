import TensorIO
import Testing
import ToolSandbox

/// What a byte stands for, where it is not p/255: stated in the stream, kept by the model, honoured by every tool
/// that reads or writes bytes.
@Suite struct UnitTests {
  let box: Sandbox

  /// `bytes.t` and `numbers.t` hold the same numbers, as bytes of the unit 16 and as 32-bit floats; `bare.t` has the
  /// bytes without their unit.
  init() throws {
    box = try Sandbox()
    let bytes = (0..<1600).map { (index: Int) -> UInt8 in UInt8((index * 7 + index / 16 * 3) % 17) }
    try box.writeFrame("bytes.t", Self.unit(16), Tensor("x", shape: [100, 4, 4], bytes))
    try box.writeFrame("bare.t", Tensor("x", shape: [100, 4, 4], bytes))
    try box.writeFrame("numbers.t", Tensor("x", shape: [100, 4, 4], bytes.map { Float($0) / 16 }))
  }

  static func unit(_ unit: Double) -> Tensor { Tensor("@!unit", scalar: unit) }

  static let fit = "vae-fit -q -e 2 -b 8 -z 2 --hidden 5"

  /// Each line on the bytes gives what it gives on the numbers.
  @Test(arguments: [
    "t2pgm FILE", "t2svm --tensor x --no-labels FILE", "latent-map --tensor x FILE | t2tsv",
    "t-corrupt gaussian:0.1 FILE | t2tsv", "vae-encode model.t FILE | t2tsv",
    "vae-score model.t FILE | t2tsv", "vae-score --mean -k 5 model.t FILE",
    "t-binarize --threshold 0.4 FILE | t2pgm", "t-binarize --static 3 FILE | t2pgm",
    "t-shuffle FILE | t2pgm", "t-cat --rows 7 FILE FILE | t2pgm", "t-slice -n 9 FILE | t2pgm",
    "vae-fit -q -e 2 -b 8 -z 2 --hidden 5 --validate FILE --log - -o out.t FILE | cut -f 1-5,8-",
    "vae-fit -q -e 2 -b 8 -z 2 --hidden 5 --spool --binarize dynamic --log - -o out.t FILE | cut -f 1-4",
  ])
  func bytesAreTheNumbersThatTheyStandFor(_ line: String) throws {
    #expect(try box.run("\(Self.fit) bytes.t > model.t") == .success())
    func run(_ file: String) throws -> Outcome {
      // The figures of the log depend on the clock in two columns, which are cut off.
      try box.run("set -o pipefail; " + line.replacing("FILE", with: file))
    }
    let (bytes, numbers) = (try run("bytes.t"), try run("numbers.t"))
    #expect(bytes.status == 0 && bytes.errors == "")
    #expect(!bytes.output.isEmpty)
    #expect(bytes == numbers)
  }

  @Test func theModelKeepsTheUnit() throws {
    #expect(
      try box.run(
        """
        set -e; \(Self.fit) bytes.t > model.t
        vae-encode model.t bytes.t | vae-decode --u8 --sample model.t > out.t
        """) == .success())
    #expect(try box.frames("model.t")[0]["@pixel-scale"]?.scalar(of: Double.self) == 16)
    let frame = try box.frames("out.t")[0]
    #expect(frame.unit == 16)
    let bytes = try #require(frame["x"]?.elements(of: UInt8.self))
    #expect(bytes.max() ?? 255 <= 16 && Set(bytes).count > 1)
    // Numbers have no unit, and latents and scores none of the data's.
    for line in [
      "vae-encode model.t bytes.t", "vae-encode model.t bytes.t | vae-decode model.t",
      "vae-score model.t bytes.t", "t-corrupt mask:0.5 bytes.t",
    ] {
      #expect(try box.run("\(line) > out.t") == .success())
      #expect(try box.frames("out.t")[0]["@!unit"] == nil, "\(line)")
    }
  }

  /// Bytes stay bytes of their unit.
  @Test(arguments: [
    "t-corrupt --u8 mask:0.5 bytes.t", "t-binarize --static 1 bytes.t", "t-shuffle bytes.t",
    "t-slice -n 5 bytes.t", "t-cat --rows 9 bytes.t bytes.t",
  ])
  func theUnitGoesAlong(_ line: String) throws {
    #expect(try box.run("\(line) > out.t") == .success())
    for frame in try box.frames("out.t") {
      #expect(frame.unit == 16)
      #expect(frame["x"]?.elements(of: UInt8.self).max() ?? 255 <= 16)
    }
  }

  static let other =
    "a byte p of 'x' stands for p/255, the model was fitted to p/16: make the stream with "
    + "--unit 16, as mnist2t, tsv2t and npy2t have it"

  @Test(arguments: [
    ("vae-encode model.t bare.t", "vae-encode: bare.t: frame 0: \(other)"),
    ("vae-score model.t bare.t", "vae-score: bare.t: frame 0: \(other)"),
    (
      "\(fit) --validate bare.t bytes.t",
      "vae-fit: --validate bare.t: a byte p of 'x' stands for p/255, expected p/16 as in bytes.t: make the stream "
        + "with --unit 16, as mnist2t, tsv2t and npy2t have it"
    ),
    (
      "cat bytes.t bare.t | \(fit)",
      "vae-fit: standard input: frame 1: a byte p of 'x' stands for p/255, before it stood for p/16: make the "
        + "stream with --unit 16, as mnist2t, tsv2t and npy2t have it"
    ),
    (
      "\(fit) --start model.t wide.t",
      "vae-fit: wide.t: a byte p of 'x' stands for p/255, the model of --start model.t was fitted to p/16: make "
        + "the stream with --unit 16, as mnist2t, tsv2t and npy2t have it"
    ),
    ("\(fit) --perceptual model.t wide.t", "vae-fit: --perceptual model.t: \(other)"),
    (
      "\(fit) --resume run.t bare.t",
      "vae-fit: bare.t: a byte p of 'x' stands for p/255, in the run in run.t p/16: make the stream with "
        + "--unit 16, as mnist2t, tsv2t and npy2t have it"
    ),
  ])
  func twoUnitsDoNotGoTogether(_ line: String, _ message: String) throws {
    try box.writeFrame("wide.t", Tensor("x", shape: [2, 4, 4], (0..<32).map { UInt8($0 * 8) }))
    #expect(try box.run("\(Self.fit) --checkpoint run.t bytes.t > model.t") == .success())
    let outcome = try box.run("\(line) > out.t")
    #expect(outcome.status == 65)
    // A line before it may say that the bytes of bare.t are small.
    #expect(outcome.errors.split(separator: "\n").last.map(String.init) == message)
  }

  /// Numbers have no unit: they go with a model of bytes, which keeps its own, whatever is made of it.
  @Test(arguments: [
    "--start model.t", "--perceptual model.t", "--start model.t --checkpoint run.t",
  ])
  func numbersGoWithAModelOfBytes(_ option: String) throws {
    #expect(try box.run("\(Self.fit) bytes.t > model.t") == .success())
    #expect(try box.run("\(Self.fit) \(option) numbers.t > out.t") == .success())
    let keeps = option.hasPrefix("--start")
    #expect(
      try box.frames("out.t")[0]["@pixel-scale"]?.scalar(of: Double.self) == (keeps ? 16 : 255))
    guard option.hasSuffix("run.t") else { return }
    let resume = "\(Self.fit) \(option) --resume run.t -e 3 numbers.t > out.t"
    #expect(try box.run(resume) == .success())
    #expect(try box.frames("out.t")[0]["@pixel-scale"]?.scalar(of: Double.self) == 16)
  }

  static let hint =
    "no byte of 'x' is above 16, and a byte p stands for p/255: if 16 stands for 1, make the stream "
    + "with --unit 16, as mnist2t, tsv2t and npy2t have it"

  /// Said also under -q, and without harm: the result is there.
  @Test(arguments: [
    "\(fit)", "t-binarize --threshold 0.5", "t-info", "t-info --frames", "t2pgm",
    "vae-encode other.t", "vae-score other.t",
  ])
  func smallBytesAreNamed(_ tool: String) throws {
    try box.writeFrame("wide.t", Tensor("x", shape: [2, 4, 4], (0..<32).map { UInt8($0 * 8) }))
    #expect(try box.run("\(Self.fit) wide.t > other.t") == .success())
    let name = tool.prefix { $0 != " " }
    let outcome = try box.run("\(tool) bare.t > out")
    #expect(outcome == Outcome(status: 0, errors: "\(name): bare.t: \(Self.hint)\n"))
    #expect(try !box.read("out").isEmpty)
    #expect(try box.run("\(tool) wide.t > out").errors == "")
  }

  @Test(arguments: [
    ("bernoulli", "tensor 'x', row 0: 1.0625, expected 0 to 1 for the bernoulli likelihood"),
    ("continuous-bernoulli", "tensor 'x', row 0: 1.0625, expected 0 to 1"),
  ])
  func bytesBeyondTheUnitAreFound(_ likelihood: String, _ message: String) throws {
    try box.writeFrame("in.t", Self.unit(16), Tensor("x", shape: [1, 2], [3, 17] as [UInt8]))
    let outcome = try box.run("\(Self.fit) --likelihood \(likelihood) in.t > out.t")
    #expect(outcome.status == 65)
    #expect(outcome.errors.hasPrefix("vae-fit: in.t: frame 0: \(message)"))
  }

  @Test func binsOf255HaveNoOtherUnit() throws {
    #expect(
      try box.run("\(Self.fit) --likelihood discretised-logistic bytes.t > out.t")
        == .failure(
          64,
          "vae-fit: --likelihood discretised-logistic: gives a probability to steps of 1/255, and a byte of the "
            + "data is a step of 1/16"))
  }

  @Test(arguments: [0, 256, 2.5, .nan])
  func unitsThatAreNoneAreRefused(_ unit: Double) throws {
    // A frame with such a unit cannot be made: the bytes of a right one are changed.
    #expect(throws: StreamError.self) {
      try Frame([Self.unit(unit), Tensor("x", shape: [1, 1], [3] as [UInt8])])
    }
    #expect(
      (try? Frame([Tensor("@!unit", scalar: Int64(16))])) == nil
        && (try? Frame([Tensor("@!unit", text: "16")])) == nil)
  }

  /// 0 and 1 as IDX data and as text are 0 and 1 for the model: the figures of the same numbers as floats.
  @Test func onesAreOnes() throws {
    let pixels = (0..<30 * 9).map { UInt8($0 % 5 == 0 || $0 % 7 == 1 ? 1 : 0) }
    try box.write("ones", [0, 0, 8, 3, 0, 0, 0, 30, 0, 0, 0, 3, 0, 0, 0, 3] + pixels)
    let outcome = try box.run(
      """
      set -e; mnist2t --unit 1 ones > a.t
      t2tsv a.t > a.tsv; tsv2t --tensor x --type u8 --unit 1 --shape 3x3 a.tsv | cmp - a.t
      tsv2t --tensor x --shape 3x3 a.tsv > b.t
      for file in a b; do
        \(Self.fit) $file.t > $file.model.t; vae-score -k 5 --mean $file.model.t $file.t > $file.txt
      done
      cmp a.txt b.txt
      t-info a.model.t | grep -c '@pixels .*binary'
      latent-sample -n 3 -z 2 | vae-decode --u8 --sample a.model.t | t2pgm | tail -c 9 | od -An -tu1
      """)
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(outcome.text.hasPrefix("1\n"))
    #expect(outcome.text.contains("255"))
    // What has the unit 255 is the same bytes as ever.
    #expect(try box.run("mnist2t --unit 255 ones | cmp - <(mnist2t ones)") == .success())
  }

  @Test(arguments: [
    (
      "mnist2t --unit 1 labels",
      "mnist2t: --unit: says what bytes of images stand for, and there are none"
    ),
    (
      "tsv2t --unit 1 --tensor x rows",
      "tsv2t: --unit: says what the bytes of data stand for: add --tensor x --type u8"
    ),
    (
      "mnist2t --unit 0 labels", "mnist2t: --unit: expected a whole number from 1 to 255, found '0'"
    ),
  ])
  func whereThereAreNoBytesThereIsNoUnit(_ line: String, _ message: String) throws {
    try box.write("labels", [0, 0, 8, 1, 0, 0, 0, 1, 7])
    try box.write("rows", Array("1\t2\n".utf8))
    let outcome = try box.run(line)
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix(message.prefix(40)), "\(outcome.errors)")
  }
}
