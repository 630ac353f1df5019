import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Files, folders and ids of `img2t`, and what it refuses.
@Suite struct Img2tFileTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    #expect(try box.run("cp '\(Img2tTests.folder)'/* .") == .success())
  }

  /// The names of the rows of a stream, as `t2tsv` writes them.
  func ids(_ line: String) throws -> [String] {
    let outcome = try box.run("set -o pipefail; \(line) | t2tsv --tensors id")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.text.split(separator: "\n").map(String.init)
  }

  @Test func aFolderIsInTheOrderOfBytes() throws {
    let setup =
      "mkdir -p in/b 'in/ä'; for f in z.png Z.png b/1.png b/10.png b/2.png 'ä/ö.png' a.png "
      + ".hidden b.png; do cp rgb.png in/$f; done"
    #expect(try box.run(setup) == .success())
    let order = ["Z.png", "a.png", "b/1.png", "b/10.png", "b/2.png", "b.png", "z.png", "ä/ö.png"]
    #expect(try ids("img2t in") == order.map { "in/\($0)" })
    #expect(try ids("img2t in/") == order.map { "in/\($0)" })
    #expect(try ids("img2t in/z.png in/b") == ["in/z.png"] + order[2...4].map { "in/\($0)" })
    #expect(try ids("img2t < rgb.png") == ["-"])
  }

  /// The same bytes of everything on any number of threads, and rows in order.
  @Test func threadsChangeNothing() throws {
    #expect(
      try box.run(
        """
        set -e
        mkdir many; for i in {100..199}; do cp orientation-$((i % 8 + 1)).jpg many/$i.jpg; done
        img2t --threads 1 --size 40x31 many > 1.t
        for threads in 2 3 16; do img2t --threads $threads --size 40x31 many | cmp - 1.t; done
        OMP_NUM_THREADS=5 img2t --size 40x31 many | cmp - 1.t
        """) == .success())
    #expect(try ids("cat 1.t") == (100...199).map { "many/\($0).jpg" })
    #expect(try box.frames("1.t").reduce(0) { $0 + (try $1.rows()) } == 100)
  }

  /// The name of a row stays with it through the tools that move rows, encode and decode.
  @Test func idsStayWithTheirRows() throws {
    #expect(
      try box.run(
        """
        set -e; mkdir in; for i in {1..9}; do cp rgb.png in/$i.png; done
        img2t --size 4x4 in > x.t
        vae-fit -q -e 1 -z 2 --hidden 3 x.t > model.t
        printf '7\\n0\\n' > index
        """
      ).status == 0)
    let all = (1...9).map { "in/\($0).png" }
    for line in [
      "t-slice -n 9 x.t", "t-cat x.t", "t-shuffle x.t", "vae-encode model.t x.t",
      "vae-encode model.t x.t | vae-decode model.t", "t-corrupt gaussian:0.1 x.t",
      "t-binarize --static 1 x.t",
    ] {
      let found = try ids(line)
      #expect(Set(found) == Set(all) && found.count == 9, "\(line)")
      #expect((found == all) != line.hasPrefix("t-shuffle"), "\(line)")
    }
    #expect(try ids("t-select --index index x.t") == ["in/8.png", "in/1.png"])
    let text = try box.run("vae-encode model.t x.t | t2tsv --header --tensors id,z")
    #expect(text.text.hasPrefix("id\tz.0\tz.1\nin/1.png\t"))
  }

  @Test func theWidthOfIdsCanBeTold() throws {
    func width(_ line: String) throws -> Int? {
      #expect(try box.run("\(line) > out.t") == .success())
      return try box.frames("out.t").first?["id"]?.shape[1]
    }
    #expect(try width("img2t rgb.png") == 64)
    #expect(try width("img2t --id-bytes 100 rgb.png") == 100)
    #expect(try width("img2t --id-bytes 0 rgb.png") == nil)
    let long = String(repeating: "n", count: 61) + ".png"
    #expect(try width("cp rgb.png \(long); img2t rgb.png \(long)") == 128)
    #expect(
      try box.run("img2t --id-bytes 6 rgb.png")
        == .failure(64, "img2t: --id-bytes: 6 is too little for rgb.png, expected 7"))
    #expect(
      try box.run("cp rgb.png $'a\\tb.png'; img2t $'a\\tb.png'")
        == .failure(
          64,
          "img2t: a\\x09b.png: has a control character in its name, which an id must not have; "
            + "rename it, or leave ids out: --id-bytes 0"))
  }

  static let cure = "mkdir NEW && mogrify -path NEW -format png FOLDER/* && img2t NEW"

  @Test(arguments: [
    (
      "cmyk.jpg",
      "cmyk.jpg: is a JPEG picture of inks (CMYK), expected grey or colour; "
        + "to convert all of a folder: \(cure)"
    ),
    (
      "rgb.png.ppm",
      "rgb.png.ppm: is a PGM or PPM picture, expected a PNG or JPEG picture: \(cure)"
    ),
    (
      "README.md",
      "README.md: is text, expected a PNG or JPEG picture: tsv2t --tensor x --separator blank --header FILE"
    ),
    (
      "rgb.png orientation-6.jpg",
      "orientation-6.jpg: has 17x23 pixels, expected 23x17 as those before; "
        + "to fit all: --size 23x17 --fit crop --filter bilinear"
    ),
    (
      "rgb.png grey.png",
      "grey.png: is grey, expected colour as those before; to make all one: --colours rgb"
    ),
    (
      "grey.png rgb.png",
      "rgb.png: is in colour, expected grey as those before; to make all one: --colours grey"
    ),
    (
      "--most-pixels 390 rgb.jpg",
      "rgb.jpg: has 23x17 pixels, the limit is 390; if that is meant: --most-pixels N"
    ),
    (
      "/dev/null",
      "/dev/null: is empty, expected a PNG or JPEG picture; what wrote it may have failed"
    ),
  ])
  func whatIsNoSuchPictureIsRefused(_ operands: String, _ message: String) throws {
    #expect(try box.run("img2t \(operands) > out.t") == .failure(65, "img2t: \(message)"))
  }

  /// A pipe holds one picture; what follows in a file is a preview.
  @Test(arguments: ["rgb.png", "rgb.jpg"])
  func aSecondPictureInAPipeIsRefused(_ name: String) throws {
    let size = try box.read(name).count
    for other in ["grey.png", "grey.jpg"] {
      #expect(
        try box.run("cat \(name) \(other) | img2t > out.t")
          == .failure(
            65,
            "img2t: standard input: another picture follows at byte \(size), expected one; "
              + "name the files, or their folder"))
      #expect(try box.run("cat \(name) \(other) > both; img2t both > out.t") == .success())
    }
    #expect(try box.run("(cat \(name); echo) | img2t > out.t") == .success())
  }

  @Test(arguments: [
    ("img2t none.png", 66, "none.png: cannot open: no such file or directory"),
    ("mkdir e; img2t e", 66, "e: is a folder without files, expected pictures in it"),
    (
      "mkdir -p e/f; ln -s .. e/f/g; img2t e", 66,
      "e/f/g: is a link back to a folder that it lies in"
    ),
    ("mkdir e; mkfifo e/p; img2t --skip-bad e", 66, "e/p: is neither a file nor a folder"),
    ("mkdir e; ln -s no e/l; img2t e", 66, "e/l: cannot open: no such file or directory"),
    ("img2t --fit pad rgb.png", 64, "--fit: has no meaning without --size"),
    ("img2t --draft rgb.png", 64, "--draft: has no meaning without --size"),
    (
      "img2t --size 0x3 rgb.png", 64,
      "--size: expected width and height from 1 to 65536, such as 32x32, found '0x3'"
    ),
    (
      "img2t --background red rgb.png", 64,
      "--background: expected black, white or six hexadecimal digits, such as ff8000, found 'red'"
    ),
    (
      "cp rgb.png in.png; img2t -o in.png rgb.png in.png", 64,
      "-o: in.png is also FILE, which would be lost"
    ),
  ])
  func whatCannotBeIsRefused(_ line: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("\(line) > out.t") == .failure(status, "img2t: \(message)"))
  }

  /// What is bad is named and counted, and the others are there.
  @Test func badFilesAreLeftOutWhereThatIsAsked() throws {
    let setup =
      "mkdir in; cp rgb.png in/1.png; head -c 500 rgb.jpg > in/2.jpg; cp cmyk.jpg in/3.jpg; cp rgb.jpg in/4.jpg"
    #expect(try box.run(setup) == .success())
    let cut =
      "img2t: in/2.jpg: ends at byte 500, before its end mark (EOI): it was cut or is damaged"
    #expect(
      try box.run("img2t in > out.t")
        == .failure(65, cut + "; to leave out and count such files: --skip-bad"))
    let outcome = try box.run("img2t --skip-bad in > out.t")
    let lines = outcome.errors.split(separator: "\n")
    #expect(outcome.status == 0 && lines.count == 3)
    #expect(outcome.errors.hasPrefix(cut + "\nimg2t: in/3.jpg: is a JPEG picture of inks"))
    #expect(lines.last == "img2t: left out 2 of 4 files, which could not be read")
    #expect(try ids("cat out.t") == ["in/1.png", "in/4.jpg"])
    #expect(
      try box.run("img2t --skip-bad in/2.jpg 2> errors > out.t; s=$?; tail -n 1 errors; exit $s")
        == Outcome(status: 65, output: Array("img2t: none of 1 files could be read\n".utf8)))
  }

  /// Bytes that stand before the end mark, as some cameras write them.
  private func addExtraneous(_ name: String) throws {
    var bytes = try box.read("rgb.jpg")
    bytes.insert(contentsOf: [UInt8](repeating: 0, count: 12), at: bytes.count - 2)
    try box.write(name, bytes)
  }

  @Test func aWarningOfLibjpegSaysWhatToDo() throws {
    try addExtraneous("extra.jpg")
    #expect(
      try box.run("img2t extra.jpg > out.t")
        == .failure(
          65,
          "img2t: extra.jpg: is damaged: libjpeg says 'Corrupt JPEG data: 6 extraneous bytes before marker 0xd9'; "
            + "to take what it can read of such files: \(Self.cure)"))
  }

  /// The line that a message gives makes a stream of a folder of all that is refused.
  @Test(.enabled(if: Checkout.has("mogrify")))
  func theCureWorksForAFolder() throws {
    try addExtraneous("extra.jpg")
    let setup = try box.run(
      """
      set -e
      mkdir in
      cp rgb.png cmyk.jpg extra.jpg in
      for kind in tif bmp gif ppm; do convert rgb.png in/$kind.$kind; done
      """)
    #expect(setup == .success())
    for name in ["cmyk.jpg", "extra.jpg", "tif.tif", "bmp.bmp", "gif.gif", "ppm.ppm"] {
      let message = try box.run("img2t in/\(name) > out.t").errors
      #expect(message.hasSuffix(": \(Self.cure)\n"), "\(message)")
    }
    // It has a word to say of the extraneous bytes.
    let line = Self.cure.replacing("FOLDER", with: "in")
    #expect(try box.run("{ \(line); } > out.t").status == 0)
    #expect(try box.frames("out.t").first?["x"]?.shape == [7, 17, 23, 3])
  }

  /// libjpeg takes a file that was cut for a whole one, with a warning.
  @Test(arguments: ["palette.png", "rgb.jpg", "progressive.jpg", "bits-1.png"])
  func everyTruncationIsRefused(_ name: String) throws {
    // All of them as files of one folder, of which none must be left.
    let size = try box.read(name).count
    let line = """
      mkdir cut; for ((n = 1; n < \(size); n++)); do head -c $n \(name) > cut/$n; done
      img2t --skip-bad cut > out.t 2> errors; echo $?; wc -l < errors; tail -n 1 errors
      """
    let text = "65\n\(size)\nimg2t: none of \(size - 1) files could be read\n"
    #expect(try box.run(line) == .success(Array(text.utf8)))
    #expect(try box.run("img2t - < /dev/null").status == 65)
  }
}
