import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentWalkTests {
  let box: Sandbox
  /// Four rows of three, with numbers that arithmetic would change.
  static let codes: [[Float]] = [
    [-0.0, 1, 0x1p-140], [3e38, 2, -0.0], [0.1, -2, 0x1p-140], [5, 0.7, -1],
  ]

  init() throws {
    box = try Sandbox()
    try box.writeFrame(
      "codes.t", Tensor("z", shape: [4, 3], Self.codes.flatMap(\.self)),
      Tensor("z_logvar", shape: [4, 3], [Float](repeating: 0, count: 12)),
      Tensor("codes", shape: [4, 1], [1, 2, 3, 4] as [Int32]),
      Tensor("y", shape: [4], [7, 3, 9, 1] as [UInt8]))
  }

  /// The rows that come out.
  private func walk(_ line: String, width: Int = 3) throws -> [[Float]] {
    #expect(try box.run("latent-walk \(line) > out.t") == .success())
    let z = try box.values("out.t", "z")
    return stride(from: 0, to: z.count, by: width).map { Array(z[$0..<$0 + width]) }
  }

  private func labels() throws -> [Int] { try box.values("out.t", "y").map { Int($0) } }

  private func bits(_ rows: [[Float]]) -> [[UInt32]] { rows.map { $0.map(\.bitPattern) } }

  @Test func theEndsOfLegsAreTheRowsBitForBit() throws {
    let rows = try walk("-n 5 codes.t")
    #expect(rows.count == 15)
    let ends = [0, 4, 5, 9, 10, 14].map { rows[$0] }
    #expect(bits(ends) == bits([0, 1, 1, 2, 2, 3].map { Self.codes[$0] }))
    for step in 1..<4 {
      let part = Double(step) / 4
      let expected = zip(Self.codes[2], Self.codes[3]).map {
        Float((1 - part) * Double($0) + part * Double($1))
      }
      #expect(rows[10 + step] == expected)
    }
    let frame = try box.frames("out.t")[0]
    #expect(frame.tensors.map(\.name) == ["z", "y"])
  }

  @Test(arguments: [
    (5, [7, 7, 7, 3, 3]), (4, [7, 7, 3, 3]), (2, [7, 3]), (3, [7, 7, 3]),
  ])
  func labelsFollowTheNearerEnd(_ steps: Int, _ expected: [Int]) throws {
    _ = try walk("-r 0-1 -n \(steps) codes.t")
    #expect(try labels() == expected)
  }

  @Test(arguments: [
    ("", [0, 1, 1, 2, 2, 3]), ("--pairs", [0, 1, 2, 3]), ("-r 2-3,0", [2, 3, 3, 0]),
    ("-r 1,3,1 - <", [1, 3, 3, 1]), ("-r 3,0,0,2 --pairs", [3, 0, 0, 2]),
  ])
  func theOrderIsTheOneAskedFor(_ options: String, _ expected: [Int]) throws {
    let rows = try walk("-n 2 \(options) codes.t")
    #expect(bits(rows) == bits(expected.map { Self.codes[$0] }))
  }

  @Test func framesHaveNoPart() throws {
    let rows = Self.codes.map { Tensor("z", shape: [1, 3], $0) }
    try box.writeStream("cut.t", try rows.map { try Frame([$0]) })
    for options in ["", "-r 3,1,2", "--pairs", "-t all -r 0-3"] {
      let whole = try walk("\(options) codes.t")
      #expect(try walk("\(options) cut.t") == whole, "\(options)")
      #expect(try box.frames("out.t")[0]["y"] == nil)
    }
  }

  /// The rows are unit vectors at a right angle: ten points are 10° apart. Rounding turns each by at most
  /// 2⁻²⁴, and moves its length by as much.
  @Test func sphericalStepsHaveEqualAngles() throws {
    try box.writeFrame("two.t", Tensor("z", shape: [2, 3], [1, 0, 0, 0, 0, 1] as [Float]))
    let rows = try walk("--spherical two.t")
    #expect(rows.count == 10 && rows[0] == [1, 0, 0] && rows[9] == [0, 0, 1])
    for (step, row) in rows.enumerated() {
      let angle = atan2(Double(row[2]), Double(row[0]))
      #expect(abs(angle - Double(step) * .pi / 18) <= 1.01 * 0x1p-24)
      #expect(abs(hypot(Double(row[0]), Double(row[2])) - 1) <= 1.01 * 0x1p-24)
      #expect(row[1] == 0)
    }
  }

  @Test func traverseRunsEachDimension() throws {
    let values: [Float] = [-3, -1.5, 0, 1.5, 3]
    var expected = values.map { [Self.codes[0][0], Self.codes[0][1], $0] }
    expected += values.map { [$0, Self.codes[0][1], Self.codes[0][2]] }
    #expect(bits(try walk("-t 2,0 -n 5 codes.t")) == bits(expected))
    #expect(try labels() == Array(repeating: 7, count: 10))
    expected = [3, 1].flatMap { row in
      [0.25, 0.5].map { [Self.codes[row][0], $0, Self.codes[row][2]] }
    }
    let rows = try walk("-t 1 -r 3,1 -n 2 --range 0.25,0.5 codes.t")
    #expect(bits(rows) == bits(expected))
    #expect(try labels() == [1, 1, 3, 3])
    #expect(try walk("-t all codes.t").count == 30)
  }

  @Test func traverseAroundTheOrigin() throws {
    let rows = try walk("-t all -z 3 -n 3")
    #expect(
      rows == [
        [-3, 0, 0], [0, 0, 0], [3, 0, 0], [0, -3, 0], [0, 0, 0], [0, 3, 0], [0, 0, -3], [0, 0, 0],
        [0, 0, 3],
      ])
    #expect(try box.frames("out.t")[0].tensors.map(\.name) == ["z"])
  }

  /// 65,536 rows of 20 numbers are more than a frame of 1 MiB.
  @Test func longWalksHaveSeveralFrames() throws {
    #expect(try walk("-t 4 -z 20 -n 65536", width: 20).count == 65_536)
    #expect(try box.frames("out.t").count == 5)
  }

  @Test(arguments: ["vq", "categorical", "joint", "cvae", "conv"])
  func modelsOfEveryKindDecodeIt(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    let line = "set -o pipefail; vae-encode \(kind).t few.t | latent-walk -r 0-2"
    #expect(try box.run("\(line) | vae-decode \(kind).t > out.t") == .success())
    #expect(try box.frames("out.t")[0]["x"]?.shape == [20, 28, 28])
  }
}
