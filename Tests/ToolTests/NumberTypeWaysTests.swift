import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Types that the stream lacks, on their way from NumPy's files to safetensors files and back.
@Suite struct NumberTypeWaysTests {
  let box: Sandbox
  static let arrays: [String] = {
    let folder = Checkout.root.appending(path: "Tests/Fixtures/numpy").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".npy") && !$0.hasPrefix("refused") }.sorted()
  }()

  init() throws {
    box = try Sandbox()
    let fixtures = Checkout.root.appending(path: "Tests/Fixtures").path
    #expect(try box.run("cp \(fixtures)/{safetensors/*.safetensors,numpy/*.npy} .") == .success())
  }

  /// All 13 types, to the bit, and one name in the stream for each.
  @Test func safetensorsThroughNumPy() throws {
    let line = """
      set -e -o pipefail
      safetensors2t types.safetensors | tee a.t | t2npy --npz | npy2t --bfloat16 | tee b.t | t2safetensors > back
      """
    #expect(try box.run(line) == .success())
    let (before, after) = (
      SafeTensorsTests.parts(try box.read("types.safetensors")),
      SafeTensorsTests.parts(try box.read("back"))
    )
    let (one, other) = (try box.frames("a.t")[0], try box.frames("b.t")[0])
    for tensor in one.tensors where !tensor.isMetadata {
      #expect(other[tensor.name]?.isIdentical(to: tensor) == true)
      #expect(
        try SafeTensorsTests.tensor(tensor.name, before.header, before.data)
          == SafeTensorsTests.tensor(tensor.name, after.header, after.data))
    }
    let words = try [one, other].map { frame in
      Set(try #require(frame["@dtype"]?.text).split(separator: "\n"))
    }
    #expect(words[0].count == 8 && words[0] == words[1])
  }

  /// The bytes are those of `npy2t | t2npy`.
  @Test(arguments: arrays)
  func numPyThroughSafetensors(_ file: String) throws {
    let bfloat16 = file.contains("bfloat16") ? " --bfloat16" : ""
    try #require(try box.run("npy2t\(bfloat16) \(file) > a.t") == .success())
    let way = "t2safetensors --whole a.t | safetensors2t --whole"
    #expect(
      try box.run("set -e -o pipefail; \(way) > b.t; t2npy a.t > a.npy; t2npy b.t | cmp - a.npy")
        == .success())
    let (one, other) = (try box.frames("a.t")[0], try box.frames("b.t")[0])
    #expect(one["@dtype"]?.text == other["@dtype"]?.text && one.unit == other.unit)
  }

  @Test func everyArrayIsTried() { #expect(Self.arrays.count > 20) }

  /// A truth value is no p/255, whichever file it is from.
  @Test(arguments: ["", " --whole"])
  func truthValuesAreOfUnitOne(_ option: String) throws {
    try box.write(
      "f",
      SafeTensorsTests.file(
        #"{"x":{"dtype":"BOOL","shape":[2,1],"data_offsets":[0,2]}}"#, [0, 1]))
    #expect(try box.run("safetensors2t\(option) f > t.t; t2npy t.t | npy2t > u.t") == .success())
    for name in ["t.t", "u.t"] {
      let frame = try box.frames(name)[0]
      #expect(frame.unit == 1 && frame["@dtype"]?.text == "x bool\n")
    }
    // What the file says itself holds.
    let text =
      #"{"@!unit":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"#
      + #""x":{"dtype":"BOOL","shape":[1],"data_offsets":[8,9]}}"#
    try box.write("f", SafeTensorsTests.file(text, [0, 0, 0, 0, 0, 0, 0x10, 0x40, 1]))
    #expect(try box.run("safetensors2t\(option) f > t.t") == .success())
    #expect(try box.frames("t.t")[0].unit == 4)
  }

  @Test func numbersBesideRowsKeepTheirType() throws {
    let text =
      #"{"@n":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"#
      + #""y":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}"#
    try box.write("f", SafeTensorsTests.file(text, [1, 2, 3, 4, 5]))
    for option in ["", " --whole"] {
      #expect(try box.run("safetensors2t f | t2safetensors\(option) > g") == .success())
      let parts = SafeTensorsTests.parts(try box.read("g"))
      #expect(
        try SafeTensorsTests.tensor("@n", parts.header, parts.data)
          == SafeTensorsTests.tensor("@n", text, [1, 2, 3, 4, 5]))
    }
  }

  @Test(arguments: ["t2npy", "t2safetensors", "t2safetensors --whole"])
  func aStampThatIsNoLinesIsRefused(_ line: String) throws {
    let stamp = Tensor("@dtype", text: "x  float16\n")
    try box.writeStream("t.t", [try Frame([Tensor("x", shape: [1], [Float(1)]), stamp])])
    let outcome = try box.run("\(line) t.t")
    #expect(outcome.status == 65 && outcome.text.isEmpty)
    #expect(
      outcome.errors.hasSuffix(
        ", tensor '@dtype': expected lines of a tensor's name, a blank and a type\n"))
  }
}
