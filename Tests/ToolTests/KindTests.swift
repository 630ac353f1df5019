import Found
import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Every kind of file of the table, opened with every tool that reads something else.
@Suite struct KindTests {
  /// What each tool is given in the place of `FILE`; `FILE` is also what it has to complain about.
  static let lines: [(line: String, expected: Expected)] = [
    ("csv2t FILE", .csv), ("csv2t --like FILE iris.csv", .stream), ("img2t FILE", .image),
    ("latent-fit gaussian FILE", .stream), ("latent-grid -m FILE", .stream),
    ("latent-map FILE", .stream), ("latent-map --axes FILE data.t", .stream),
    ("latent-sample -n 1 -m FILE", .stream), ("latent-sample -n 1 --from FILE", .stream),
    ("latent-walk FILE", .stream), ("mnist2t FILE", .idx), ("mnist2t images.idx FILE", .idx),
    ("npy2t FILE", .numpy), ("pnm2t FILE", .picture), ("safetensors2t FILE", .safeTensors),
    ("t-auroc --positive 1 FILE", .lines),
    ("t-binarize --threshold 0.5 FILE", .stream), ("t-cat FILE", .stream),
    ("t-corrupt mask:0.5 FILE", .stream), ("t-info FILE", .stream),
    ("t-select --label 1 FILE", .stream), ("t-select --index FILE data.t", .lines),
    ("t-shuffle FILE", .stream), ("t-slice FILE", .stream), ("t-split -r 1 FILE", .stream),
    ("t2csv FILE", .stream), ("t2npy FILE", .stream), ("t2pgm FILE", .stream),
    ("t2png FILE", .stream),
    ("t2ppm FILE", .stream),
    ("t2safetensors FILE", .stream),
    ("t2svm FILE", .stream),
    ("t2tsv FILE", .stream), ("tsv2t FILE", .table), ("tsv2t --header --separator , FILE", .table),
    ("vae-decode model.t FILE", .stream), ("vae-decode FILE data.t", .stream),
    ("vae-encode model.t FILE", .stream), ("vae-encode FILE data.t", .stream),
    ("vae-export --safetensors FILE", .stream), ("vae-import --like FILE data.t", .stream),
    ("vae-import --like model.t FILE", .safeTensors),
    ("vae-fit FILE", .stream), ("vae-fit --validate FILE data.t", .stream),
    ("vae-fit --start FILE data.t", .stream), ("vae-fit --resume FILE data.t", .stream),
    ("vae-fit -m dfc --perceptual FILE data.t", .stream),
    ("vae-score model.t FILE", .stream), ("vae-score FILE data.t", .stream),
  ]

