import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct LatentMapErrorTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let z = Tensor("z", shape: [3, 2], [1, 2, 3, 4, 5, 7] as [Float])
    try box.writeFrame("codes.t", z)
    try box.writeFrame("nan.t", Tensor("z", shape: [2, 1], [1, .nan] as [Float]))
    try box.writeFrame("data.t", Tensor("x", shape: [1, 2], [1, 2] as [UInt8]))
    try box.writeFrame("y.t", Tensor("y", shape: [2], [1, 2] as [UInt8]))
    try box.writeFrame("whole.t", Tensor("z", shape: [1, 1], [1] as [Int32]))
    try box.writeFrame("empty.t", Tensor("z", shape: [1, 0], [] as [Float]))
    try box.writeFrame(
      "large.t", Tensor("x", shape: [1, 32, 33], [UInt8](repeating: 1, count: 1056)))
    try box.writeFrame("@.t", z, Tensor("@z", shape: [2, 1], [1, 2] as [Float]))
    try box.writeStream("none.t", [])
    try box.writeStream(
      "wide.t", [Frame([z]), Frame([Tensor("z", shape: [1, 1], [1] as [Float])])])
    let most = Float.greatestFiniteMagnitude
    try box.writeFrame(
      "most.t", Tensor("z", shape: [2, 4], (0..<8).map { $0 < 4 ? most : -most }))
    #expect(try box.run("latent-map -d 1 --save-axes axes.t codes.t > map.t").status == 0)
    #expect(try box.run("head -c 40 codes.t > cut.t").status == 0)
  }

  @Test(arguments: [
    ("-d 0 codes.t", 64, "-d: expected a whole number from 1 to 65536, found '0'"),
    ("-d 3 codes.t", 64, "-d 3: a row of codes.t has 2 numbers"),
    ("nan.t", 65, "nan.t: frame 0: tensor 'z', row 1: nan, expected finite numbers"),
    (
      "data.t", 65,
      "data.t: frame 0: data 'x' but no latents 'z': put vae-encode before, or use --tensor x"
    ),
    (
      "y.t", 65,
      "y.t: frame 0: labels 'y' but no features 'z': they go beside their rows, as in mnist2t IMAGES LABELS"
    ),
    ("--tensor f codes.t", 65, "codes.t: frame 0: no tensor 'f', found 'z': features are expected"),
    ("--tensor y y.t", 65, "y.t: frame 0: tensor 'y' is 2, expected rows×features"),
    (
      "whole.t", 65,
      "whole.t: frame 0: tensor 'z' is i32, expected u8 or f32: "
        + "astype('float32') before numpy.save and tsv2t --type f32 make them so"
    ),
    ("empty.t", 65, "empty.t: frame 0: tensor 'z' is 1×0, expected rows×features"),
    ("--tensor @z @.t", 65, "@.t: frame 0: tensor '@z' is 2×1, expected 3 rows"),
    ("none.t", 65, "none.t: no rows in the stream"),
    ("wide.t", 65, "wide.t: frame 1: tensor 'z' has 1 numbers a row, expected 2"),
    (
      "--tensor x large.t", 65,
      "large.t: frame 0: tensor 'x' has 1056 numbers a row, expected at most 1024; "
        + "fewer with vae-encode before"
    ),
    (
      "-d 1 most.t", 65,
      "most.t: frame 0: row 0: 'z' would be inf: the numbers are too large to be mapped"
    ),
    ("absent.t", 66, "absent.t: cannot open: no such file or directory"),
    (
      "--axes axes.t --save-axes b.t codes.t", 64,
      "--save-axes: has no meaning with --axes: none are made"
    ),
    ("--axes -", 64, "-: standard input cannot be both the axes and the rows"),
    ("--axes - -", 64, "-: standard input cannot be both the axes and the rows"),
    ("--save-axes - codes.t", 64, "--save-axes -: is where the map goes already"),
    ("--save-axes m.t -o m.t codes.t", 64, "--save-axes m.t: is where the map goes already"),
    ("--save-axes ./m.t -o m.t codes.t", 64, "--save-axes ./m.t: is where the map goes already"),
    (
      "--save-axes /dev/stdout codes.t", 64,
      "--save-axes /dev/stdout: is where the map goes already"
    ),
    ("-d 2 --axes axes.t codes.t", 64, "-d 2: axes.t has 1 axes"),
    ("--axes absent.t codes.t", 66, "absent.t: cannot open: no such file or directory"),
    (
      "--axes axes.t axes.t", 65,
      "axes.t: frame 0: this is a set of axes, expected a stream of features with a tensor 'z'; latent-map --axes uses it"
    ),
    (
      "--axes axes.t whole.t", 65,
      "whole.t: frame 0: tensor 'z' is i32, expected u8 or f32: "
        + "astype('float32') before numpy.save and tsv2t --type f32 make them so"
    ),
    (
      "--axes axes.t wide.t > out.t", 65,
      "wide.t: frame 1: tensor 'z' has 1 numbers a row, expected 2"
    ),
    ("--save-axes none/a.t codes.t", 73, "none/a.t: cannot create: no such file or directory"),
    ("-o none/m.t codes.t", 73, "none/m.t: cannot create: no such file or directory"),
    ("codes.t > /dev/full", 74, "standard output: frame 0: cannot write: no space left on device"),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    let outcome = try box.run("latent-map \(options)")
    #expect(outcome.status == status)
    #expect(outcome.errors == "latent-map: \(message)\n")
  }

  /// Axes that are not what latent-map wrote.
  @Test(arguments: [
    ("@map", nil, "no '@map' in the frame: expected axes that latent-map --save-axes wrote"),
    ("@map", Tensor("@map", text: "tsne"), "'@map' is 'tsne', expected 'pca'"),
    ("axes", nil, "no tensor 'axes' of f64 dimensions×numbers"),
    (
      "axes", Tensor("axes", shape: [1, 2], [1, 0] as [Float]),
      "no tensor 'axes' of f64 dimensions×numbers"
    ),
    (
      "axes", Tensor("axes", shape: [0, 2], [] as [Double]),
      "no tensor 'axes' of f64 dimensions×numbers"
    ),
    (
      "axes", Tensor("axes", shape: [1, 2], [.nan, 0] as [Double]),
      "tensor 'axes', element 0: nan, expected finite numbers"
    ),
    (
      "axes", Tensor("axes", shape: [1, 2], [2, 0] as [Double]),
      "tensor 'axes', row 0: a length of 2.0, expected 1"
    ),
    ("centre", nil, "no tensor 'centre' in the set of axes"),
    (
      "centre", Tensor("centre", shape: [1], [1] as [Double]),
      "tensor 'centre' is f64 1, expected f64 2"
    ),
    (
      "centre", Tensor("centre", shape: [2], [1, .infinity] as [Double]),
      "tensor 'centre', element 1: inf, expected finite numbers"
    ),
    (
      "explained", Tensor("explained", shape: [1], [1.5] as [Double]),
      "tensor 'explained': expected shares from 0 to 1"
    ),
  ])
  func damagedAxes(_ name: String, _ changed: Tensor?, _ message: String) throws {
    let tensors = try box.frames("axes.t")[0].tensors
    let others = tensors.filter { $0.name != name } + (changed.map { [$0] } ?? [])
    try box.writeStream("bad.t", [Frame(others)])
    #expect(
      try box.run("latent-map --axes bad.t codes.t")
        == .failure(65, "latent-map: bad.t: \(message)"))
  }

  /// Nothing appears where something is wrong, even at the end of the stream.
  @Test func theOutputIsCompleteOrNotThere() throws {
    for line in ["wide.t", "cut.t", "most.t -d 1", "--axes axes.t wide.t"] {
      let save = line.contains("--axes") ? "" : "--save-axes a.t"
      let outcome = try box.run("latent-map -o out.t \(save) \(line)")
      #expect(outcome.status == 65 && outcome.output.isEmpty, "\(line)")
      #expect(try Set(box.files()).isDisjoint(with: ["out.t", "a.t"]))
    }
  }
}
