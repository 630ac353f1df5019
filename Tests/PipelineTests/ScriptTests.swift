import Foundation
import Testing
import ToolSandbox

/// The scripts in `pipelines`, run on the fixture.
@Suite struct ScriptTests {
  static let scripts = [
    "anomaly.sh",
    "benchmark.sh",
    "collection.sh",
    "demo.sh",
    "denoise.sh",
    "digits-on-demand.sh",
    "features.sh",
    "first-weights.sh",
    "fuzz.sh",
    "get-mnist.sh",
    "growth.sh",
    "gumbel.sh",
    "histogram.sh",
    "iwae-table.sh",
    "keras-conv.sh",
    "kills.sh",
    "kl.sh",
    "limits.sh",
    "loss-choice.sh",
    "manifold.sh",
    "mutations.sh",
    "recognised.sh",
    "reconstructions.sh",
    "report.sh",
    "robustness.sh",
    "scatter.sh",
    "sheet.sh",
    "show.sh",
    "spool.sh",
    "tour.sh",
    "traversals.sh",
    "tsne.sh",
    "vq.sh",
    "walk.sh",
    "ways-out.sh",
    "why-vae.sh",
  ]

  @Test func theseAreAllScripts() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Workshop.pipelines)
    #expect(files.filter { $0.hasSuffix(".sh") }.sorted() == Self.scripts)
  }

  @Test(arguments: scripts)
  func usageIsTheHeadOfTheScript(_ script: String) throws {
    let box = try Sandbox()
    let help = try box.run("\(Workshop.pipelines)/\(script) --help")
    #expect(help.status == 0 && help.text.hasPrefix("usage: \(script) "))
    let operands = help.text.prefix { $0 != "\n" }.split(separator: " ").dropFirst(2)
    // Some have nothing that must be said.
    guard operands.contains(where: { !$0.hasPrefix("[") }) else { return }
    #expect(
      try box.run("\(Workshop.pipelines)/\(script)") == .failure(64, String(help.text.dropLast())))
  }

  @Test func demo() throws {
    let box = try Workshop.open()
    let run = try box.run(
      "\(Workshop.pipelines)/demo.sh train.gz test.gz out/here -q -e 2 --hidden 32")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.text
        == "out/here/loss.png\nout/here/reconstructions.png\nout/here/samples.png\n")
    // 8 × 8 samples of 28 pixels with 7 gaps, and bands of 16 with 15 gaps; all twice as large.
    #expect(try box.run("pngtopnm out/here/samples.png | pamfile").text.contains("462 by 462"))
    #expect(
      try box.run("pngtopnm out/here/reconstructions.png | pamfile").text.contains("926 by 448"))
    #expect(try box.run("pngtopnm out/here/loss.png | pamfile").text.contains("1120 by 760"))
    #expect(try box.run("wc -l < out/here/loss.tsv").text == "3\n")
  }

  /// The fields of what a script writes.
  private func table(_ box: Sandbox, _ line: String) throws -> [[Substring]] {
    let run = try box.run(line)
    #expect(run.status == 0, "\(run.errors)")
    return run.text.split(separator: "\n").map { $0.split(separator: "\t") }
  }

  /// One round without peers: a table of everything, each a number greater than 0.
  @Test func benchmark() throws {
    let box = try Workshop.open()
    let lines = try table(box, "PYTHON=false \(Workshop.pipelines)/benchmark.sh train.gz 1")
    #expect(lines.first == ["what", "unit", "median", "least", "greatest", "all"])
    let names = lines.dropFirst().map { String($0[0]) }
    for name in [
      "peak, v3, 2 threads", "epoch, v3, 1 threads",
      "share of the peak without zeros, v3, 2 threads",
      "ten epochs from gzip to model", "latent-sample | vae-decode | t2pgm",
      "mnist2t | vae-encode", "mnist2t", "gzip -dc | zstd -1", "memory of vae-fit",
    ] { #expect(names.contains(name), "\(name)") }
    #expect(lines.dropFirst().allSatisfy { $0.count == 6 && Double($0[2]) ?? 0 > 0 })
  }

  /// The fixture has fewer rows than asked for: the table is what counts.
  @Test func growth() throws {
    let box = try Workshop.open()
    let lines = try table(box, "\(Workshop.pipelines)/growth.sh train.gz 1")
    #expect(lines.first == ["what", "value", "median", "least", "greatest", "GFLOP/s"])
    #expect(
      lines.dropFirst().map { "\($0[0]) \($0[1])" } == [
        "batch 32", "batch 64", "batch 128", "batch 256", "rows 7500", "rows 15000", "rows 30000",
        "rows 60000", "threads 1", "threads 2", "threads 3", "threads 4", "width 100", "width 200",
        "width 400", "width 800",
      ])
    // Less than half a GFLOP/s, as under a sanitizer, is written as 0.
    #expect(
      lines.dropFirst().allSatisfy {
        $0.count == 6 && Double($0[2]) ?? 0 > 0 && Double($0[5]) ?? -1 >= 0
      })
  }

  /// The fixture once, and 13 times: 10.2 MB.
  @Test func spool() throws {
    let box = try Workshop.open()
    let lines = try table(box, "\(Workshop.pipelines)/spool.sh train.gz 0.01 --batch 512")
    let (memory, spooled) = ("0.001 GB in memory", "0.001 GB with --spool")
    let large = "0.010 GB with --spool"
    #expect(
      lines.map { $0.prefix(2) } == [
        ["what", "tried"], ["peak of memory", memory[...]], ["seconds", memory[...]],
        ["peak of memory", spooled[...]], ["seconds", spooled[...]],
        ["the same model", "in memory and with --spool"], ["peak of memory", large[...]],
        ["seconds", large[...]],
      ])
    #expect(lines[5][2] == "yes")
    #expect(lines.allSatisfy { $0.count == 3 })
  }

  /// The fixture's test rows are its training rows: both classifiers are much better than the 90 % error
  /// of a guess among ten classes, on the rows that they have learnt from and on the others.
  @Test(.enabled(if: Checkout.has("svm-train") && Checkout.has("liblinear-train")))
  func features() throws {
    let box = try Workshop.open()
    let lines = try table(
      box,
      """
      mnist2t train-images.gz train-labels.gz > labelled.t
      \(Workshop.pipelines)/features.sh model.t labelled.t labelled.t 300
      """)
    #expect(lines.first == ["classifier", "options", "validation", "test"])
    #expect(lines.dropFirst().map(\.first) == ["linear", "rbf"])
    #expect(lines.allSatisfy { $0.count == 4 })
    for error in lines.dropFirst().flatMap({ $0.suffix(2) }) {
      #expect((0..<60).contains(Double(error) ?? 100), "\(error)")
    }
  }

  @Test func featuresWantLabels() throws {
    let box = try Workshop.open()
    let run = try box.run("\(Workshop.pipelines)/features.sh model.t train.t test.t")
    #expect(
      run
        == .failure(
          65,
          "t2svm: standard input: frame 0: no labels 'y'; "
            + "give mnist2t the labels too, or use --no-labels"))
  }

  @Test func reconstructionsStandBelowTheirOriginals() throws {
    let box = try Workshop.open()
    let run = try box.run(
      "set -e; \(Workshop.pipelines)/reconstructions.sh model.t test.gz > both.pgm; "
        + "mnist2t -n 16 test.gz | t2pgm -c 16 --scale 2 > originals.pgm; "
        + "pamcut -height 56 both.pgm | cmp - originals.pgm")
    #expect(run == .success())
  }

  @Test func aScriptFailsWithItsTools() throws {
    let box = try Workshop.open()
    let run = try box.run("\(Workshop.pipelines)/reconstructions.sh model.t none.gz")
    #expect(run.status == 66 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("mnist2t: none.gz: cannot open"))
  }

  /// Of two lines, that which ended the script: not the guess that a unit is missing, which tools make before.
  @Test(.enabled(if: Checkout.has("gnuplot") && Checkout.has("pnmtopng")))
  func aGuessIsNotWhyAScriptFails() throws {
    let box = try Workshop.open()
    let run = try box.run(
      """
      set -e
      mnist2t -n 20 test.gz | t2tsv --tensors x |
        awk -v OFS='\t' '{ for (k = 1; k <= NF; k++) $k = int($k / 16) } 1' > small.tsv
      table="tsv2t --tensor x --type u8 --shape 28x28"
      $table --unit 16 small.tsv > small.t
      $table small.tsv > bare.t
      vae-fit -q -e 1 -z 2 --hidden 4 small.t > small-model.t
      \(Workshop.pipelines)/report.sh small-model.t bare.t
      """)
    #expect(
      run
        == .failure(
          65,
          "vae-score: bare.t: frame 0: a byte p of 'x' stands for p/255, the model was fitted to p/16: "
            + "make the stream with --unit 16, as mnist2t, tsv2t and npy2t have it"))
  }

  /// A mirror that has other files under the names of MNIST's.
  @Test(.enabled(if: Checkout.has("curl")))
  func filesThatAreNotTheOriginalsAreRefused() throws {
    let box = try Sandbox()
    let run = try box.run(
      """
      mkdir mirror bin; echo junk > mirror/train-images-idx3-ubyte.gz
      # Only the local mirror is asked.
      printf '#!/bin/sh\\ncase "$*" in *file://*) exec /usr/bin/curl "$@";; esac; exit 6\\n' > bin/curl
      chmod +x bin/curl
      PATH=$PWD/bin:$PATH MIRROR=file://$PWD/mirror \(Workshop.pipelines)/get-mnist.sh data
      """)
    #expect(run.status == 74)
    #expect(run.errors.contains("train-images-idx3-ubyte.gz: not the original file\n"))
    #expect(run.errors.hasSuffix("get-mnist.sh: train-images-idx3-ubyte.gz: no mirror has it\n"))
    #expect(try box.run("ls data") == .success())
  }
}