  /// A file of each kind, by its name in the table.
  static let samples: [String: [UInt8]] = {
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    let rest = [UInt8](repeating: 0, count: 40)
    func entry(_ name: String) -> [UInt8] {
      [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0]
        + text(name) + rest
    }
    return [
      "a tensor stream": [0x57, 0x2A, 0x4D, 0x18] + rest,
      "IDX data": [0, 0, 8, 1, 0, 0, 0, 1, 7],
      "a PGM or PPM picture": text("P5\n1 1\n255\n7"),
      "a plain PGM or PPM picture": text("P2\n1 1\n255\n7\n"),
      "a PBM picture": text("P1\n1 1\n1\n"),
      "a PAM picture": text("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nENDHDR\n7"),
      "a PNG picture": [0x89] + text("PNG\r\n\u{1A}\n") + rest,
      "a JPEG picture": [0xFF, 0xD8, 0xFF, 0xE0] + rest, "a GIF picture": text("GIF89a") + rest,
      "a BMP picture": text("BM") + [70, 0, 0, 0] + rest,
      "a TIFF picture": text("II*\0") + rest,
      "a WebP picture": text("RIFF") + [9, 0, 0, 0] + text("WEBPVP8 ") + rest,
      "a NumPy array": [0x93] + text("NUMPY") + [1, 0] + rest,
      "a NumPy .npz archive": entry("arr_0.npy"), "a PyTorch file": entry("model/data.pkl"),
      "a zip archive": entry("a.csv"), "a Python pickle": [0x80, 4, 0x95] + rest,
      "an HDF5 file": [0x89] + text("HDF\r\n\u{1A}\n") + rest,
      "a MATLAB file": text("MATLAB 5.0 MAT-file, Platform: GLNXA64") + rest,
      "a Parquet file": text("PAR1") + rest,
      "a safetensors file": [64, 0, 0, 0, 0, 0, 0, 0] + text("{\"weight\":{}}"),
      "gzip data": [0x1F, 0x8B, 8, 0] + rest, "xz data": [0xFD] + text("7zXZ\0") + rest,
      "bzip2 data": text("BZh9") + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] + rest,
      "zstd data": [0x28, 0xB5, 0x2F, 0xFD] + rest, "UTF-16 text": [0xFF, 0xFE, 49, 0, 10, 0],
      "a web page, perhaps of a failed download": text("\n<!DOCTYPE html>\n<html>"),
      "text": text("hello, world\n"),
    ]
  }()

  @Test func everyKindHasItsSample() {
    #expect(Set(FileKind.all.map(\.name)) == Set(Self.samples.keys))
    for (name, bytes) in Self.samples { #expect(FileKind(bytes)?.name == name) }
  }

  @Test func everyToolIsHere() {
    #expect(
      Set(Self.lines.map { String($0.line.prefix { $0 != " " }) })
        == Set(Checkout.tools))
  }

  /// One line, with the status of wrong data, that says what it is. What a tool reads is left out: what is wrong
  /// in it then is the business of that tool's tests.
  @Test(arguments: lines)
  func theKindIsNamed(_ line: String, _ expected: Expected) throws {
    let box = try Sandbox.withModels()
    try box.write("images.idx", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7])
    let tool = line.prefix { $0 != " " }
    for (name, bytes) in Self.samples.sorted(by: { $0.key < $1.key }) {
      switch (expected, name) {
      case (.stream, "a tensor stream"), (.idx, "IDX data"), (.idx, "gzip data"),
        (.picture, "a PGM or PPM picture"), (.numpy, "a NumPy array"),
        (.numpy, "a NumPy .npz archive"), (.image, "a PNG picture"), (.image, "a JPEG picture"),
        (.safeTensors, "a safetensors file"), (.table, "text"), (.lines, "text"),
        (.csv, "text"), (.csv, "gzip data"), (.csv, "zstd data"):
        continue
      default: break
      }
      try box.write("given", bytes)
      for given in ["given", "-"] {
        let run = try box.run(
          "\(line.replacing("FILE", with: given)) > out", input: given == "-" ? bytes : [])
        #expect(run.status == 65 || given == "-" && run.status == 64, "\(name): \(run.errors)")
        #expect(run.errors.hasPrefix("\(tool): ") && run.errors.count { $0 == "\n" } == 1)
        if run.status == 65 {
          #expect(
            run.errors.contains("is \(name), expected \(expected.name)"), "\(name): \(run.errors)")
        }
      }
    }
  }

  /// A stream of each kind, and the command lines of tools that take another.
  @Test(arguments: [
    ("model", ["vae-fit FILE", "vae-score model.t FILE", "t-slice FILE", "latent-map FILE"]),
    ("prior", ["vae-fit FILE", "vae-decode FILE data.t", "vae-decode model.t FILE", "t-cat FILE"]),
    ("set of axes", ["vae-fit FILE", "vae-encode model.t FILE", "latent-sample -n 1 -m FILE"]),
    ("checkpoint", ["vae-fit FILE", "vae-score FILE data.t", "latent-fit gaussian FILE"]),
    ("latents", ["vae-fit FILE", "vae-encode model.t FILE", "t2pgm FILE", "t2ppm FILE"]),
    ("data", ["vae-decode model.t FILE", "latent-fit gaussian FILE", "latent-walk FILE"]),
    (
      "scores",
      ["vae-fit FILE", "t2pgm FILE", "vae-decode model.t FILE", "latent-fit gaussian FILE"]
    ),
    ("labels", ["vae-fit FILE", "t2pgm FILE", "vae-decode model.t FILE", "latent-map FILE"]),
  ])
  func theStreamIsNamed(_ name: String, _ lines: [String]) throws {
    let box = try Sandbox.withModels()
    #expect(
      try box.run(
        """
        set -e
        ln -s model.t model
        t-slice -n 64 data.t > data
        t-slice --tensors y data > labels
        vae-encode model.t data | t-slice --tensors z > latents
        vae-score model.t data -o scores
        latent-fit -q gaussian latents > prior
        latent-map --save-axes 'set of axes' latents > /dev/null
        vae-fit -q -e 1 --hidden 4 --checkpoint checkpoint data > /dev/null
        """) == .success())
    for line in lines {
      let run = try box.run("\(line.replacing("FILE", with: "'\(name)'")) > out")
      #expect(run.status == 65 && run.errors.count { $0 == "\n" } == 1, "\(line): \(run.errors)")
      let message = run.errors.dropFirst(line.prefix { $0 != " " }.count + name.count + 4)
      #expect(message.contains(name), "\(line): \(run.errors)")
    }
  }

  /// A person's own table, step by step by what the messages say.
  /// What only Python reads is written anew there.
  @Test(arguments: [
    (
      "a PyTorch file", "vae-import --like model.t",
      "a safetensors file: in Python, write its tensors with safetensors.torch.save_file; "
        + "vae-import and safetensors2t read those"
    ),
    (
      "a Python pickle", "npy2t",
      "a NumPy array: in Python, write its numbers with numpy.save; npy2t reads those"
    ),
  ])
  func filesOfPythonHaveTheirCure(_ name: String, _ line: String, _ expected: String) throws {
    let box = try Sandbox.withModels()
    try box.write("given", try #require(Self.samples[name]))
    let tool = line.prefix { $0 != " " }
    #expect(
      try box.run("\(line) given")
        == .failure(65, "\(tool): given: is \(name), expected \(expected)"))
  }

  @Test func theWayFromATableToAModel() throws {
    let box = try Sandbox()
    try box.write("own.csv", Array("a,b\n0.5,1\n1,0\n".utf8))
    #expect(
      try box.run("vae-fit own.csv")
        == .failure(
          65,
          "vae-fit: own.csv: is text, expected a tensor stream: "
            + "tsv2t --tensor x --separator , --header FILE"))
    let advice =
      "frame 0: latents 'z' but no data 'x': put vae-decode before; if they are data: "
      + "tsv2t --tensor x"
    #expect(try box.run("tsv2t --separator , --header own.csv > own.t") == .success())
    #expect(try box.run("vae-fit own.t") == .failure(65, "vae-fit: own.t: \(advice)"))
    #expect(
      try box.run("t2pgm own.t")
        == .failure(65, "t2pgm: own.t: \(advice.replacing("data 'x'", with: "images 'x'"))"))
    #expect(
      try box.run("tsv2t --tensor x --separator , --header own.csv | vae-fit -e 1 > model.t")
        == .success())
  }

  /// The commands of the table do what they say, where their programs are there.
  @Test(arguments: [
    ("png", "pnmtopng picture.pgm", "pngtopnm"),
    ("bmp", "ppmtobmp picture.pgm", "bmptopnm"),
    ("pbm", "pgmtopbm -threshold picture.pgm", "pbmtopgm"),
    ("plain", "pnmtoplainpnm picture.pgm", "pamtopnm"), ("text", "printf '1,2\\n'", "cat"),
    ("idx", "printf '\\0\\0\\10\\2\\0\\0\\0\\1\\0\\0\\0\\1\\7'", "cat"),
    ("xz", "mnist2t idx.in | xz", "xz"), ("npy", numPy, "python3"),
  ])
  func theCommandsWork(_ name: String, _ make: String, _ program: String) throws {
    let box = try Sandbox()
    try box.write("picture.pgm", Array("P5\n2 2\n255\n\u{1}\u{7F}\u{7F}\u{1}".utf8))
    try box.write("idx.in", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7])
    guard Checkout.has(program), try box.run("\(make) > '\(name)'").status == 0 else { return }
    let message = try box.run("t-info '\(name)'").errors
    let command =
      message.components(separatedBy: "expected a tensor stream: ").last?
      .replacing("FILE", with: "'\(name)'").replacing("…", with: "cat").replacing("\n", with: "")
      ?? "false"
    // Netpbm's programs may have something to say.
    #expect(try box.run("set -o pipefail; { \(command); } > out.t").status == 0, "\(command)")
    #expect(try box.frames("out.t").first?["x"] != nil, "\(command)")
  }

  private static let numPy =
    "python3 -c 'import sys, numpy; numpy.save(sys.stdout.buffer, numpy.eye(3))'"
}
