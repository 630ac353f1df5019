import TensorIO
import Testing
import ToolSandbox

/// The options of `vae-fit` that say how a model is trained.
@Suite struct VaeFitTrainingTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox.withEveryModel()
  }

  static let small = "-q -e 2 -b 50 -z 3 --hidden 12"

  /// Each is recorded, and makes another model than its absence.
  @Test(arguments: [
    ("", "--optimizer adamw", "--optimizer adamw:0.01"),
    ("", "--optimizer sgd", "--optimizer sgd:0.9,0"),
    ("--optimizer sgd", "--optimizer sgd:0.5,0.1", "--optimizer sgd:0.5,0.1"),
    ("", "--schedule cosine", "--schedule cosine:0"),
    ("", "--schedule cosine:0.25", "--schedule cosine:0.25"),
    ("", "--schedule step:1,0.5", "--schedule step:1,0.5"),
    ("", "--warmup 1", "--warmup 1.0"),
    ("", "--clip 0.125", "--clip 0.125"),
    ("", "--corrupt gaussian:0.5", "--corrupt gaussian:0.5"),
    ("", "--corrupt mask:0.5", "--corrupt mask:0.5"),
    ("", "--corrupt salt-pepper:0.5", "--corrupt salt-pepper:0.5"),
    ("", "--binarize static", "--binarize static"),
    ("--binarize static", "--binarize dynamic", "--binarize dynamic"),
    ("", "--beta-warmup 1", "--beta-warmup 1.0"),
    ("", "--free-bits 0.5", "--free-bits 0.5"),
    ("-m joint", "-m joint --free-bits 0.5", "--free-bits 0.5"),
    ("-m ae", "-m ae --sparsity l1:2", "--sparsity l1:2"),
    ("-m ae", "-m ae --sparsity kl:0.125,3", "--sparsity kl:0.125,3"),
    ("-m sae", "-m sae --sparsity l1:2", "--sparsity l1:2"),
    ("-m categorical", "-m categorical --temperature 2", "--temperature 2,2"),
    ("-m categorical", "-m categorical --temperature 1,0.25", "--temperature 1,0.25"),
  ])
  func aTrainingOptionIsRecordedAndHasAnEffect(
    _ without: String, _ with: String, _ recorded: String
  ) throws {
    let line = """
      vae-fit \(Self.small) \(without) few.t > a.t
      vae-fit \(Self.small) \(with) --threads 1 few.t > b.t
      vae-fit \(Self.small) \(with) --threads 3 few.t | cmp - b.t
      """
    #expect(try box.run(line) == .success())
    #expect(try box.frames("b.t")[0]["@options"]?.text == recorded)
    #expect(try box.parameters("a.t") != box.parameters("b.t"))
  }

  /// Those that say what a bottleneck is are fields of their own.
  @Test(arguments: [
    ("-m categorical", "--categories 4", "@categories", 4),
    ("-m categorical", "--straight-through", "@straight-through", 1),
    ("-m joint", "--variables 3", "@variables", 3),
    ("-m joint", "--categories 4", "@categories", 4),
    ("-m vq", "--codes 7", "@codes", 7), ("-m vq", "--code-size 5", "@code-size", 5),
    ("-m vq", "-z 2", "@variables", 2), ("-m categorical", "-z 2", "@variables", 2),
    ("-m joint", "-z 2", "@latent", 2), ("-m ae", "-z 2", "@latent", 2),
  ])
  func aSizeOfTheBottleneckIsAField(
    _ preset: String, _ option: String, _ field: String, _ value: Int64
  ) throws {
    let line = "vae-fit \(Self.small) \(preset) \(option) few.t"
    #expect(try box.run("\(line) > fit.t") == .success())
    #expect(try box.frames("fit.t")[0][field]?.scalar(of: Int64.self) == value)
    #expect(
      try box.run("vae-fit \(Self.small) \(preset) few.t | cmp -s - fit.t").status == 1)
  }

  /// The mean of the absolute codes is what the penalty is on: a tenfold weight makes it smaller.
  @Test func sparsityMakesCodesSmall() throws {
    let line = """
      set -e
      for w in 1 10; do
        vae-fit -q -e 10 -b 20 -z 5 --hidden 12 -m ae --sparsity l1:$w few.t > $w.t
        vae-encode $w.t few.t > z$w.t
      done
      """
    #expect(try box.run(line) == .success())
    let means = try ["z1.t", "z10.t"].map { file in
      try box.values(file, "z").reduce(0) { $0 + Double($1.magnitude) }
    }
    #expect(means[1] < means[0])
    let kl = "-m sae --sparsity kl:0.1,1 -e 1 few.t | vae-encode - few.t"
    #expect(try box.run("vae-fit -q \(kl) > z.t") == .success())
    #expect(try box.values("z.t", "z").allSatisfy { (0...1).contains($0) })
  }

  @Test func clippingBoundsTheStep() throws {
    let sgd = "vae-fit -q -e 1 -b 200 -z 3 --hidden 12 --init today --optimizer sgd:0 --lr 1"
    let line = """
      vae-fit -q -e 0 -b 200 -z 3 --hidden 12 --init today few.t > start.t
      \(sgd) --clip 0.001 few.t > fit.t
      """
    #expect(try box.run(line) == .success())
    let (start, fit) = (try box.parameters("start.t"), try box.parameters("fit.t"))
    var squares = 0.0
    for (a, b) in zip(start.joined(), fit.joined()) {
      squares += (Double(a) - Double(b)) * (Double(a) - Double(b))
    }
    // One step of rate 1 along a gradient of norm 0.001. Each of the 19,738 parameters, all below 1, is
    // rounded to within 2⁻²⁵: together by at most √19738 · 2⁻²⁵ < 4.2e-6. The gradient itself was
    // scaled by a number rounded to 2⁻²⁴ of itself and rounded again: 2⁻²³ · 0.001 < 0.1e-6.
    #expect(start.joined().count == 19_738 && start.joined().allSatisfy { $0.magnitude < 0.99 })
    #expect(abs(squares.squareRoot() - 0.001) < 4.3e-6)
  }

  @Test func theRateFallsInSteps() throws {
    let line = """
      vae-fit \(Self.small) -e 4 --schedule step:2,1e-30 few.t > a.t
      vae-fit \(Self.small) -e 2 few.t > b.t
      """
    #expect(try box.run(line) == .success())
    // From the third epoch on a step is below half a unit in the last place of any parameter.
    let pairs = zip(try box.parameters("a.t").joined(), try box.parameters("b.t").joined())
    #expect(pairs.allSatisfy { $0 == $1 || abs($0 - $1) < 1e-30 })
  }

  /// The KL is drawn to its capacity, that of the numbers and that of the categories each to its own, and the
  /// loss of the log is of the capacity that training had in the epoch, its mean over the steps. Four decimals of
  /// each: half a unit of the last place, times what it is multiplied by.
  @Test func capacitiesAreReached() throws {
    let line = """
      set -e; options='-q -e 30 -b 10 -z 3 --hidden 12 --lr 3e-3'
      vae-fit $options --objective capacity:20,9,5 --log one.tsv few.t > m.t
      vae-fit $options -m joint --objective capacities:20,4,1.5,5 --log two.tsv few.t > m.t
      """
    #expect(try box.run(line) == .success())
    let one = try box.readLog("one.tsv")
    #expect(one.lines.count == 30)
    for line in one.lines {
      // 20 steps, before each of which a 20th more of the epoch is over: from 0 to 19/20, 19/40 in the mean.
      let capacity = 9 * min(1, (line["epoch"] - 1 + 19.0 / 40) / 5)
      #expect(abs(line["capacity"] - capacity) < 0.51e-4)
      let expected = line["reconstruction"] + 20 * abs(line["kl"] - line["capacity"])
      let unit = 0.5e-4
      #expect(abs(line["loss"] - expected) < (2 + 2 * 20.1) * unit)
    }
    let two = try box.readLog("two.tsv")
    #expect(two.lines.count == 30)
    for line in two.lines {
      let categories = line["kl_categories"]
      let numbers = abs(line["kl"] - categories - line["capacity"])
      let apart = numbers + abs(categories - line["capacity_categories"])
      let expected = line["reconstruction"] + 20 * apart
      let unit = 0.5e-4
      #expect(abs(line["loss"] - expected) < (2 + 5 * 20.1) * unit)
    }
    let (last, lastOfTwo) = (one.lines[29], two.lines[29])
    #expect(abs(last["kl"] - 9) < 0.9)
    #expect(abs(lastOfTwo["kl"] - lastOfTwo["kl_categories"] - 4) < 0.4)
    #expect(abs(lastOfTwo["kl_categories"] - 1.5) < 0.15)
    // On the way: half of it after half of the rise.
    #expect(abs(one.lines[2]["kl"] - 4.5) < 2)
  }

  /// In a long warm-up the KL costs next to nothing, and grows; the loss of the log has it at its full weight.
  @Test func theWarmUpIsNotInTheLoss() throws {
    let options = "-q -e 5 -b 10 -z 3 --hidden 12 --beta 8"
    let line = """
      set -e; vae-fit \(options) --log full.tsv few.t > m.t
      vae-fit \(options) --beta-warmup 1e6 --log warm.tsv few.t > m.t
      """
    #expect(try box.run(line) == .success())
    let (full, warm) = (try box.readLog("full.tsv"), try box.readLog("warm.tsv"))
    for line in full.lines + warm.lines {
      #expect(abs(line["loss"] - line["reconstruction"] - 8 * line["kl"]) < (1 + 1 + 8.1) * 0.5e-4)
    }
    #expect(warm.lines[4]["kl"] > 3 * full.lines[4]["kl"])
  }
}
