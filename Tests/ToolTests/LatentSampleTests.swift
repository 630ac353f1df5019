import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentSampleTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withModels()
  }

  func z(_ options: String) throws -> [Float] {
    let outcome = try box.run("latent-sample \(options) > z.t")
    #expect(outcome == .success())
    return try box.values("z.t", "z")
  }

  /// A mean of N independent terms of standard deviation s lies within 6 s/√N of what is expected,
  /// but for two cases in a billion. The k-th moments of N(0, 1) are 0, 1 and 3 for k = 1, 2 and 4,
  /// and the standard deviations of the terms 1, √2 and √96.
  @Test func theDrawsAreNormal() throws {
    let z = try z("-n 20000 -z 10")
    let count = Double(z.count)
    #expect(count == 200_000)
    let (mean, square) = moments(z)
    #expect(abs(mean) < 6 / count.squareRoot())
    #expect(abs(square - 1) < 6 * (2 / count).squareRoot())
    let fourth = moments(z.map { $0 * $0 }).square
    #expect(abs(fourth - 3) < 6 * (96 / count).squareRoot())
    // Neighbours in a row, and one dimension of neighbouring rows, have no correlation.
    for step in [1, 10] {
      let products = zip(z, z.dropFirst(step)).map { $0 * $1 }
      #expect(abs(moments(products).mean) < 6 / Double(products.count).squareRoot())
    }
  }

  /// 20 dimensions fill a frame with 13,107 rows: the larger stream has three.
  @Test func theFirstRowsAreTheSameForAnyNumber() throws {
    let many = try z("-n 30000")
    #expect(try box.frames("z.t").count == 3)
    for rows in [1, 31, 1000, 13_108] {
      #expect(try z("-n \(rows)") == Array(many.prefix(rows * 20)), "\(rows) rows")
    }
  }

  @Test func theSeedDecides() throws {
    let first = try z("-n 100")
    #expect(try z("-n 100 --seed 1") == first)
    #expect(try z("-n 100 --seed 2") != first)
    #expect(try z("-n 100 --seed 18446744073709551615") != first)
  }

  @Test func theTemperatureIsTheStandardDeviation() throws {
    let plain = try z("-n 100")
    #expect(try z("-n 100 --temperature 0.5") == plain.map { $0 / 2 })
    #expect(try z("-n 100 --temperature 0").allSatisfy { $0 == 0 })
    #expect(try z("-n 100 --temperature 1e37").allSatisfy(\.isFinite))
  }

  @Test(arguments: [
    ("-n 3", [3, 20]), ("-n 3 -z 2", [3, 2]), ("-n 3 -m gaussian.t", [3, 3]),
    ("-n 3 -z 20 -m model.t", [3, 20]), ("-n 3 -m - < gaussian.t", [3, 3]),
    ("-n 1 -z 65536", [1, 65536]),
  ])
  func theShapeIsRowsAndDimensions(_ options: String, _ shape: [Int]) throws {
    _ = try z(options)
    let frames = try box.frames("z.t")
    #expect(frames.map { $0.tensors.map(\.name) } == [["z"]])
    #expect(frames[0]["z"]?.shape == shape)
  }

  @Test func noRowsAreAStreamWithoutFrames() throws {
    #expect(try z("-n 0").isEmpty)
    #expect(try box.frames("z.t").isEmpty)
    #expect(try box.run("vae-decode model.t z.t | t-info").status == 0)
  }

  @Test(arguments: [
    ("", 64, "-n N: is missing: how many latents?"),
    ("-n 3 z.t", 64, "z.t: one operand too many; try 'latent-sample --help'"),
    ("-n -1", 64, "-n: expected a whole number from 0 to 4294967295, found '-1'"),
    ("-n 3 -z 0", 64, "-z: expected a whole number from 1 to 65536, found '0'"),
    (
      "-n 3 --seed x", 64,
      "--seed: expected a whole number from 0 to 18446744073709551615, found 'x'"
    ),
    ("-n 3 --temperature -1", 64, "--temperature: expected a number of at least 0, found '-1'"),
    ("-n 3 --temperature nan", 64, "--temperature: expected a number of at least 0, found 'nan'"),
    (
      "-n 3 --temperature 1e38", 64, "--temperature: expected a number from 0 to 1e37, found '1e38'"
    ),
    (
      "-n 3 -z 2 -m model.t", 64,
      "-z 2: contradicts model.t, which has 20 latent dimensions: give one of the two"
    ),
    ("-n 3 -m none.t", 66, "none.t: cannot open: no such file or directory"),
    (
      "-n 3 -m data.t", 65,
      "data.t: no '@model' in the frame: this is a stream of data, not a model"
    ),
    ("-n 3 -o none/z.t", 73, "none/z.t: cannot create: no such file or directory"),
    ("-n 3 > /dev/full", 74, "standard output: frame 0: cannot write: no space left on device"),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    // The images fill one frame; a model is looked for in it.
    try box.writeFrame("data.t", Tensor("x", shape: [1, 2], [1, 2] as [UInt8]))
    #expect(
      try box.run("latent-sample \(options)") == .failure(status, "latent-sample: \(message)"))
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    #expect(
      try box.run("latent-sample -n 1000000 | true; echo ${PIPESTATUS[0]}")
        == .success(Array("141\n".utf8)))
  }

  @Test(.enabled(if: Checkout.has("script")))
  func aTerminalIsRefused() throws {
    let outcome = try box.run("script -qec 'latent-sample -n 3' /dev/null")
    #expect(outcome.status == 64)
    #expect(
      outcome.text
        == "latent-sample: standard output: is a terminal: a tensor stream is binary; "
        + "use a pipe, > FILE or -o FILE\r\n")
  }
}
