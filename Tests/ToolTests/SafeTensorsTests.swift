import Foundation
import TensorIO
import Testing
import ToolSandbox

/// `safetensors2t` and `t2safetensors`, on files that PyTorch wrote and on files made here.
@Suite struct SafeTensorsTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/safetensors").path
    #expect(try box.run("cp \(fixture)/*.safetensors .") == .success())
  }

  /// A file of this header and these elements.
  static func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    let size = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + Array(header.utf8) + data
  }

  /// The header's text without the blanks behind it, and the elements.
  static func parts(_ file: [UInt8]) -> (header: String, data: [UInt8]) {
    let size = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = String(decoding: file.dropFirst(8).prefix(size), as: UTF8.self)
    return (header.trimmingCharacters(in: .whitespaces), Array(file.dropFirst(8 + size)))
  }

  static let y = #"{"y":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#

  @Test func everyTypeComesBackBitForBit() throws {
    #expect(try box.run("safetensors2t types.safetensors > t.t") == .success())
    let frame = try #require(try box.frames("t.t").first)
    let types: [String: ElementType] = [
      "bool": .u8, "u8": .u8, "i8": .i32, "i16": .i32, "u16": .i32, "i32": .i32, "u32": .i64,
      "i64": .i64, "u64": .i64, "f16": .f32, "bf16": .f32, "f32": .f32, "f64": .f64,
    ]
    #expect(Set(frame.tensors.map(\.name)) == Set(types.keys).union(["@dtype"]))
    for (name, type) in types {
      #expect(frame[name]?.elementType == type && frame[name]?.shape == [2, 3], "\(name)")
    }
    #expect(frame["bool"]?.elements(of: UInt8.self) == [1, 0, 1, 0, 0, 1])
    #expect(frame["u64"]?.elements(of: Int64.self) == [0, 1, .max, 7, 8, 9])
    for line in ["t2safetensors t.t > b", "t-cat -r 1 t.t | t2safetensors -o b"] {
      #expect(try box.run(line) == .success())
      let (before, after) = (
        Self.parts(try box.read("types.safetensors")), Self.parts(try box.read("b"))
      )
      // The order of names may differ within a size; each tensor has the same bytes.
      for name in types.keys {
        #expect(
          try Self.tensor(name, before.header, before.data)
            == Self.tensor(name, after.header, after.data), "\(name)")
      }
    }
  }

  /// Type, shape and bytes of a tensor.
  static func tensor(_ name: String, _ header: String, _ data: [UInt8]) throws -> String {
    let root = try JSONSerialization.jsonObject(with: Data(header.utf8)) as? [String: Any]
    let entry = try #require(root?[name] as? [String: Any])
    let places = try #require(entry["data_offsets"] as? [Int])
    return "\(entry["dtype"] ?? "") \(entry["shape"] ?? "") \(data[places[0]..<places[1]])"
  }

  @Test func halvesAreTheirValues() throws {
    let numbers: [UInt16] = [
      0x3C00, 0xC000, 0x0001, 0x03FF, 0x0400, 0x7BFF, 0x8000, 0x7C00, 0xFC00,
    ]
    let values: [Float] = [
      1, -2, 0x1p-24, 0x1.FF8p-15, 0x1p-14, 65504, -0.0, .infinity, -.infinity,
    ]
    try box.write(
      "h",
      Self.file(
        #"{"x":{"dtype":"F16","shape":[9],"data_offsets":[0,18]}}"#,
        numbers.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }))
    #expect(try box.run("safetensors2t h > t.t") == .success())
    let x = try box.frames("t.t")[0]["x"]?.elements(of: Float.self)
    #expect(x?.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func whatHasNoRowsIsOneFrame() throws {
    #expect(
      try box.run("safetensors2t odd.safetensors")
        == .failure(
          65,
          "safetensors2t: odd.safetensors: tensor 'scalar': a scalar has no rows: name some that do with "
            + "--tensors, or take the file as one frame with --whole"))
    #expect(try box.run("safetensors2t --whole odd.safetensors > t.t") == .success())
    let frames = try box.frames("t.t")
    #expect(frames.count == 1 && frames[0]["scalar"]?.scalar(of: Float.self) == 1.5)
    #expect(frames[0]["empty"]?.shape == [0, 4] && frames[0]["none"]?.shape == [3, 0])
    #expect(frames[0]["a"]?.elements(of: Float.self) == [0, 1, 2, 3, 4, 5])
    #expect(
      try box.run("t2safetensors --whole t.t | safetensors2t --whole > u.t") == .success())
    let again = try box.frames("u.t")[0]
    #expect(again.tensors.count == frames[0].tensors.count)
    for tensor in frames[0].tensors {
      #expect(again[tensor.name]?.isIdentical(to: tensor) == true, "\(tensor.name)")
    }
  }

  /// Unless they are left out.
  @Test func typesThatTheStreamLacksAreRefusedByName() throws {
    let refusal = "expected BOOL, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64 or F64"
    for (name, type) in [("x", "F8_E4M3"), ("c", "C64")] {
      #expect(
        try box.run("safetensors2t --tensors \(name) f8.safetensors")
          == .failure(
            65,
            "safetensors2t: f8.safetensors: tensor '\(name)': elements are '\(type)', \(refusal)"))
    }
    #expect(try box.run("safetensors2t --tensors y=labels f8.safetensors > t.t") == .success())
    #expect(try box.frames("t.t")[0].tensors.map(\.name) == ["labels"])
  }

  /// Rows of several frames, more than wait in memory, of tensors whose sizes do not ascend.
  @Test func rowsAreTheSameThroughAFileAndAPipe() throws {
    let setup = try box.run(
      """
      awk 'BEGIN { srand(3); for (i = 0; i < 90000; i++) { printf i % 7
        for (j = 0; j < 30; j++) printf "\\t%g", rand(); print "" } }' | tsv2t --label --tensor x --shape 5x6 \
        | t-cat -r 700 > t.t
      """)
    #expect(setup == .success())
    let same = try box.run(
      """
      set -e -o pipefail
      mkdir spool
      t2safetensors t.t > a; t2safetensors -o b < t.t; TMPDIR=spool t2safetensors < <(cat t.t) > c
      cmp a b; cmp a c
      digest() { t-cat -r 90000 "$1" | zstd -dcq | cksum; }
      safetensors2t --tensors x,y a > u.t; safetensors2t --tensors x,y --temporary spool < <(cat a) > v.t
      cmp u.t v.t; digest t.t > d; digest u.t > e; cmp d e
      """)
    #expect(same == .success())
    #expect(
      try box.run("t2safetensors --temporary none t.t")
        == .failure(
          73,
          "t2safetensors: none: cannot create a temporary file: no such file or directory"))
  }

  @Test func wordsAndNumbersBesideRowsComeBack() throws {
    let words = Tensor("@source", text: "a \"b\"\\\n\u{1}é")
    let frame = try Frame([
      Tensor("x", shape: [2, 2], [UInt8](1...4)), Tensor("@!unit", scalar: 16.0), words,
    ])
    try box.writeStream("t.t", [frame, frame])
    #expect(try box.run("t2safetensors t.t | tee f | safetensors2t > u.t") == .success())
    let back = try box.frames("u.t")
    #expect(
      back.count == 1 && back[0].unit == 16 && back[0]["@source"]?.isIdentical(to: words) == true)
    #expect(back[0]["x"]?.elements(of: UInt8.self) == [1, 2, 3, 4, 1, 2, 3, 4])
    try box.writeStream("t.t", [frame, try Frame(Array(frame.tensors.dropLast()))])
    #expect(
      try box.run("t2safetensors t.t")
        == .failure(
          65,
          "t2safetensors: t.t: frame 1, tensor '@source': is not what the first frame has, and a file has it "
            + "once; leave it out with t-slice --drop"))
  }

  /// A stream whose numbers a program has changed may still say what they were.
  @Test func whatNoLongerFitsItsOldTypeIsRefused() throws {
    let stamp = Tensor("@dtype", text: "x float16\ny int8\n")
    let y = Tensor("y", shape: [1], [UInt8(3)])
    try box.writeStream("t.t", [try Frame([Tensor("x", shape: [1], [Float(0.1)]), y, stamp])])
    #expect(
      try box.run("t2safetensors t.t -o out")
        == .failure(
          65,
          "t2safetensors: t.t: frame 0, tensor 'x': row 0: 0.1 is no float16, which '@dtype' says that it was; "
            + "--wide keeps f32"))
    #expect(
      try box.run("t-slice --drop @dtype t.t | t2safetensors | cmp - <(t2safetensors --wide t.t)")
        == .success())
    #expect(try box.run("t2safetensors --wide t.t > out") == .success())
    #expect(
      Self.parts(try box.read("out")).header
        == #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}"#
    )
  }

  /// What is found when all is read is blamed on the last frame, not on one more.
  @Test(arguments: [1, 2])
  func aFaultThatComesAtTheEndNamesAFrameThatIsThere(_ count: Int) throws {
    let frame = try Frame([
      Tensor("x", shape: [1], [UInt8(3)]), Tensor("@n", scalar: Int32(300)),
      Tensor("@dtype", text: "@n int8\n"),
    ])
    try box.writeStream("t.t", Array(repeating: frame, count: count))
    #expect(
      try box.run("t2safetensors t.t > out")
        == .failure(
          65,
          "t2safetensors: t.t: frame \(count - 1), tensor '@n': 300 is no int8, which '@dtype' says that it was; "
            + "--wide keeps i32"))
  }

  @Test func streamsWithoutRowsAndWithoutFramesComeBack() throws {
    try box.writeStream("none.t", [])
    try box.writeStream("empty.t", [try Frame([Tensor("x", shape: [0, 3], [Float]())])])
    for name in ["none.t", "empty.t"] {
      #expect(
        try box.run("t2safetensors \(name) | safetensors2t > u.t; cmp \(name) u.t") == .success())
    }
  }

  @Test func aNameIsSaidWhereItIsNotFound() throws {
    #expect(
      try box.run("safetensors2t --tensors q f8.safetensors")
        == .failure(65, "safetensors2t: f8.safetensors: no tensor 'q', found 'c', 'x', 'y'"))
    for words in ["x,x", "", "a=@b", "x,y=x", "a="] {
      let outcome = try box.run("safetensors2t --tensors '\(words)' f8.safetensors")
      #expect(outcome.status == 64 && outcome.errors.contains("each once"), "\(words)")
    }
    #expect(try box.run("safetensors2t f8.safetensors -o f8.safetensors").status == 64)
  }
}
