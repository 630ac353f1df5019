import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentGridTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  private func grid(_ options: String, width: Int = 2) throws -> [[Float]] {
    #expect(try box.run("latent-grid \(options) > out.t") == .success())
    let z = try box.values("out.t", "z")
    return stride(from: 0, to: z.count, by: width).map { Array(z[$0..<$0 + width]) }
  }

  /// From the top to the bottom, from left to right.
  @Test func theOrderIsThatOfAPicture() throws {
    let rows = try grid("-n 3 --range -1,1")
    #expect(
      rows == [
        [-1, 1], [0, 1], [1, 1], [-1, 0], [0, 0], [1, 0], [-1, -1], [0, -1], [1, -1],
      ])
    #expect(try grid("-n 1") == [[0, 0]])
    #expect(try grid("-n 1 --range 1,2") == [[1.5, 1.5]])
  }

  /// Φ of a float is off by at most 0.242·2⁻²⁴, as φ(x)·|x| ≤ 0.242.
  @Test(arguments: [2, 9, 20])
  func theSidesAreQuantiles(_ size: Int) throws {
    let rows = try grid(size == 20 ? "" : "-n \(size)")
    #expect(rows.count == size * size)
    for (index, row) in rows.enumerated() {
      let (fromTop, fromLeft) = index.quotientAndRemainder(dividingBy: size)
      for (x, place) in [(row[0], fromLeft), (row[1], size - 1 - fromTop)] {
        let share = erfc(-Double(x) / 2.0.squareRoot()) / 2
        #expect(abs(share - (Double(place) + 0.5) / Double(size)) <= 0.243 * 0x1p-24)
      }
    }
  }

  @Test func theOtherDimensionsAreZero() throws {
    let plane = try grid("-n 4")
    let rows = try grid("-n 4 -z 5 --dims 4,1", width: 5)
    #expect(rows == plane.map { [0, $0[1], 0, 0, $0[0]] })
  }

  /// 400 by 400 points are more than a frame of 1 MiB.
  @Test func largeGridsHaveSeveralFrames() throws {
    #expect(try grid("-n 400").count == 160_000)
    #expect(try box.frames("out.t").count == 2)
  }

  @Test func modelsHaveTheirWidthAndClasses() throws {
    let box = try Sandbox.withEveryModel()
    #expect(try box.run("latent-grid -n 2 -m gaussian.t > out.t") == .success())
    #expect(try box.frames("out.t")[0]["z"]?.shape == [4, 3])
    #expect(try box.frames("out.t")[0]["y"] == nil)
    #expect(try box.run("latent-grid -n 2 -m - -z 20 < model.t > out.t") == .success())
    #expect(try box.frames("out.t")[0]["z"]?.shape == [4, 20])
    let line = "set -o pipefail; latent-grid -n 2 -m cvae.t -c 7"
    #expect(try box.run("\(line) | tee out.t | vae-decode cvae.t > x.t") == .success())
    #expect(try box.values("out.t", "y") == [7, 7, 7, 7])
    #expect(try box.frames("x.t")[0]["x"]?.shape == [4, 28, 28])
    #expect(try box.run("latent-grid -n 2 -m ae.t --range 0,1 > out.t") == .success())
    #expect(try box.frames("out.t")[0]["z"]?.shape == [4, 3])
  }

  @Test(arguments: [
    (
      "-m ae.t", 64, "-m: ae.t is an autoencoder, which has no prior: add --range LOW,HIGH"
    ),
    (
      "-m vamp.t", 64,
      "-m: vamp.t has learned its prior, which no grid of N(0, I) follows: add --range LOW,HIGH"
    ),
    ("-m vq.t", 65, "vq.t: has discrete latents, expected a plane of numbers"),
    ("-m joint.t", 65, "joint.t: has discrete latents, expected a plane of numbers"),
    ("-m narrow.t", 65, "narrow.t: has 1 latent dimension, expected at least 2 for a plane"),
    (
      "-m model.t -z 2", 64,
      "-z 2: contradicts model.t, which has 20 latent dimensions: give one of the two"
    ),
    (
      "-m cvae.t", 64, "-m: cvae.t is a conditional model: add -c N, a class from 0 to 9"
    ),
    ("-m cvae.t -c 10", 64, "-c 10: expected a class from 0 to 9 as in cvae.t"),
    ("-m model.t -c 1", 64, "-c: model.t is not a conditional model: it knows no classes"),
    (
      "-m gaussian.t --dims 0,3", 64,
      "--dims 0,3: expected two of the dimensions 0 to 2 of gaussian.t"
    ),
    (
      "-m data.t", 65,
      "data.t: no '@model' in the frame: this is a stream of data, not a model"
    ),
  ])
  func errorsOfModels(_ options: String, _ status: Int32, _ message: String) throws {
    let box = try Sandbox.withEveryModel()
    try box.writeFrame("data.t", Tensor("x", shape: [1, 2], [1, 2] as [UInt8]))
    #expect(
      try box.run("vae-fit -q -e 1 -z 1 --hidden 2 few.t > narrow.t") == .success())
    #expect(try box.run("latent-grid \(options)") == .failure(status, "latent-grid: \(message)"))
  }

  @Test(arguments: [
    ("-n 0", 64, "-n: expected a whole number from 1 to 4096, found '0'"),
    ("-z 1", 64, "-z: expected a whole number from 2 to 65536, found '1'"),
    ("-c 1", 64, "-c: needs the conditional model: add -m MODEL"),
    ("--dims 0,2", 64, "--dims 0,2: expected two of the dimensions 0 to 1"),
    ("-z 5 --dims 5,0", 64, "--dims 5,0: expected two of the dimensions 0 to 4"),
    (
      "--dims 1,1", 64,
      "--dims: expected two whole numbers from 0 that differ, such as 0,1, found '1,1'"
    ),
    (
      "--dims 0", 64,
      "--dims: expected two whole numbers from 0 that differ, such as 0,1, found '0'"
    ),
    (
      "--dims -1,0", 64,
      "--dims: expected two whole numbers from 0 that differ, such as 0,1, found '-1,0'"
    ),
    (
      "--range 1,0", 64,
      "--range: expected two numbers within 1e37 of 0, the smaller one first, such as -3,3, "
        + "found '1,0'"
    ),
    ("z.t", 64, "z.t: one operand too many; try 'latent-grid --help'"),
    ("-m none.t", 66, "none.t: cannot open: no such file or directory"),
    ("-o none/z.t", 73, "none/z.t: cannot create: no such file or directory"),
    ("> /dev/full", 74, "standard output: frame 0: cannot write: no space left on device"),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("latent-grid \(options)") == .failure(status, "latent-grid: \(message)"))
  }
}
