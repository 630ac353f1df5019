import TensorIO
import Testing
import ToolSandbox

@Suite struct T2pngTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let grey = (0..<60).map { UInt8(4 * $0) }
    try box.writeStream("grey.t", [Frame([Tensor("x", shape: [5, 3, 4], grey)])])
    let colour = (0..<5 * 3 * 4 * 3).map { UInt8($0) }
    try box.writeStream("colour.t", [Frame([Tensor("x", shape: [5, 3, 4, 3], colour)])])
  }

  /// A sheet has the pixels of netpbm's formats, and netpbm finds no fault in it.
  @Test(
    .enabled(if: Checkout.has("pngtopnm")),
    arguments: [
      ("t2pgm", "grey.t"), ("t2ppm", "colour.t"),
    ])
  func aSheetIsThatOfTheOtherTools(_ tool: String, _ stream: String) throws {
    for options in ["", "-c 2 --pad 3", "--scale 3 --invert", "--pad 0 -c 5"] {
      #expect(
        try box.run(
          "set -o pipefail; \(tool) \(options) \(stream) > a; t2png \(options) \(stream) | pngtopnm | cmp - a"
        )
          == .success(), "\(options)")
    }
  }

  /// A stream becomes files and the same stream again.
  @Test(arguments: ["grey.t", "colour.t"])
  func filesHoldTheImages(_ stream: String) throws {
    #expect(
      try box.run("mkdir d; t2png --each d/a- \(stream); ls d").text
        == (0..<5).map { "a-00000\($0).png\n" }.joined())
    #expect(try box.run("img2t --id-bytes 0 d | t-slice --tensors x > again.t") == .success())
    let (first, again) = (try box.frames(stream), try box.frames("again.t"))
    #expect(again.count == 1 && again[0]["x"]?.isIdentical(to: first[0]["x"]!) == true)
    #expect(
      try box.run("t2png --each d/a- --scale 2 --invert \(stream); img2t d > twice.t") == .success()
    )
    #expect(try box.frames("twice.t")[0]["x"]?.shape.prefix(3) == [5, 6, 8])
  }

  /// f32 is rounded and cut off; frames of nothing but metadata are passed over.
  @Test func numbersBecomePixels() throws {
    let x = Tensor("x", shape: [1, 1, 4], [-0.5, 0.5, 0.998, 7] as [Float])
    try box.writeStream(
      "f.t", [Frame([Tensor("x", shape: [0, 1, 4], [] as [Float])]), Frame([x])])
    #expect(try box.run("t2png f.t | img2t > back.t") == .success())
    #expect(try box.frames("back.t")[0]["x"]?.elements(of: UInt8.self) == [0, 128, 254, 255])
  }

  @Test func idsBecomeNames() throws {
    let outcome = try box.run(
      """
      set -e; mkdir -p in/b out; t2png --each in/ grey.t; mv in/000003.png in/b/C.PNG
      img2t ./in/000000.png in/b/C.PNG "$PWD/in/000001.png" | t2png --each out/ --by-id
      name=${PWD#/}/in/000001.png; cmp in/000001.png "out/${name//\\//_}"
      cmp in/000000.png out/in_000000.png; cmp in/b/C.PNG out/in_b_C.png
      """)
    #expect(outcome == .success())
  }

  /// No id leads out of the folder.
  @Test func anIdLeadsNowhere() throws {
    func stream(_ names: [String]) throws {
      let width = names.map(\.utf8.count).max() ?? 1
      let ids = names.flatMap {
        Array($0.utf8) + [UInt8](repeating: 0, count: width - $0.utf8.count)
      }
      let x = Tensor("x", shape: [names.count, 1, 1], [UInt8](repeating: 7, count: names.count))
      try box.writeStream("ids.t", [Frame([x, Tensor("id", shape: [names.count, width], ids)])])
    }
    try stream(["../../up.png", "/etc/x.jpg", "..", "a/./b.jpeg"])
    #expect(
      try box.run("mkdir -p deep/er; cd deep/er; t2png --each o --by-id ../../ids.t; ls").text
        == "o.png\noa_b.png\noetc_x.png\noup.png\n")
    #expect(
      try box.run("ls; ls deep") == .success(Array("colour.t\ndeep\ngrey.t\nids.t\ner\n".utf8)))
    try stream(["a/b.png", "a_b.jpg"])
    #expect(
      try box.run("t2png --each o --by-id ids.t")
        == .failure(
          65, "t2png: ids.t: frame 0, tensor 'id': row 1: 'a_b.png' is the file of a row before too"
        ))
    try stream(["a\u{7}b"])
    #expect(
      try box.run("t2png --each o --by-id ids.t")
        == .failure(65, "t2png: ids.t: frame 0, tensor 'id': row 0: the id is no text"))
    #expect(
      try box.run("t2tsv --tensors id ids.t")
        == .failure(
          65,
          "t2tsv: ids.t: frame 0, tensor 'id': row 0 is no name: expected UTF-8 without control characters, and zeros behind it"
        ))
  }

  @Test(arguments: [
    ("--each a -o b grey.t", 64, "--each: has no meaning with -o: PREFIX says where files go"),
    ("--each a -c 3 grey.t", 64, "--each: has no meaning with --columns: there is no sheet"),
    ("--by-id grey.t", 64, "--by-id: has no meaning without --each"),
    ("--each none/a grey.t", 73, "none/a000000.png: cannot create: no such file or directory"),
    (
      "--each a --by-id grey.t", 65,
      "grey.t: frame 0: no ids 'id', which img2t writes; without --by-id files get numbers"
    ),
  ])
  func whatCannotBeIsRefused(_ operands: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("t2png \(operands)") == .failure(status, "t2png: \(message)"))
  }

  @Test func imagesOfTwoKindsAreRefused() throws {
    #expect(
      try box.run("t-cat grey.t > a.t; cat grey.t colour.t > both.t; t2png both.t").status == 65)
    try box.writeStream(
      "z.t", [Frame([Tensor("x", shape: [2, 3, 4, 2], [UInt8](repeating: 1, count: 48))])])
    let outcome = try box.run("t2png z.t")
    #expect(
      outcome
        == .failure(
          65,
          "t2png: z.t: frame 0, tensor 'x': shape 2×3×4×2, expected grey images: rows×height×width, or one matrix, "
            + "or colour images: rows×height×width×3"))
  }

  /// PyTorch's order of the dimensions is known by its shape; for a model it is only likely, and said.
  @Test func channelsThatComeFirstAreNamed() throws {
    let cure =
      "if channels come first there, put them last: permute(0, 2, 3, 1) in PyTorch, "
      + "transpose(0, 2, 3, 1) in NumPy"
    let frame = try Frame([Tensor("x", shape: [2, 3, 8, 9], [UInt8](repeating: 200, count: 432))])
    try box.writeStream("first.t", [frame])
    #expect(
      try box.run("t2png first.t")
        == .failure(
          65,
          "t2png: first.t: frame 0, tensor 'x': shape 2×3×8×9, expected grey images: rows×height×width, or one matrix, "
            + "or colour images: rows×height×width×3; \(cure)"))
    #expect(
      try box.run("vae-fit -q -e 0 --hidden 3 -z 2 first.t > model.t")
        == Outcome(
          status: 0,
          errors: "vae-fit: first.t: 'x' is rows×3×8×9, channels last: \(cure)\n"))
  }
}
