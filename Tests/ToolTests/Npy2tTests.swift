import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Files that NumPy wrote, and others that are nearly such.
@Suite struct Npy2tTests {
  let box: Sandbox

  static let fixtures = Checkout.root.appending(path: "Tests/Fixtures/numpy").path

  init() throws {
    box = try Sandbox()
    #expect(try box.run("cp '\(Self.fixtures)'/*.np[yz] .") == .success())
  }

  /// A line of `expected.tsv`.
  struct Expectation {
    let file: String
    let tensor: String
    let type: String
    let shape: [Int]
    /// The type in the file.
    let original: String
    let hexadecimal: String
  }

  static let expectations: [Expectation] = {
    let text = (try? String(contentsOfFile: "\(fixtures)/expected.tsv", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Expectation(
        file: fields[0], tensor: fields[1], type: fields[2],
        shape: fields[3].split(separator: "x").compactMap { Int($0) }, original: fields[4],
        hexadecimal: fields[5])
    }
  }()

  static let files = Set(expectations.map(\.file)).sorted()
  static let refused = ((try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? [])
    .filter { $0.hasPrefix("refused") }.sorted()

  /// How a file is opened: bfloat16 needs to be told.
  static func line(_ file: String) -> String {
    file == "bfloat16.npy" ? "npy2t --bfloat16" : "npy2t"
  }

  func frames(_ line: String) throws -> [Frame] {
    #expect(try box.run("\(line) > out.t") == .success())
    return try box.frames("out.t")
  }

  func hexadecimal(_ tensor: Tensor) -> String {
    tensor.withBytes { span in
      span.withUnsafeBytes { bytes in
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
    }
  }

  @Test func allAreThere() {
    #expect(Self.files.count == 33 && Self.refused.count == 10)
    #expect(Set(Self.expectations.map(\.original)).count == 13)
  }

  /// Types, shapes and every bit, from a file and through a pipe.
  @Test(arguments: files, ["FILE", "< FILE", "- < <(cat FILE)", "< <(cat FILE)"])
  func whatNumPyWroteIsRead(_ file: String, _ way: String) throws {
    let frames = try frames("\(Self.line(file)) \(way.replacing("FILE", with: file))")
    try #require(frames.count == 1)
    let expected = Self.expectations.filter { $0.file == file }
    #expect(
      frames[0].tensors.filter { !$0.isMetadata }.map(\.name) == expected.map(\.tensor))
    for line in expected {
      let tensor = try #require(frames[0][line.tensor])
      #expect(tensor.elementType.name == line.type && tensor.shape == line.shape)
      #expect(hexadecimal(tensor) == line.hexadecimal)
    }
    let names = ["u8": "uint8", "i32": "int32", "i64": "int64", "f32": "float32", "f64": "float64"]
    let stamp = expected.filter { names[$0.type] != $0.original }
      .map { "\($0.tensor) \($0.original)\n" }.joined()
    #expect(frames[0]["@dtype"]?.text ?? "" == stamp)
    #expect(frames[0].unit == (file == "bool.npy" ? 1 : 255))
  }

  /// What NumPy wrote in the order and the layout of today comes back to the byte; of others the elements do.
  @Test(arguments: files.filter { $0.hasSuffix(".npy") })
  func itComesBack(_ file: String) throws {
    #expect(try box.run("\(Self.line(file)) \(file) | t2npy > back.npy") == .success())
    if try Regex("-big|fortran|version|other").firstMatch(in: file) == nil {
      #expect(try box.read("back.npy") == box.read(file))
    }
    let again = try frames("\(Self.line(file)) back.npy")[0]
    let first = try frames("\(Self.line(file)) \(file)")[0]
    #expect(again.tensors.count == first.tensors.count)
    for (one, other) in zip(again.tensors, first.tensors) { #expect(one.isIdentical(to: other)) }
  }

  @Test(arguments: ["stored", "deflated", "descriptors", "zip64"])
  func archivesComeBack(_ name: String) throws {
    let first = try frames("npy2t \(name).npz")[0]
    let again = try frames("npy2t \(name).npz | t2npy --npz > back.npz; npy2t back.npz")[0]
    #expect(again.tensors.map(\.name) == first.tensors.map(\.name))
    for (one, other) in zip(again.tensors, first.tensors) { #expect(one.isIdentical(to: other)) }
  }

  /// Rows of several frames and bands, in every order of bytes, dimensions and members.
  @Test(.enabled(if: Checkout.has("python3")), arguments: ["<f4", ">f4", "|u1", "<f2", ">i8"])
  func largeArrays(_ type: String) throws {
    let make = """
      import numpy as n
      a = (n.arange(30011 * 6 * 7 * 4) * 7919 % 251).astype('\(type)').reshape(30011, 6, 28)
      n.save('c.npy', a)
      n.save('f.npy', n.asfortranarray(a))
      n.savez('f.npz', x=n.asfortranarray(a), y=a[:, 0, 0].copy())
      n.savez_compressed('f2.npz', x=n.asfortranarray(a), y=a[:, 0, 0].copy())
      n.save('wide.npy', n.asfortranarray(a[:9].reshape(9, -1)))
      n.save('wide-c.npy', a[:9].reshape(9, -1))
      """
    try box.write("make.py", Array(make.utf8))
    guard try box.run("python3 make.py").status == 0 else { return }
    #expect(
      try box.run(
        """
        set -e
        npy2t c.npy > c.t
        npy2t --store c.npy | t-cat | cmp - c.t
        npy2t < f.npy | cmp - c.t
        cat c.npy | npy2t | cmp - c.t
        cat f.npy | npy2t | cmp - c.t
        npy2t --members x f.npz | cmp - c.t
        cat f2.npz | npy2t --members x | cmp - c.t
        npy2t f.npz > xy.t
        cat f2.npz | npy2t | cmp - xy.t
        npy2t wide.npy | cmp - <(npy2t wide-c.npy)
        t2npy c.t > back.npy
        t2npy c.t | cat | cmp - back.npy
        t2npy --npz xy.t > back.npz
        npy2t back.npz | cmp - xy.t
        """) == .success())
    let frames = try box.frames("c.t")
    #expect(frames.count > 3)
    #expect(frames.allSatisfy { $0["x"]!.byteCount <= 1 << 20 })
  }

  @Test func membersAndNames() throws {
    let both = try frames("npy2t --members labels,z --tensors y,x stored.npz")[0]
    #expect(both.tensors.map(\.name) == ["y", "x"])
    #expect(both["y"]?.elements(of: Int32.self) == [5, 6, 7])
    #expect(both["x"]?.elements(of: Double.self) == (0..<12).map(Double.init))
    #expect(try frames("npy2t --tensors z uint8.npy")[0].tensors.map(\.name) == ["z"])
    #expect(try frames("npy2t --unit 16 uint8.npy")[0].unit == 16)
    #expect(try frames("npy2t --f32 scalar.npy | t2npy | npy2t")[0]["x"]?.elementType == .f32)
  }

  /// A tool that makes other numbers under the name forgets what they were before.
  @Test func stampsGoWithTheirNumbers() throws {
    #expect(
      try box.run(
        """
        set -e
        printf '0\\t1\\n1\\t0\\n' | tsv2t --tensor x > data.t
        vae-fit -q -e 1 -z 2 --hidden 2 data.t > model.t
        npy2t --members x,y stored.npz > two.t
        npy2t --tensors x float16.npy | t-cat > half.t
        """) == .success())
    let half = try Frame([
      Tensor("x", shape: [2, 2], [0, 1, 1, 0] as [Float]),
      Tensor("y", shape: [2], [3, 4] as [Int32]),
      Tensor("@dtype", text: "x float16\ny int16\n"),
    ])
    try box.writeStream("in.t", [half])
    for line in [
      "vae-encode model.t in.t", "t-corrupt gaussian:0.1 in.t", "vae-score model.t in.t",
    ] {
      #expect(try frames(line)[0]["@dtype"]?.text == "y int16\n", "\(line)")
    }
    #expect(try frames("t-slice -n 1 in.t")[0]["@dtype"]?.text == "x float16\ny int16\n")
    #expect(
      try frames("t-slice --drop y in.t | t-binarize --threshold 0.5")[0]["@dtype"]?.text
        == "y int16\n")
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    let line =
      "for i in {1..1000}; do npy2t fortran.npy || exit; done | head -c 1 > /dev/null"
    #expect(try box.run("\(line); echo ${PIPESTATUS[0]}") == .success(Array("141\n".utf8)))
  }
}
