import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentWalkErrorTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let numbers: [Float] = [1, 2, 0, 0, 3, 4, -2, -4, 2e38, 0]
    try box.writeFrame("codes.t", Tensor("z", shape: [5, 2], numbers))
    try box.writeFrame("one.t", Tensor("z", shape: [1, 2], [1, 2] as [Float]))
    try box.writeFrame("nan.t", Tensor("z", shape: [2, 1], [1, .nan] as [Float]))
    try box.writeFrame("data.t", Tensor("x", shape: [1, 2], [1, 2] as [UInt8]))
    try box.writeFrame("bytes.t", Tensor("z", shape: [2, 2], [1, 2, 3, 4] as [UInt8]))
    try box.writeFrame(
      "y.t", Tensor("z", shape: [2, 1], [1, 2] as [Float]),
      Tensor("y", shape: [2], [1, -1] as [Int32]))
    let z = Tensor("z", shape: [1, 1], [1] as [Float])
    let y = Tensor("y", shape: [1], [1] as [Int32])
    try box.writeStream("some.t", [Frame([z]), Frame([z, y])])
    try box.writeStream(
      "wide.t", [Frame([z]), Frame([Tensor("z", shape: [1, 2], [1, 2] as [Float])])])
    try box.writeStream("none.t", [])
    #expect(try box.run("head -c 40 codes.t > cut.t").status == 0)
  }

  @Test(arguments: [
    ("-n 1 codes.t", 64, "-n: expected a whole number from 2 to 65536, found '1'"),
    (
      "-r 1,x codes.t", 64,
      "-r: expected whole numbers and ranges of them, such as 0-9,20, found '1,x'"
    ),
    (
      "-t 1-x codes.t", 64,
      "-t: expected all, or whole numbers and ranges of them, such as 0-9,20, found '1-x'"
    ),
    ("-t all --spherical codes.t", 64, "--spherical: has no meaning with --traverse"),
    ("-t all --pairs codes.t", 64, "--pairs: has no meaning with --traverse"),
    ("--range 0,1 codes.t", 64, "--range: has a meaning only with --traverse"),
    ("-z 3", 64, "-z: has a meaning only with --traverse"),
    ("-z 0 -t all", 64, "-z: expected a whole number from 1 to 65536, found '0'"),
    (
      "-t all -z 3 -r 0", 64,
      "-r: has no meaning with -z: there are no codes to choose from"
    ),
    ("-t all -z 3 codes.t", 64, "codes.t: is not read with -z, which runs around the origin"),
    ("-t 3 -z 3", 64, "--traverse 3: -z 3 has the dimensions 0 to 2"),
    ("-t 0,1-7 codes.t", 64, "--traverse 7: codes.t has the dimensions 0 to 1"),
    ("-r 0-5 codes.t", 64, "--rows 5: codes.t has the rows 0 to 4"),
    ("-t all -r 5 codes.t", 64, "--rows 5: codes.t has the rows 0 to 4"),
    (
      "-r 0-9223372036854775807 codes.t", 64,
      "--rows 9223372036854775807: codes.t has the rows 0 to 4"
    ),
    (
      "one.t", 65, "one.t: 1 row, expected at least 2 to walk between; for one row, --traverse"
    ),
    (
      "-r 2 codes.t", 65,
      "codes.t: 1 row, expected at least 2 to walk between; for one row, --traverse"
    ),
    ("--pairs codes.t", 65, "codes.t: 5 rows, expected an even number for --pairs"),
    ("none.t", 65, "none.t: no rows in the stream"),
    ("-t all none.t", 65, "none.t: no rows in the stream"),
    (
      "--spherical codes.t", 65,
      "codes.t: frame 0: rows 0 and 1: a row of zeros has no direction; walk without --spherical"
    ),
    (
      "--spherical -r 0,3 codes.t", 65,
      "codes.t: rows 0 and 3: the rows have opposite directions, which no shortest great circle joins; "
        + "walk without --spherical"
    ),
    (
      "--spherical -r 0,4 codes.t", 65,
      "codes.t: rows 0 and 4: longer than 1e38, which single precision may not hold on the way; "
        + "walk without --spherical"
    ),
    ("nan.t", 65, "nan.t: frame 0: tensor 'z', row 1: nan, expected finite numbers"),
    ("data.t", 65, "data.t: frame 0: data 'x' but no latents 'z': put vae-encode before"),
    ("bytes.t", 65, "bytes.t: frame 0: tensor 'z' is u8 2×2, expected f32 rows×latent"),
    (
      "y.t", 65,
      "y.t: frame 0: tensor 'y', row 1: -1, expected 0 to 65535: -1 often means unknown; t-select --label 0-65535 drops such rows"
    ),
    (
      "some.t", 65,
      "some.t: frame 1: some frames have labels 'y' and some have none, expected one or the other"
    ),
    ("wide.t", 65, "wide.t: frame 1: tensor 'z' has 2 dimensions, expected 1 as before"),
    ("absent.t", 66, "absent.t: cannot open: no such file or directory"),
    ("-o none/z.t codes.t", 73, "none/z.t: cannot create: no such file or directory"),
    (
      "codes.t > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("latent-walk \(options)") == .failure(status, "latent-walk: \(message)"))
  }

  @Test(arguments: ["3,-3", "1,1", "1", "1,2,3", "a,b", "-1e38,0", "0,1e38", "nan,1", ""])
  func rangesAreRefused(_ range: String) throws {
    let message =
      "latent-walk: --range: expected two numbers within 1e37 of 0, the smaller one first, "
      + "such as -3,3, found '\(range)'"
    #expect(try box.run("latent-walk -t all -z 2 --range '\(range)'") == .failure(64, message))
  }

  /// Nothing appears where something is wrong, even at the end of the stream.
  @Test func theOutputIsCompleteOrNotThere() throws {
    for line in ["--pairs codes.t", "cut.t", "wide.t", "-t all cut.t"] {
      let outcome = try box.run("latent-walk -o out.t \(line)")
      #expect(outcome.status == 65 && outcome.output.isEmpty, "\(line)")
      #expect(try !box.files().contains("out.t"))
    }
  }
}
