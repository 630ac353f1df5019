import TensorIO
import Testing
import ToolSandbox

/// The labels of conditional models, through all tools that take them.
@Suite struct LabelTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  static let x = Tensor("x", shape: [3, 4], (0..<12).map { UInt8(20 * $0) })
  static let fit = "vae-fit -q -m cvae -e 1 -z 2 --hidden 3"

  static let bad: [(Tensor, message: String)] = [
    (
      Tensor("label", shape: [3], [0, 1, 2] as [UInt8]),
      "no tensor 'y': a conditional model needs the class of each row; mnist2t adds it when given "
        + "the labels, latent-sample when given the model"
    ),
    (
      Tensor("y", shape: [3], [0, 1, 2] as [Float]),
      "tensor 'y': elements are f32, expected integers as labels: u8, i32 or i64"
    ),
    (
      Tensor("y", shape: [3, 1], [0, 1, 2] as [UInt8]),
      "tensor 'y': shape 3×1, expected one label a row"
    ),
    (
      Tensor("y", shape: [3], [0, 1, -1] as [Int32]),
      "tensor 'y', row 2: -1, expected 0 to 65535: -1 often means unknown; t-select --label 0-65535 drops "
        + "such rows"
    ),
    (
      Tensor("y", shape: [3], [0, 65_536, 1] as [Int64]),
      "tensor 'y', row 1: 65536, expected 0 to 65535"
    ),
    (
      Tensor("y", shape: [2], [0, 1] as [UInt8]),
      "tensor 'y': 2 rows, but tensor 'x' has 3; is this a stream of rows?"
    ),
  ]

  @Test(arguments: bad.indices)
  func labelsThatAreNoneAreRefused(_ index: Int) throws {
    let (tensor, message) = Self.bad[index]
    try box.writeFrame("in.t", Self.x, tensor)
    #expect(
      try box.run("\(Self.fit) in.t") == .failure(65, "vae-fit: in.t: frame 0: \(message)"))
  }

  @Test(arguments: ["in8.t", "in32.t", "in64.t"])
  func labelsOfAnyWholeTypeAreTheSame(_ file: String) throws {
    try box.writeFrame("in8.t", Self.x, Tensor("y", shape: [3], [0, 2, 1] as [UInt8]))
    try box.writeFrame("in32.t", Self.x, Tensor("y", shape: [3], [0, 2, 1] as [Int32]))
    try box.writeFrame("in64.t", Self.x, Tensor("y", shape: [3], [0, 2, 1] as [Int64]))
    let line = "\(Self.fit) in8.t > fit.t; \(Self.fit) \(file) | cmp - fit.t"
    #expect(try box.run(line) == .success())
    #expect(try box.frames("fit.t")[0]["@classes"]?.scalar(of: Int64.self) == 3)
  }

  @Test func aClassThatOnlyValidationHasIsRefused() throws {
    try box.writeFrame("in.t", Self.x, Tensor("y", shape: [3], [0, 1, 1] as [UInt8]))
    try box.writeFrame("valid.t", Self.x, Tensor("y", shape: [3], [0, 3, 1] as [UInt8]))
    #expect(
      try box.run("\(Self.fit) --validate valid.t in.t")
        == .failure(
          65,
          "vae-fit: --validate valid.t: tensor 'y', row 1: 3, expected 0, 1 as in in.t"))
    try box.writeFrame("valid.t", Self.x)
    let outcome = try box.run("\(Self.fit) --validate valid.t in.t")
    #expect(outcome.status == 65)
    #expect(outcome.errors.hasPrefix("vae-fit: --validate valid.t: frame 0: no tensor 'y'"))
  }

  /// A model that is not told the class has no use for a label, whatever it is.
  @Test func otherModelsIgnoreLabels() throws {
    try box.writeFrame("in.t", Self.x, Tensor("y", shape: [3], [-7, 1, 1] as [Int32]))
    let line = """
      set -e; vae-fit -q -e 1 -z 2 --hidden 3 in.t > fit.t
      vae-encode fit.t in.t | vae-decode fit.t > x.t
      """
    #expect(try box.run(line) == .success())
    #expect(try box.values("x.t", "y") == [-7, 1, 1])
  }

  /// The class takes part in what both halves of the model do.
  @Test(arguments: ["cvae", "conv-cvae"])
  func theClassMatters(_ model: String) throws {
    let frame = try box.frames("few.t")[0]
    let (x, y) = try (#require(frame["x"]), #require(frame["y"]))
    let other = y.elements(of: UInt8.self).map { ($0 + 1) % 10 }
    try box.writeFrame("other.t", x, Tensor("y", shape: y.shape, other))
    let line = "vae-encode \(model).t few.t > a.t; vae-encode \(model).t other.t > b.t"
    #expect(try box.run(line) == .success())
    #expect(try box.values("a.t", "z") != box.values("b.t", "z"))
    let z = try #require(try box.frames("a.t")[0]["z"])
    try box.writeFrame("c.t", z, Tensor("y", shape: y.shape, other))
    let decode = "vae-decode \(model).t a.t > xa.t; vae-decode \(model).t c.t > xc.t"
    #expect(try box.run(decode) == .success())
    #expect(try box.values("xa.t", "x") != box.values("xc.t", "x"))
  }

  @Test(arguments: [
    ("vae-encode cvae.t", "x"), ("vae-decode cvae.t", "z"), ("vae-encode conv-cvae.t", "x"),
    ("vae-decode conv-cvae.t", "z"),
  ])
  func withoutTheClassThereIsNothingToDo(_ line: String, _ name: String) throws {
    let shape = name == "x" ? [2, 28, 28] : [2, 3]
    let tensor = Tensor(name, shape: shape, [Float](repeating: 0, count: shape.reduce(1, *)))
    try box.writeFrame("in.t", tensor)
    let tool = line.prefix { $0 != " " }
    #expect(
      try box.run("\(line) in.t")
        == .failure(65, "\(tool): in.t: frame 0: \(Self.bad[0].message)"))
    try box.writeFrame("in.t", tensor, Tensor("y", shape: [2], [9, 10] as [UInt8]))
    #expect(
      try box.run("\(line) in.t")
        == .failure(
          65,
          "\(tool): in.t: frame 0: tensor 'y', row 1: 10, expected 0 to 9 "
            + "as in the model's training data"))
  }
}
