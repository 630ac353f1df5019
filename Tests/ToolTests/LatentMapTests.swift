import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentMapTests {
  let box: Sandbox
  /// 40 rows of 5 around a line in the direction (2, 0, -1, 0, 2)/3, with steps of 3, and ±0.5 across it
  /// in the direction of the second number.
  static let line: [Float] = (0..<40).flatMap { row -> [Float] in
    let along = Float(row)
    return [2 * along + 1, row % 2 == 0 ? 0.5 : -0.5, 7 - along, 4, 2 * along]
  }
  static let labels = (0..<40).map { UInt8($0 % 10) }

  init() throws {
    box = try Sandbox()
    try box.writeFrame(
      "codes.t", Tensor("z", shape: [40, 5], Self.line),
      Tensor("z_logvar", shape: [40, 5], Self.line),
      Tensor("codes", shape: [40, 1], [Int32](repeating: 1, count: 40)),
      Tensor("y", shape: [40], Self.labels), Tensor("@note", text: "hello"),
      Tensor("@explained", scalar: 3.0))
  }

  private func map(_ line: String) throws -> [Float] {
    #expect(try box.run("latent-map \(line) > out.t") == .success())
    return try box.values("out.t", "z")
  }

  /// Rows lie at 3·(row − 19.5) along the first axis, whose largest component (the first; the last is as
  /// large) is positive, and at ±0.5 along the second, but for what the two have to do with each other:
  /// the products of ±0.5 and 3·(row − 19.5) sum to −30, where the squares sum to 47,970 and 10. So the
  /// axes are turned by about 30/47,960 = 6.3·10⁻⁴, which moves a place by up to 0.04.
  @Test func aLineIsFound() throws {
    let z = try map("codes.t")
    #expect(z.count == 80)
    for row in 0..<40 {
      #expect(abs(z[2 * row] - 3 * (Float(row) - 19.5)) < 0.04)
      #expect(abs(z[2 * row + 1] - (row % 2 == 0 ? 0.5 : -0.5)) < 0.04)
    }
  }

  @Test func whatElseThereIsComesAlong() throws {
    _ = try map("codes.t")
    let frame = try box.frames("out.t")[0]
    #expect(frame.tensors.map(\.name) == ["z", "y", "@note", "@explained"])
    #expect(frame["z"]?.shape == [40, 2])
    #expect(frame["y"]?.elements(of: UInt8.self) == Self.labels)
    #expect(frame["@note"]?.text == "hello")
    let explained = try #require(frame["@explained"]).elements(of: Double.self)
    // Squares sum to 47,970 and 10; turning the axes moves 0.02 of it.
    #expect(explained.count == 2)
    #expect(abs(explained[0] - 47_970.0 / 47_980) < 1e-5)
    #expect(abs(explained[0] + explained[1] - 1) < 1e-12)
  }

  /// All dimensions keep the distances: a place is rounded by 2⁻²⁴ of itself, and none is above 60.
  @Test func allDimensionsKeepDistances() throws {
    let z = try map("-d 5 codes.t")
    for row in 1..<40 {
      let (now, then) = ((0..<5).map { z[row * 5 + $0] }, (0..<5).map { z[$0] })
      let (a, b) = ((0..<5).map { Self.line[row * 5 + $0] }, (0..<5).map { Self.line[$0] })
      #expect(abs(distance(now, then) - distance(a, b)) < 120 * 5 * 0x1p-24)
    }
  }

  private func distance(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + pow(Double($1.0) - Double($1.1), 2) }.squareRoot()
  }

  @Test func threadsAndFramesHaveNoPart() throws {
    let box = try Sandbox.withModels()
    let line = "latent-map --tensor x -d 3 --save-axes"
    #expect(try box.run("\(line) a1.t --threads 1 data.t > m1.t") == .success())
    for threads in [2, 3] {
      for isa in ["v3", ""] {
        let outcome = try box.run(
          "\(line) a.t --threads \(threads) data.t | cmp - m1.t && cmp a.t a1.t",
          environment: isa.isEmpty ? [:] : ["VAE_ISA": isa])
        #expect(outcome == .success(), "\(threads) threads \(isa)")
      }
    }
    let frame = try box.frames("data.t")[0]
    let cuts = [0, 1, 300, 300, 557, 1000]
    try box.writeStream(
      "cut.t",
      try zip(cuts, cuts.dropFirst()).map { start, end in
        try Frame(frame.tensors.map { $0.rows(start..<end) })
      })
    #expect(try box.run("\(line) a.t cut.t > m.t && cmp a.t a1.t") == .success())
    #expect(try box.values("m.t", "z") == box.values("m1.t", "z"))
    #expect(
      try box.frames("m.t").map { $0["z"]?.shape } == [
        [1, 3], [299, 3], [0, 3], [257, 3], [443, 3],
      ])
  }

  /// p stands for p/255; of any shape.
  @Test func bytesAreParts() throws {
    let bytes = (0..<12 * 6).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let floats = bytes.map { Float($0) / 255 }
    try box.writeFrame("bytes.t", Tensor("x", shape: [12, 2, 3], bytes))
    try box.writeFrame("floats.t", Tensor("f", shape: [12, 6], floats))
    let places = try map("--tensor x bytes.t")
    #expect(try map("--tensor f floats.t") == places)
    #expect(try box.frames("out.t")[0].tensors.map(\.name) == ["z", "@explained"])
  }

  @Test func axesCanBeUsedAgain() throws {
    let whole = try map("-d 4 --save-axes axes.t codes.t")
    let bytes = try box.read("out.t")
    #expect(try map("--axes axes.t codes.t") == whole)
    #expect(try box.read("out.t") == bytes)
    #expect(try map("--axes - codes.t < axes.t") == whole)
    let first = try map("-d 1 --axes axes.t codes.t")
    #expect(first == stride(from: 0, to: whole.count, by: 4).map { whole[$0] })
    // Other rows, from the mean of the first.
    try box.writeFrame("other.t", Tensor("z", shape: [1, 5], Array(Self.line[15..<20])))
    #expect(try map("--axes axes.t other.t") == Array(whole[12..<16]))
    try box.writeStream("none.t", [])
    #expect(try map("--axes axes.t none.t").isEmpty)
  }

  @Test func rowsAlikeAreAtTheOrigin() throws {
    for rows in [1, 3] {
      try box.writeFrame(
        "same.t", Tensor("z", shape: [rows, 3], [Float](repeating: 0.1, count: 3 * rows)))
      #expect(try map("same.t") == Array(repeating: 0, count: 2 * rows))
      #expect(try box.frames("out.t")[0]["@explained"]?.elements(of: Double.self) == [0, 0])
    }
  }
}
