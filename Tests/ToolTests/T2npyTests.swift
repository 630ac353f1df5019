import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct T2npyTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream(
      "in.t",
      [[1, 2, 3, 4], [5, 6]].map { (numbers: [Float]) in
        try Frame([
          Tensor("z", shape: [numbers.count / 2, 2], numbers),
          Tensor(
            "y", shape: [numbers.count / 2], numbers.prefix(numbers.count / 2).map { Int32($0) }),
        ])
      })
  }

  /// The header that NumPy writes, padded to a multiple of 64.
  private func array(_ type: String, _ shape: String, _ data: [UInt8]) -> [UInt8] {
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }"
    let header = text + String(repeating: " ", count: 117 - text.utf8.count) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8) + data
  }

  private func bytes(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { number in (0..<4).map { UInt8(number.bitPattern >> (8 * UInt32($0)) & 255) } }
  }

  /// Into a file, a file behind something, one that is appended to, and a pipe.
  @Test(arguments: [
    "t2npy in.t > out", "t2npy in.t | cat > out", "t2npy -o out in.t", "t2npy - < in.t > out",
    "t2npy --tensors z in.t > out", "t2npy in.t >> out", "t2npy -o /dev/stdout in.t > out",
    "printf 0123 > all; (printf 0123; t2npy in.t) > all; tail -c +5 all > out",
    "t2npy --temporary . in.t | cat > out",
  ])
  func rowsOfFrames(_ line: String) throws {
    #expect(try box.run(line) == .success())
    #expect(try box.read("out") == array("<f4", "3, 2", bytes([1, 2, 3, 4, 5, 6])))
  }

  @Test func anArchive() throws {
    #expect(try box.run("t2npy --npz in.t > out.npz") == .success())
    #expect(
      try box.run("npy2t out.npz | t-cat -r 9 > out.t; t-cat -r 9 in.t | cmp - out.t") == .success()
    )
    #expect(
      try box.run("t2npy --npz --tensors y in.t | npy2t | t2tsv")
        == .success(Array("1\n2\n5\n".utf8)))
    // Other programs take it.
    if Checkout.has("python3") {
      let check = "import zipfile; z = zipfile.ZipFile('out.npz'); print(z.testzip(), z.namelist())"
      #expect(
        try box.run("python3 -c \"\(check)\"")
          == .success(Array("None ['z.npy', 'y.npy']\n".utf8)))
    }
  }

  @Test func scalarsAndEmptyFrames() throws {
    try box.writeStream("scalar.t", [Frame([Tensor("a", scalar: 7 as Int64)])])
    #expect(
      try box.run("t2npy scalar.t").output == array("<i8", "", [7, 0, 0, 0, 0, 0, 0, 0]))
    try box.writeStream(
      "two.t", [Frame([Tensor("a", scalar: 7 as Int64)]), Frame([Tensor("a", scalar: 8 as Int64)])])
    #expect(
      try box.run("t2npy two.t").errors
        == "t2npy: two.t: frame 1, tensor 'a': a scalar in more than one frame\n")
    try box.writeStream("none.t", [Frame([Tensor("a", shape: [0, 3], [] as [UInt8])])])
    #expect(try box.run("t2npy none.t").output == array("|u1", "0, 3", []))
  }

  /// The types that the stamp names, and numbers that they do not have.
  @Test func narrowTypes() throws {
    func check(_ tensor: Tensor, _ type: String, _ fault: String?) throws {
      try box.writeStream("in.t", [Frame([tensor, Tensor("@dtype", text: "x \(type)\n")])])
      let outcome = try box.run("t2npy in.t > out.npy")
      if let fault {
        #expect(
          outcome
            == .failure(
              65,
              "t2npy: in.t: frame 0, tensor 'x': row 1: \(fault) is no \(type), which '@dtype' says "
                + "that it was; --wide keeps \(tensor.elementType.name)"))
        #expect(try box.run("t2npy --wide in.t | npy2t > back.t") == .success())
      } else {
        #expect(outcome == .success())
        #expect(try box.run("npy2t --bfloat16 out.npy > back.t") == .success())
      }
      #expect(try box.frames("back.t")[0]["x"]?.isIdentical(to: tensor) == true)
    }
    func bytes(_ numbers: [UInt8]) -> Tensor { Tensor("x", shape: [2], numbers) }
    func small(_ numbers: [Int32]) -> Tensor { Tensor("x", shape: [2], numbers) }
    func large(_ numbers: [Int64]) -> Tensor { Tensor("x", shape: [2], numbers) }
    func floats(_ numbers: [Float]) -> Tensor { Tensor("x", shape: [2], numbers) }
    try check(bytes([0, 1]), "bool", nil)
    try check(bytes([0, 2]), "bool", "2")
    try check(small([-128, 127]), "int8", nil)
    try check(small([0, 128]), "int8", "128")
    try check(small([-32768, 32767]), "int16", nil)
    try check(small([0, -32769]), "int16", "-32769")
    try check(small([0, 65535]), "uint16", nil)
    try check(small([0, -1]), "uint16", "-1")
    try check(large([0, 4_294_967_295]), "uint32", nil)
    try check(large([0, 4_294_967_296]), "uint32", "4294967296")
    try check(large([0, .max]), "uint64", nil)
    try check(large([0, -1]), "uint64", "-1")
    try check(floats([65504, -0x1p-24]), "float16", nil)
    try check(floats([0, 65520]), "float16", "65520.0")
    try check(floats([0, 0.1]), "float16", "0.1")
    try check(floats([0, 0x1p-25]), "float16", "2.9802322e-08")
    try check(floats([.infinity, -0.0]), "bfloat16", nil)
    try check(floats([0, 0.1]), "bfloat16", "0.1")
    // What it does not know, and what does not go with the numbers that are there, changes nothing.
    try check(small([1, 2]), "float8_e4m3", nil)
    try check(floats([1.5, 0.1]), "bool", nil)
  }

  @Test(arguments: [
    ("t2npy none", 66, "none: cannot open: no such file or directory"),
    (
      "t2npy --tensors z,y in.t", 64,
      "--tensors: a .npy file holds one array: name one, or add --npz"
    ),
    ("t2npy --npz --tensors z,z in.t", 64, "--tensors: expected each name once, found 'z,z'"),
    ("t2npy --tensors q in.t", 65, "in.t: frame 0: no tensor 'q', found 'z', 'y'"),
    (
      "t-slice --drop z in.t | t2npy --tensors z", 65,
      "standard input: frame 0: no tensor 'z', found 'y'"
    ),
    (
      "t2npy one.t", 65,
      "one.t: frame 0: a .npy file holds one of 'a', 'b': name it with --tensors, or take --npz"
    ),
    ("t2npy --tensors t one.t", 65, "one.t: frame 0, tensor 't': is text, expected numbers"),
    (
      "cat in.t one.t | t2npy", 65,
      "standard input: frame 2: no tensor 'z', which the first frame has"
    ),
    (
      "cat in.t other.t | t2npy", 65,
      "standard input: frame 2, tensor 'z': float32 1×3, expected float32 rows×2 as in the first frame"
    ),
    (
      "cat in.t stamped.t | t2npy", 65,
      "standard input: frame 2, tensor 'z': float16 1×2, expected float32 rows×2 as in the first frame"
    ),
    (
      "t2npy bad.t", 65,
      "bad.t: frame 0, tensor '@dtype': expected lines of a tensor's name, a blank and a type"
    ),
    ("t2npy empty.t", 65, "empty.t: no frames: neither type nor shape of an array is known"),
    ("t2npy in.t > /dev/full", 74, "standard output: cannot write: no space left on device"),
    (
      "t2npy --temporary none in.t | cat; exit ${PIPESTATUS[0]}", 73,
      "none: cannot create a temporary file: no such file or directory"
    ),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let a = Tensor("a", shape: [1], [1] as [Float])
    try box.writeStream(
      "one.t", [Frame([a, a.renamed("b"), Tensor("@t", text: "t"), Tensor("t", text: "t")])])
    try box.writeStream("other.t", [Frame([Tensor("z", shape: [1, 3], [1, 2, 3] as [Float])])])
    let z = Tensor("z", shape: [1, 2], [1, 2] as [Float])
    try box.writeStream("stamped.t", [Frame([z, Tensor("@dtype", text: "z float16\n")])])
    try box.writeStream("bad.t", [Frame([z, Tensor("@dtype", text: "z  float16\n")])])
    try box.writeStream("empty.t", [])
    let outcome = try box.run(line)
    #expect(outcome.status == status)
    #expect(outcome.errors == "t2npy: \(message)\n")
  }

  /// The writer in Python: what it makes is what npy2t makes of the same array, and what a stream cannot hold is
  /// refused.
  @Test(.enabled(if: ModelFormatTests.hasNumPy, "python3 has no NumPy"))
  func theWriterInPython() throws {
    let formats = Checkout.root.appending(path: "formats").path
    let environment = ["PYTHONPATH": formats, "PYTHONDONTWRITEBYTECODE": "1"]
    for file in Npy2tTests.files where file.hasSuffix(".npy") && file != "scalar.npy" {
      let line = "'\(formats)/write_t.py' x='\(Npy2tTests.fixtures)/\(file)' > python.t"
      // An older NumPy reads the two bytes of bfloat16 as nothing that has a name.
      if file == "bfloat16.npy" {
        #expect(try box.run(line, environment: environment).status == 1)
        continue
      }
      #expect(try box.run(line, environment: environment) == .success())
      #expect(
        try box.run(
          "npy2t '\(Npy2tTests.fixtures)/\(file)' | zstd -dcq | cmp - <(zstd -dcq python.t)")
          == .success(), "\(file)")
    }
    for (array, message) in [
      ("x=n.array([1j])", "which a stream cannot hold"),
      ("x=n.array([2**63], 'u8')", "the largest"),
      ("**{'@!new': n.array(1)}", "a feature that is not known here"),
      ("**{'a b': n.array(1)}", "a name"),
      ("x=n.zeros((1,) * 9)", "at most 8 dimensions"),
    ] {
      let line =
        "python3 -c \"import numpy as n, write_t; write_t.write('bad.t', [dict(\(array))])\""
      let outcome = try box.run(line, environment: environment)
      #expect(outcome.status == 1 && outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try box.run("t-info bad.t").status == 65)
    }
  }

  /// What is left of a stream that ends early is no array: a file has zeros where its header goes.
  @Test func whatFailedIsNoArray() throws {
    #expect(try box.run("head -c -1 in.t | t2npy > out").status == 65)
    #expect(try box.read("out").prefix(128).allSatisfy { $0 == 0 })
    #expect(try box.run("npy2t out").status == 65)
    #expect(try box.run("head -c -1 in.t | t2npy | cat | wc -c").text == "0\n")
    #expect(try box.run("head -c -1 in.t | t2npy -o new").status == 65)
    #expect(try !box.files().contains("new"))
  }
}
