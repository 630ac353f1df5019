import TensorIO
import Testing
import ToolSandbox

/// What is read stays: an output, a log or a checkpoint does not take its place, but for rows in that of their own.
@Suite struct KeptFilesTests {
  private let box: Sandbox

  init() throws { box = try Sandbox.withEveryModel() }

  /// The output may not take the place of what was read.
  @Test(arguments: [
    ("vae-fit -q -o few.t few.t", "few.t is also DATA"),
    ("vae-fit -q -o ./few.t --validate few.t - < vq.t", "./few.t is also --validate"),
    ("vae-encode -o vq.t vq.t few.t", "vq.t is also MODEL"),
    ("vae-decode -o vq.t vq.t few.t", "vq.t is also MODEL"),
    ("vae-score -o vq.t vq.t few.t", "vq.t is also MODEL"),
    ("latent-sample -n 2 -m vq.t -o vq.t", "vq.t is also -m"),
    ("latent-sample -n 2 --from vq.t -o vq.t", "vq.t is also --from"),
    ("latent-grid -m vq.t -o vq.t", "vq.t is also -m"),
    ("latent-map --axes vq.t -o vq.t few.t", "vq.t is also --axes"),
    ("t-select --index vq.t -o vq.t few.t", "vq.t is also --index"),
    ("mnist2t -o few.t few.t", "few.t is also IMAGES"),
    ("mnist2t -o link few.t vq.t", "link is also LABELS"),
    ("npy2t -o few.t few.t", "few.t is also FILE"),
    ("tsv2t -o few.t few.t", "few.t is also FILE"),
    ("pnm2t -o few.t vq.t ./few.t", "few.t is also FILE"),
    ("img2t -o few.t vq.t ./few.t", "few.t is also FILE"),
  ])
  func whatIsReadIsNotReplaced(_ line: String, _ message: String) throws {
    #expect(try box.run("ln -s vq.t link") == .success())
    let before = [try box.read("few.t"), try box.read("vq.t")]
    let tool = line.prefix { $0 != " " }
    #expect(try box.run(line) == .failure(64, "\(tool): -o: \(message), which would be lost"))
    #expect(try [box.read("few.t"), box.read("vq.t")] == before)
  }

  /// A stream that is read row by row may be replaced by its own rows: it has been read when it is.
  @Test(arguments: [
    "t-slice -r 10-19 -o few.t few.t", "t-shuffle -o few.t few.t", "t-cat -o few.t few.t few.t",
    "t-select --label 1 -o few.t few.t", "vae-encode -o few.t vq.t few.t",
    "t-binarize --threshold 0.5 -o few.t few.t",
    "vae-fit -q -e 1 --start m.t --hidden 4 -o m.t few.t",
  ])
  func aStreamMayReplaceItself(_ line: String) throws {
    #expect(
      try box.run(
        """
        set -e; vae-fit -q -e 1 --hidden 4 few.t > m.t
        cp few.t copy.t; cp m.t first.t
        \(line.replacing("-o few.t", with: "-o new.t").replacing("-o m.t", with: "-o new.t"))
        \(line)
        """) == .success())
    #expect(try box.read(line.contains("-o m.t") ? "m.t" : "few.t") == box.read("new.t"))
  }

  @Test func filesThatWouldBeLost() throws {
    for (options, first, file, other) in [
      ("--checkpoint few.t few.t", "--checkpoint", "few.t", "DATA"),
      ("--log ./few.t few.t", "--log", "./few.t", "DATA"),
      ("--checkpoint a.t -o a.t few.t", "--checkpoint", "a.t", "-o"),
      ("--checkpoint a.t --log a.t few.t", "--log", "a.t", "--checkpoint"),
      ("--snapshot vq.t --start vq.t few.t", "--snapshot", "vq.t", "--start"),
      ("--log vq.t --resume vq.t few.t", "--log", "vq.t", "--resume"),
      ("--log a.t.part -o a.t few.t", "--log", "a.t.part", "the .part of -o"),
    ] {
      let before = try box.files()
      let outcome = try box.run("vae-fit -q -e 1 --hidden 8 \(options)")
      #expect(
        outcome
          == .failure(64, "vae-fit: \(first): \(file) is also \(other): one of them would be lost"))
      #expect(try box.files() == before)
    }
  }
}
