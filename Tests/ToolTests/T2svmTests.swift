import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct T2svmTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  /// Runs a line on one frame with these tensors.
  func run(_ line: String, on tensors: Tensor...) throws -> Outcome {
    try box.writeStream("in.t", [Frame(tensors)])
    return try box.run(line)
  }

  /// Zeros of both signs are left out; a row of zeros is a label alone; numbers are as short as can be.
  @Test func latentsAndLabels() throws {
    let values: [Float] = [0.1, 0, -1, 0, -0.0, 0, 1e-5, 16_777_216, -3.4028235e38]
    let outcome = try run(
      "t2svm in.t", on: Tensor("z", shape: [3, 3], values),
      Tensor("y", shape: [3], [7, 0, 255] as [UInt8]))
    #expect(
      outcome
        == .success(Array("7 1:0.1 3:-1\n0\n255 1:1e-05 2:16777216 3:-3.4028235e+38\n".utf8)))
  }

  @Test(arguments: [
    (Tensor("y", shape: [2], [0, 255] as [UInt8]), "0 1:1\n255 1:1\n"),
    (Tensor("y", shape: [2], [-1, .max] as [Int32]), "-1 1:1\n2147483647 1:1\n"),
    (Tensor("y", shape: [2], [.min, 3] as [Int64]), "-9223372036854775808 1:1\n3 1:1\n"),
  ])
  func labelsAreAnyIntegers(_ labels: Tensor, _ text: String) throws {
    let ones: [Float] = [1, 1]
    #expect(
      try run("t2svm in.t", on: Tensor("z", shape: [2, 1], ones), labels)
        == .success(Array(text.utf8)))
  }

  /// Every byte p is the float p/255 when it is read back, and images are lists of pixels.
  @Test func bytesAreFractions() throws {
    let x = Tensor("x", shape: [1, 16, 16], [UInt8](0...255))
    let outcome = try run("t2svm --tensor x --no-labels in.t", on: x)
    let fields = outcome.text.dropLast().split(separator: " ")
    #expect(outcome.status == 0 && fields.count == 256 && fields[0] == "0")
    for (p, field) in fields.enumerated().dropFirst() {
      let parts = field.split(separator: ":")
      #expect(parts[0] == "\(p + 1)" && Float(parts[1]) == Float(p) / 255)
    }
    #expect(fields[255] == "256:1")
  }

  /// Floats of every exponent are the same when they are read back.
  @Test func floatsComeBack() throws {
    let values = (0..<4000).map { Float(bitPattern: UInt32($0) &* 2_654_435_761) }
      .filter { $0.isFinite && $0 != 0 }
    let outcome = try run(
      "t2svm --no-labels in.t", on: Tensor("z", shape: [1, values.count], values))
    let read = outcome.text.split(separator: " ").dropFirst().map {
      Float($0.dropLast($0.hasSuffix("\n") ? 1 : 0).split(separator: ":")[1])
    }
    #expect(read == values)
  }

  /// Several frames, and more text than the buffer holds.
  @Test func longStreams() throws {
    let frames = try (0..<3).map { frame in
      let values = (0..<40_000).map { Float(frame * 40_000 + $0 + 1) / 3 }
      return try Frame([
        Tensor("z", shape: [400, 100], values),
        Tensor("y", shape: [400], [Int32](repeating: Int32(frame), count: 400)),
      ])
    }
    try box.writeStream("in.t", frames)
    let lines = try box.run("t2svm -o out in.t; cat out").text.split(separator: "\n")
    let expected = (0..<1200).map { row in
      "\(row / 400)"
        + (0..<100).map { " \($0 + 1):\(Float(row * 100 + $0 + 1) / 3)" }.joined()
        .replacing(".0 ", with: " ")
    }
    #expect(lines.count == 1200)
    #expect(
      zip(lines, expected).allSatisfy { $0 == $1 || "\($0).0" == $1 })
  }

  @Test func noRowsAreNoLines() throws {
    #expect(
      try run(
        "t2svm in.t", on: Tensor("z", shape: [0, 5], [] as [Float]),
        Tensor("y", shape: [0], [] as [UInt8])) == .success())
  }

  @Test(arguments: [
    (
      [Tensor("z", shape: [1, 1], [1] as [Float])],
      "frame 0: no labels 'y'; give mnist2t the labels too, or use --no-labels"
    ),
    (
      [Tensor("x", shape: [1, 1], [1] as [Float])],
      "frame 0: data 'x' but no latents 'z': put vae-encode before, or use --tensor x"
    ),
    (
      [Tensor("y", shape: [1], [1] as [UInt8])],
      "frame 0: labels 'y' but no features 'z': they go beside their rows, as in mnist2t IMAGES LABELS"
    ),
    (
      [Tensor("@model", text: "vae")],
      "frame 0: this is a model, expected features; to make them: vae-encode MODEL DATA | t2svm"
    ),
    (
      [Tensor("z", shape: [1, 1], [1.0])],
      "frame 0, tensor 'z': elements are f64, expected u8 or f32"
    ),
    (
      [Tensor("z", scalar: Float(1))],
      "frame 0: tensor 'z': a scalar has no rows; expected the first dimension to be the rows"
    ),
    (
      [
        Tensor("z", shape: [2, 1], [1, 2] as [Float]), Tensor("y", shape: [1], [1] as [UInt8]),
      ],
      "frame 0: tensor 'y': 1 rows, but tensor 'z' has 2; is this a stream of rows?"
    ),
    (
      [
        Tensor("z", shape: [1, 1], [1] as [Float]), Tensor("y", shape: [1, 1], [1] as [UInt8]),
      ],
      "frame 0, tensor 'y': shape 1×1, expected one label a row"
    ),
    (
      [Tensor("z", shape: [1, 1], [1] as [Float]), Tensor("y", shape: [1], [1] as [Float])],
      "frame 0, tensor 'y': elements are f32, expected integers as labels: u8, i32 or i64"
    ),
    (
      [
        Tensor("z", shape: [2, 2], [1, 2, 3, .nan] as [Float]),
        Tensor("y", shape: [2], [1, 2] as [UInt8]),
      ],
      "frame 0, tensor 'z': row 1: feature 2 is nan, expected a finite number"
    ),
    (
      [
        Tensor("z", shape: [1, 1], [-.infinity] as [Float]),
        Tensor("y", shape: [1], [1] as [UInt8]),
      ],
      "frame 0, tensor 'z': row 0: feature 1 is -inf, expected a finite number"
    ),
  ])
  func whatIsNoTableOfFeaturesIsRefused(_ tensors: [Tensor], _ message: String) throws {
    try box.writeStream("in.t", [Frame(tensors)])
    #expect(try box.run("t2svm in.t") == .failure(65, "t2svm: in.t: \(message)"))
  }

  @Test func rowsOfTwoWidthsAreRefused() throws {
    try box.writeStream(
      "in.t",
      [[1], [1, 2]].map { (row: [Float]) in
        try Frame([Tensor("z", shape: [1, row.count], row)])
      })
    let outcome = try box.run("t2svm --no-labels in.t")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors
        == "t2svm: in.t: frame 1, tensor 'z': 2 features a row, expected 1 as in the rows before\n")
  }

  /// LIBSVM's checker and both trainers take the text of the fixture's images, labels and all, and
  /// their models are right about rows that they have learnt from.
  @Test(
    .enabled(if: Checkout.has("svm-train") && Checkout.has("liblinear-train")),
    arguments: ["svm-train -q -t 0", "liblinear-train -q -s 2"])
  func othersReadIt(_ train: String) throws {
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
    let predict = train.hasPrefix("svm") ? "svm-predict" : "liblinear-predict"
    let outcome = try box.run(
      """
      set -e -o pipefail
      mnist2t -n 200 '\(fixture)/images.gz' '\(fixture)/labels.gz' | t2svm --tensor x > in.svm
      python3 "$(command -v svm-checkdata)" in.svm
      \(train) in.svm in.model
      \(predict) in.svm in.model out | grep -o '^Accuracy = [0-9]*'
      """)
    // Two hundred points in 784 dimensions are separable, but for those that the trainer gives up.
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.first == "No error.")
    #expect(Int(lines.last?.dropFirst("Accuracy = ".count) ?? "") ?? 0 >= 95, "\(outcome.text)")
  }
}
