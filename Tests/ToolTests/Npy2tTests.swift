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

  /// Wherever a small file is cut, nobody takes what was written for a stream. Of large ones every fifth byte, for the
  /// time; `pipelines/mutations.sh` cuts archives at each.
  @Test(arguments: [
    "int16.npy", "fortran.npy", "scalar.npy", "no-rows.npy", "stored.npz", "deflated.npz",
    "zip64.npz",
  ])
  func everyCutIsRefused(_ file: String) throws {
    let bytes = try box.read(file)
    try box.write(
      "cut.sh",
      Array(
        """
        for ((size = 0; size < \(bytes.count); size += \(bytes.count > 300 ? 5 : 1))); do
          head -c $size \(file) > cut
          npy2t cut > one.t 2> errors; first=$?
          cat cut | npy2t > two.t 2>> errors; second=$?
          [[ $first == 65 && $second == 65 && $(wc -l < errors) == 2 ]] || { echo "$size: $first $second"; cat errors; }
          ! t-info one.t > info 2>&1 && ! t-info two.t > info 2>&1 || echo "$size: a whole stream"
        done

        """.utf8))
    #expect(try box.run("bash cut.sh") == .success())
  }

  static let faults: [(line: String, status: Int32, message: String)] = [
    ("npy2t none", 66, "none: cannot open: no such file or directory"),
    (
      "npy2t < /dev/null", 65,
      "standard input: is empty, expected a NumPy array; what came before it may have failed"
    ),
    (
      "npy2t --members x int8.npy", 64,
      "--members: int8.npy is one array, expected an archive, .npz"
    ),
    ("npy2t --tensors a,b int8.npy", 64, "--tensors: 2 names, but arrays: 1"),
    (
      "npy2t --tensors @a int8.npy", 64,
      "--tensors: expected 1 to 255 visible characters of ASCII, the first of them not @, found '@a'"
    ),
    ("npy2t --tensors a,a stored.npz", 64, "--tensors: expected each name once, found 'a,a'"),
    (
      "npy2t --unit 2 int8.npy", 64,
      "--unit: says what the bytes of 'x' stand for, and they are int8"
    ),
    ("npy2t --unit 2 bool.npy", 64, "--unit: bools are 0 and 1, their unit is 1"),
    (
      "npy2t --members q stored.npz", 65,
      "stored.npz: no array 'q', found 'x', 'y', 'z', 'labels'"
    ),
    (
      "npy2t bfloat16.npy", 65,
      "bfloat16.npy: type '<V2' is two bytes of which the file does not say what they are; "
        + "--bfloat16 if they are bfloat16"
    ),
    (
      "npy2t refused-complex.npy", 65,
      "refused-complex.npy: type '<c16' is complex numbers: save a.real and a.imag, "
        + "expected bool, i1 to i8, u1 to u8, f2, f4 or f8"
    ),
    (
      "npy2t refused-objects.npy", 65,
      "refused-objects.npy: type '|O' is Python objects: save a.astype('float32'), "
        + "expected bool, i1 to i8, u1 to u8, f2, f4 or f8"
    ),
    (
      "npy2t refused-records.npy", 65,
      "refused-records.npy: its elements are records of several fields, expected numbers: "
        + "save each field for itself, a['NAME']"
    ),
    (
      "npy2t refused-large.npy", 65,
      "refused-large.npy: row 1: 9223372036854775808, "
        + "the largest that a stream can hold is 9223372036854775807"
    ),
    ("npy2t refused-ranks.npy", 65, "refused-ranks.npy: an array of 9 dimensions, the limit is 8"),
    (
      "cat int8.npy int8.npy > two; npy2t two", 65,
      "two: bytes follow the array, 2×3 of int8; expected its end"
    ),
    (
      "cat int8.npy int8.npy | npy2t", 65,
      "standard input: bytes follow the array, 2×3 of int8; expected its end"
    ),
    (
      "cat fortran.npy int8.npy | npy2t", 65,
      "standard input: bytes follow the array, 2×3×4 of float32; expected its end"
    ),
    (
      "head -c 130 int8.npy > cut; npy2t cut", 65,
      "cut: the data end after 2 bytes, expected 2×3 of int8, 6 bytes; the file was cut"
    ),
    (
      "head -c 100 int8.npy | npy2t", 65,
      "standard input: ends inside its header: 90 bytes, expected 118; it was cut"
    ),
    (
      "sed 's/bool/x/; s/NUMPY./NUMPY\\x09/' bool.npy | npy2t", 65,
      "standard input: version 9.0 of the format, expected 1.0, 2.0 or 3.0"
    ),
    (
      "printf '\\2' | dd of=bool.npy bs=1 seek=130 conv=notrunc status=none; npy2t bool.npy", 65,
      "bool.npy: row 0: a bool is 2, expected 0 or 1"
    ),
    (
      "head -c -1 stored.npz > cut; npy2t cut", 65,
      "cut: a zip archive without its end; it was cut, or something follows it"
    ),
    (
      "sed 's/(3, 2)/(3, 3)/' stored.npz > bad; npy2t bad", 65,
      "bad: 'x.npy': the data end after 12 bytes, expected 3×3 of uint16, 18 bytes; the file was cut"
    ),
    (
      "sed 's/<u2/<i2/' stored.npz > bad; npy2t bad", 65,
      "bad: 'x.npy': wrong CRC-32: it is damaged"
    ),
    (
      "printf 'PK\\5\\6%018d' 0 | tr 0 '\\0' > bad; npy2t bad", 65,
      "bad: an archive without arrays, expected a member NAME.npy"
    ),
    ("npy2t -o int8.npy int8.npy", 64, "-o: int8.npy is also FILE, which would be lost"),
    (
      "npy2t --temporary none/none < <(cat fortran.npy)", 73,
      "none/none: cannot create a temporary file: no such file or directory"
    ),
    (
      "npy2t int8.npy > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ]

  @Test(arguments: faults)
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let outcome = try box.run(line)
    #expect(outcome.status == status)
    #expect(outcome.errors == "npy2t: \(message)\n")
  }

  @Test(arguments: refused)
  func whatAStreamCannotHoldIsRefused(_ file: String) throws {
    let outcome = try box.run("npy2t \(file)")
    #expect(outcome.status == 65 && outcome.errors.hasPrefix("npy2t: \(file): "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  /// A header by hand, of version 1.
  static func array(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + data
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "the header lacks one of"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "the shape holds what is no size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': ('a',)}", "the shape holds"),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}", "the header lacks one of"),
    ("{'descr': '<f4', 'shape': (1,)}", "the header lacks one of"),
    ("{'descr': '<f4', 'descr': '<f4', 'shape': (1,)}", "the header has 'descr'"),
    ("{'more': 1, 'descr': '<f4', 'shape': (1,)}", "the header has 'more'"),
    ("{1: 2}", "a key of the header is no text"),
    ("['descr']", "the header is no dictionary"),
    ("{'descr': '<f4'", "the header is no dictionary"),
    ("__import__('os')", "the header is no dictionary"),
    ("{'descr': 'f4', 'fortran_order': False, 'shape': (1,)}", "type 'f4' has no byte order"),
    ("{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}", "type '<f3', expected bool"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 2)}",
      "a shape of 4611686018427387904×2 is too large for any memory"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
      "the shape holds what is no size"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2147483648)}",
      "a dimension of 2147483648, the limit is 2147483647"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 67108865)}",
      "rows of 67108865 numbers, the limit is 268435456 bytes a row"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 0)}",
      "9999999999 rows of no numbers, the limit is 2147483647"
    ),
    (
      "{'descr': '<f4', 'fortran_order': True, 'shape': (9999999999, 2)}",
      "the data end after 0 bytes, expected 9999999999×2 of float32"
    ),
  ])
  func headers(_ header: String, _ message: String) throws {
    let bytes = Self.array(header)
    try box.write("in.npy", bytes)
    for line in ["npy2t in.npy", "npy2t < <(cat in.npy)"] {
      let outcome = try box.run("\(line) > out")
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains(": \(message)"), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    let line =
      "for i in {1..1000}; do npy2t fortran.npy || exit; done | head -c 1 > /dev/null"
    #expect(try box.run("\(line); echo ${PIPESTATUS[0]}") == .success(Array("141\n".utf8)))
  }
}
