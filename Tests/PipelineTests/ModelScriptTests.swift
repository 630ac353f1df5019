import Foundation
import Testing
import ToolSandbox

/// The scripts in `pipelines` that compare models, each with small ones.
@Suite struct ModelScriptTests {
  /// A script, its arguments, the pictures that it leaves with their sizes, and the lines that it prints.
  /// A grid of c × r images of 28 pixels has gaps of one pixel; most are drawn twice as large.
  @Test(arguments: [
    ("denoise.sh", "train.gz test.gz p.png gaussian:0.5", ["p.png": "926 by 224"], 4),
    ("digits-on-demand.sh", "train-images.gz train-labels.gz p.png", ["p.png": "694 by 578"], 0),
    ("gumbel.sh", "train.gz p.png", ["p.png": "926 by 230"], 0),
    ("loss-choice.sh", "train.gz test.gz p.png", ["p.png": "926 by 280"], 5),
    ("why-vae.sh", "train.gz p.png", ["p.png": "1004 by 462"], 0),
    (
      "vq.sh", "train.gz test.gz out", ["out/vq.png": "926 by 448", "out/vae.png": "926 by 448"], 3
    ),
    (
      "keras-conv.sh", "train.gz test.gz out --encoder conv:2,3",
      ["out/samples.png": "462 by 462", "out/reconstructions.png": "926 by 448"], 3
    ),
  ])
  func picturesAndTables(
    _ script: String, _ arguments: String, _ pictures: [String: String], _ lines: Int
  ) throws {
    let box = try Workshop.open()
    let run = try box.run("\(Workshop.pipelines)/\(script) \(arguments) -q -e 1 --hidden 8")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.split(separator: "\n").count == lines)
    for (picture, size) in pictures {
      #expect(try box.run("pngtopnm \(picture) | pamfile").text.contains(size), "\(picture)")
    }
  }

  /// A line for each kind of run and each start. Of one seed mean, least and greatest are the same, and the shapes
  /// have three; the starts of a dense network are all different, and the first run is that of `vae-fit` itself.
  @Test(.enabled(if: Checkout.has("python3"), "python3 is not installed"))
  func firstWeights() throws {
    let box = try Workshop.open()
    let run = try box.run(
      "\(Workshop.pipelines)/first-weights.sh train.gz test.gz 1 -q -e 1 --hidden 8")
    try #require(run.status == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map { $0.split(separator: "\t") }
    try #require(lines.count == 1 + 7 * 5 && lines.allSatisfy { $0.count == 5 })
    #expect(lines[0] == ["run", "init", "mean", "least", "greatest"])
    for line in lines.dropFirst() {
      #expect(Set(line[2...]).count == (line[0] == "shapes" ? 3 : 1), "\(line)")
    }
    for run in 0..<7 {
      let own = lines[(1 + run * 5)...].prefix(5)
      #expect(own.map { $0[1] } == ["today", "torch", "he", "glorot", "mean"])
      // Convolutional networks have always begun with He's.
      #expect(Set(own.map { $0[2] }).count == (run < 5 ? 5 : 4))
    }
    let direct = try box.run(
      """
      mnist2t -n 1500 test.gz > v.t
      mnist2t -n 6000 train.gz | vae-fit -q -e 1 --hidden 8 --init mean --validate v.t --log log -o /dev/null
      tail -n 1 log | awk '{ printf "%.2f\\n", $8 }'
      """)
    #expect(direct.text == "\(lines[5][2])\n")
  }

  /// A line for each class that is asked for, then their mean.
  @Test func anomaly() throws {
    let box = try Workshop.open()
    let files = "train-images.gz train-labels.gz test-images.gz test-labels.gz"
    let run = try box.run(
      "\(Workshop.pipelines)/anomaly.sh \(files) 1 9 -- -q -e 1 --hidden 8")
    try #require(run.status == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map { $0.split(separator: "\t") }
    try #require(lines.map { $0[0] } == ["class", "1", "9", "mean"])
    let areas = lines.dropFirst().map { Double($0[1]) ?? -1 }
    #expect(areas.allSatisfy { (0...100).contains($0) })
    // The mean is written to two digits: rounding moves it by 0.005 at most.
    #expect(abs(areas[2] - (areas[0] + areas[1]) / 2) <= 0.005 + 1e-9)
  }

  /// A line for each objective; in one epoch nothing is learnt, so that -log p(x) is near 784 log 2 = 543.4.
  @Test func iwaeTable() throws {
    let box = try Workshop.open()
    let run = try box.run(
      """
      DRAWS=20 \(Workshop.pipelines)/iwae-table.sh train.gz test.gz elbo iwae:2 -- -q -e 1 -b 128 \
        --hidden 8 --init today --lr 1e-9
      """)
    try #require(run.status == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.map { $0[0] } == ["objective", "elbo", "iwae:2"])
    #expect(lines[0] == ["objective", "epochs", "seconds", "nll", "error", "active"])
    for line in lines.dropFirst() {
      #expect(line.count == 6 && line[1] == "1")
      #expect((500..<600).contains(Double(line[3]) ?? 0))
    }
  }

  @Test func anomalyFailsWithItsTools() throws {
    let box = try Workshop.open()
    let files = "train-images.gz train-labels.gz none.gz test-labels.gz"
    let run = try box.run("\(Workshop.pipelines)/anomaly.sh \(files) 1 -- -q -e 1")
    #expect(run.status == 66 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("mnist2t: none.gz: cannot open"))
  }

  /// A line for each class and one for all, in percent.
  @Test(.enabled(if: Checkout.has("svm-train"), "svm-train is not installed"))
  func recognised() throws {
    let box = try Workshop.open()
    let script = "\(Workshop.pipelines)/recognised.sh"
    let run = try box.run("\(script) digits.t train-images.gz train-labels.gz 3")
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.map { $0[0] } == ["class"] + (0..<10).map { "\($0)" } + ["all"])
    #expect(lines.dropFirst().allSatisfy { (0...100).contains(Double($0[1]) ?? -1) })
  }
}
