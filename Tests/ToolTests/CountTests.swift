import TensorIO
import Testing
import ToolSandbox

/// `vae-fit --likelihood poisson`: whole numbers as floats or as bytes of unit 1.
@Suite struct CountTests {
  let box: Sandbox
  private let fit = "vae-fit -q -b 16 -z 2 --hidden 9 --likelihood poisson"

  /// Rows of 7 counts in two kinds, of rates that differ tenfold.
  init() throws {
    box = try Sandbox()
    let counts = (0..<96 * 7).map { place -> UInt8 in
      let (row, column) = place.quotientAndRemainder(dividingBy: 7)
      return UInt8((row * 31 + column * 17) % 5 + (row % 2 == column % 2 ? 40 : 0))
    }
    let tensor = Tensor("x", shape: [96, 7], counts)
    try box.writeStream("bytes.t", [Frame(Frame.unitTensors(1) + [tensor])])
    try box.writeStream("grey.t", [Frame([tensor])])
    try box.writeFrame("floats.t", Tensor("x", shape: [96, 7], counts.map(Float.init)))
  }

  /// The mean of all rows has a loss of some 80 nats; what tells the two kinds apart has below 25.
  @Test func countsAreLearned() throws {
    #expect(try box.run("\(fit) -e 60 --lr 0.01 --log log.tsv bytes.t > m.t") == .success())
    let losses = try box.readLog().lines.compactMap { $0["loss"] }
    #expect(losses.count == 60 && losses[59] < 25 && losses[59] < losses[0] / 2)
    #expect(
      try box.run("vae-encode m.t bytes.t > z.t; vae-decode --sample m.t z.t > d.t") == .success())
    let draws = try box.frames("d.t")[0]["x"]?.elements(of: Float.self) ?? []
    #expect(draws.allSatisfy { $0 >= 0 && $0 == $0.rounded() } && draws.max() ?? 0 > 20)
    let means = try box.run("vae-decode m.t z.t | t2tsv --tensors x").text
    #expect(means.contains("4") && means.split(separator: "\n").count == 96)
  }

  @Test func floatsAndBytesAreTheSame() throws {
    let line = """
      \(fit) -e 3 --log a.tsv bytes.t > a.t; \(fit) -e 3 --log b.tsv floats.t > b.t
      vae-score --tsv a.t bytes.t > a; vae-score --tsv b.t floats.t | cmp - a
      """
    #expect(try box.run(line) == .success())
    let (bytes, floats) = (try box.readLog("a.tsv"), try box.readLog("b.tsv"))
    #expect(bytes.lines.map { $0["loss"] } == floats.lines.map { $0["loss"] })
  }

  /// A model of floats knows that a byte is a count: it takes bytes, and `--u8` cuts off at 255, not at 1.
  @Test func aModelOfFloatsTakesAndGivesBytes() throws {
    let line = """
      set -e; \(fit) -e 40 --lr 0.01 floats.t > m.t
      vae-score --tsv m.t floats.t > a; vae-score --tsv m.t bytes.t | cmp - a
      vae-encode m.t bytes.t > z.t; vae-decode m.t z.t > x.t; vae-decode --u8 m.t z.t > u8.t
      """
    #expect(try box.run(line) == .success())
    let (means, bytes) = (try box.values("x.t", "x"), try box.values("u8.t", "x"))
    #expect(means.max() ?? 0 > 20 && bytes == means.map { min(255, $0.rounded()) })
  }

  /// Its encoder reads logarithms of counts, so it has no features of images.
  @Test func aModelOfCountsHasNoFeatures() throws {
    let line =
      "\(fit) -e 1 bytes.t > m.t && vae-fit -q -e 1 --likelihood gaussian --perceptual m.t bytes.t > n.t"
    #expect(
      try box.run(line)
        == .failure(
          65,
          "vae-fit: --perceptual m.t: the encoder of a poisson model reads log(1 + x), expected one of images"
        ))
  }

  /// Outputs far below 0 are counts of 0 under `--noisy`, and refused without.
  @Test func noisyCountsAreReadFromZero() throws {
    #expect(try box.run("\(fit) -e 1 floats.t > m.t") == .success())
    for (name, value) in [("low.t", -3), ("zero.t", 0)] as [(String, Float)] {
      try box.writeFrame(name, Tensor("x", shape: [1, 7], [value, 1, 2, 3, 4, 5, 6]))
    }
    let line = "vae-encode --noisy m.t low.t > a.t; vae-encode m.t zero.t | cmp - a.t"
    #expect(try box.run(line) == .success())
    #expect(try box.run("vae-encode m.t low.t > b.t").status == 65)
  }

  @Test func theSameBytesOnAnyThreadsAndInstructions() throws {
    let fits = ["\(fit) -e 3 bytes.t", "\(fit) -e 2 --prior vamp:5 --corrupt gaussian:0.2 bytes.t"]
    for fit in fits {
      #expect(
        try box.run("VAE_ISA=v3 \(fit) --threads 1 > a.t; \(fit) --threads 3 | cmp - a.t")
          == .success())
      let draw = "vae-encode --sample a.t bytes.t | vae-decode --sample a.t"
      #expect(try box.run("VAE_ISA=v3 bash -c '\(draw)' > b.t; \(draw) | cmp - b.t") == .success())
    }
  }

  /// Grey bytes, parts of a count, and what is below 0.
  @Test func otherNumbersAreRefused() throws {
    let wanted =
      "expected whole numbers from 0 for the poisson likelihood: bytes count where the stream says --unit 1"
    #expect(
      try box.run("\(fit) grey.t > m.t")
        == .failure(65, "vae-fit: grey.t: frame 0: tensor 'x', row 0: 0.15686275, \(wanted)"))
    for value in [0.5, -1] as [Float] {
      try box.writeFrame("other.t", Tensor("x", shape: [2, 2], [3, 0, value, 1]))
      #expect(
        try box.run("\(fit) other.t > m.t")
          == .failure(65, "vae-fit: other.t: frame 0: tensor 'x', row 1: \(value), \(wanted)"))
    }
    #expect(
      try box.run("\(fit) --binarize static bytes.t > m.t")
        == .failure(
          64,
          "vae-fit: --binarize: makes pixels 0 or 1, and this likelihood is one of counts: "
            + "use --likelihood bernoulli"))
  }
}
