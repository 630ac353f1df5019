import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What a few bytes can ask for is refused or takes little; the whole table is that of `pipelines/limits.sh`.
@Suite struct ResourceTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  /// No numbers, but rows of them.
  private func nothing(_ name: String, rows: Int = Int(Int32.max), kind: ElementType = .u8)
    -> Tensor
  {
    Tensor(name, elementType: kind, shape: [rows, 0], bytes: [])
  }

  /// 2 GiB of address space are less than any of these would need that worked row by row, and 20 s are a
  /// thousand times what the answer takes. A sanitizer takes more of both.
  private func bounded(_ line: String) throws -> Outcome {
    try box.run(Checkout.isSanitized ? line : "ulimit -v 2097152; timeout 20 \(line)")
  }

  @Test(arguments: [
    ("t-shuffle x.t", "t-shuffle: x.t: frame 0: rows of no numbers, expected at least one"),
    ("t-cat -r 1 x.t", "t-cat: x.t: frame 0: rows of no numbers, expected at least one"),
    (
      "t2svm --tensor x --no-labels x.t",
      "t2svm: x.t: frame 0, tensor 'x': rows of no numbers, expected at least one"
    ),
    ("t2tsv x.t", "t2tsv: x.t: frame 0: rows of no numbers, expected at least one"),
  ])
  func rowsOfNoNumbersAreNotWorkedOff(_ line: String, _ message: String) throws {
    try box.writeFrame("x.t", nothing("x"))
    #expect(try bounded(line) == .failure(65, message))
  }

  @Test(arguments: ["t-info", "t-info --frames", "t-slice -n 5", "t-cat"])
  func rowsOfNoNumbersPass(_ tool: String) throws {
    try box.writeFrame("x.t", nothing("x"))
    #expect(try bounded("\(tool) x.t").status == 0)
  }

  @Test func latentsOfNoNumbersAreRefused() throws {
    let fit = try box.run(
      "printf '0\\t1\\n1\\t0\\n' | tsv2t --tensor x | vae-fit -q -e 1 -z 2 --hidden 2 > m.t")
    #expect(fit == .success())
    try box.writeFrame("z.t", nothing("z", kind: .f32))
    #expect(
      try bounded("vae-decode m.t z.t")
        == .failure(
          65,
          "vae-decode: z.t: frame 0: tensor 'z' is f32 2147483647×0, expected f32 rows×latent"))
    try box.writeFrame("codes.t", nothing("codes", kind: .i32))
    #expect(try bounded("vae-decode m.t codes.t").status == 65)
  }

  /// Names for fields that no frame could hold would be more text than any disk holds.
  @Test func aHeaderHasABound() throws {
    try box.writeFrame(
      "x.t", Tensor("x", elementType: .u8, shape: [0, Int(Int32.max)], bytes: []))
    #expect(
      try bounded("t2tsv --header x.t")
        == .failure(
          65,
          "t2tsv: x.t: frame 0, tensor 'x': 2147483647 numbers a row, at most 16777216 can have names "
            + "in a header"))
    #expect(try bounded("t2tsv x.t") == .success())
  }

  /// The rows that are wanted are told piece by piece: pieces of 65,536 with and without any.
  @Test func labelsOfALargeFrameAreSelected() throws {
    let rows = 300_000
    let labels = (0..<rows).map { UInt8($0 < 70_000 || $0 >= 200_000 && $0 < 200_003 ? 1 : 0) }
    try box.writeFrame(
      "y.t", Tensor("y", shape: [rows], labels),
      Tensor("n", shape: [rows], (0..<rows).map(Int32.init)))
    #expect(try box.run("t-select --label 1 -n 70002 y.t > out.t") == .success())
    let numbers = try box.frames("out.t").flatMap { $0["n"]?.elements(of: Int32.self) ?? [] }
    #expect(numbers == (0..<70_000).map(Int32.init) + [200_000, 200_001])
  }

  /// A file that is not there is told before any other is read. What never comes has no descriptor of the test's, which
  /// would wait for it.
  @Test(arguments: ["t-cat", "pnm2t"])
  func namesAreCheckedFirst(_ tool: String) throws {
    #expect(
      try box.run("\(tool) -o out.t <(sleep 100 2> /dev/null) gone")
        == .failure(66, "\(tool): gone: cannot open: no such file or directory"))
  }

  /// 65,536 pseudo-inputs of 784 numbers, their gradients, moments and ways through the encoder take 2 GB.
  @Test func pseudoInputsHaveABound() throws {
    try box.writeFrame("x.t", Tensor("x", shape: [2, 28, 28], [UInt8](repeating: 0, count: 1568)))
    let outcome = try bounded("vae-fit -q -e 1 --prior vamp:65536 -o m.t x.t")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("65536 pseudo-inputs need"))
    #expect(try bounded("vae-fit -q -e 1 --prior vamp:100 -o m.t x.t") == .success())
  }
}
