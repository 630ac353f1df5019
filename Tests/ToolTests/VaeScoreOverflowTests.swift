import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Rows that single precision cannot hold: they score worst, and the others as ever.
@Suite struct VaeScoreOverflowTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    for (name, bytes) in try Self.files.get() { try box.write(name, bytes) }
  }

  /// `clean.t`: 64 images of numbers from 0 to 1, with labels. `dirty.t`: the same, but rows 17 and 40 are of 1e30 and
  /// −1e30. A model of each kind, fitted to the first with the gaussian likelihood.
  private static let files = Result {
    let box = try Sandbox()
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
    let made = try box.run("mnist2t -n 64 \(fixture)/images.gz \(fixture)/labels.gz > bytes.t")
    #expect(made == .success())
    let frame = try box.frames("bytes.t")[0]
    let bytes = try #require(frame["x"]).elements(of: UInt8.self)
    let labels = try #require(frame["y"])
    var numbers = bytes.map { Float($0) / 255 }
    try box.writeFrame("clean.t", Tensor("x", shape: [64, 28, 28], numbers), labels)
    for (row, value) in [(17, 1e30), (40, -1e30)] as [(Int, Float)] {
      for feature in 0..<784 { numbers[row * 784 + feature] = feature % 3 == 1 ? -value : value }
    }
    try box.writeFrame("dirty.t", Tensor("x", shape: [64, 28, 28], numbers), labels)
    var line = "set -e"
    for (name, options) in Sandbox.kinds {
      line += "; vae-fit -q -e 1 -b 32 --likelihood gaussian:0.0625 \(options) clean.t > \(name).t"
    }
    #expect(try box.run(line) == .success())
    let names = ["clean.t", "dirty.t"] + Sandbox.kinds.keys.map { "\($0).t" }
    return try names.map { ($0, try box.read($0)) }
  }

  private static let warning =
    "vae-score: dirty.t: 2 of 64 rows are beyond single precision and are scored -inf (costs inf); "
    + "the first is row 17 (1e+30): scale the data\n"

  /// The columns that are costs: less is better.
  private static let costs: Set = ["reconstruction", "kl", "deviance"]

  @Test(arguments: Sandbox.kinds.keys.sorted())
  func theOthersScoreAsEver(_ kind: String) throws {
    let isRandom = !Sandbox.autoencoders.union(["vq", "conv-vq"]).contains(kind)
    for options in ["", "--at-mean"] + (isRandom ? ["-k 3", "-k 65"] : []) {
      let line = "vae-score --tsv \(options) \(kind).t"
      let clean = try box.run("\(line) clean.t")
      let dirty = try box.run("\(line) dirty.t")
      #expect(clean.status == 0 && clean.errors.isEmpty)
      #expect(dirty.status == 0 && dirty.errors == Self.warning)
      #expect(try box.run("vae-score \(options) -q \(kind).t dirty.t > s.t").errors == Self.warning)
      let names = try box.frames("s.t")[0].tensors.map(\.name).filter { $0 != "y" }
      let (before, after) = (
        clean.text.split(separator: "\n"), dirty.text.split(separator: "\n")
      )
      #expect(before.count == 64 && after.count == 64)
      for row in 0..<64 where row != 17 && row != 40 {
        #expect(after[row] == before[row], "\(options), row \(row)")
      }
      for row in [17, 40] {
        let fields = after[row].split(separator: "\t").map(String.init)
        #expect(fields.count == names.count)
        for (name, field) in zip(names, fields) {
          // The KL of classes and codes has a bound, whatever the data.
          let isBounded =
            name == "kl" && ["categorical", "straight", "vq", "conv-vq"].contains(kind)
          let worst = name == "ess" ? "0.0" : Self.costs.contains(name) ? "inf" : "-inf"
          #expect(
            isBounded ? Double(field)?.isFinite == true : field == worst, "\(options) \(name)")
        }
      }
      #expect(
        try box.run("\(line) --threads 1 dirty.t; VAE_ISA=v3 \(line) --threads 3 dirty.t").text
          == dirty.text + dirty.text)
    }
  }

  /// Behind two layers such a row may be the difference of infinite sums. No activation makes a number of that: z
  /// would have no meaning. With relu it once was so, with status 0.
  @Test(
    arguments: ["relu", "tanh", "softplus", "gelu", "silu", "leaky-relu"],
    ["mlp:30,20,10", "conv:3,5,7"])
  func noActivationHidesIt(_ activation: String, _ encoder: String) throws {
    let numbers = (0..<1568).map { $0 % 3 == 1 ? -Float.greatestFiniteMagnitude : 3e38 }
    try box.writeFrame("far.t", Tensor("x", shape: [2, 28, 28], numbers))
    let fit =
      "vae-fit -q -e 1 -z 3 --encoder \(encoder) --activation \(activation) --likelihood laplace"
    let run = try box.run("\(fit) clean.t > m.t && vae-score --tsv m.t far.t | cut -f 3")
    #expect(run.status == 0 && run.text == "-inf\n-inf\n", "\(run)")
    guard activation == "relu", encoder.hasPrefix("mlp") else { return }
    let codes = try box.run("vae-encode m.t far.t > none")
    #expect(codes.status == 65)
    #expect(codes.errors.hasPrefix("vae-encode: far.t: frame 0: row 0: 'z' would be "))
  }

  @Test func meansAreOfAllRows() throws {
    let run = try box.run("vae-score -k 3 --mean conv.t dirty.t")
    #expect(run.status == 0)
    #expect(
      run.errors
        == "vae-score: dirty.t: 2 of 64 rows are beyond single precision and are scored -inf (costs inf), "
        + "as are the means; the first is row 17 (1e+30): scale the data\n")
    let rows = run.text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let table = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1...]) })
    #expect(table["rows"]?.first == "64")
    for name in ["elbo", "log_likelihood"] { #expect(table[name] == ["-inf", "", "nats"]) }
    for name in ["reconstruction", "kl", "nll", "nll_bound", "kl_0", "kl_1", "kl_2"] {
      #expect(table[name] == ["inf", "", "nats"], "\(name)")
    }
    #expect(table["bits_per_dimension"] == ["inf", "", "bits"])
    // Means of z that differ by 1e29 do vary.
    #expect(table["active_units"]?.first == "3")
    #expect(!run.text.contains("nan"))
  }

  /// Where the first row is one of them too.
  @Test func rowNumbersAndParts() throws {
    let run = try box.run(
      """
      t-slice -r 17 dirty.t > one.t
      vae-score --tsv --row-offset 500 conv.t one.t > one.tsv
      vae-score --mean conv.t one.t | grep -c nan
      cat one.t clean.t one.t | vae-score --mean --at-mean conv.t | cut -f 1-3 | sed -n 2,3p
      """)
    #expect(
      run.text == "0\nrows\t66\t\nreconstruction\tinf\t\n")
    let lines = run.errors.split(separator: "\n")
    #expect(lines[0].hasSuffix("the first is row 500 (1e+30): scale the data"))
    #expect(lines[0].hasPrefix("vae-score: one.t: 1 of 1 rows is beyond single precision and is "))
    #expect(lines[2].hasPrefix("vae-score: standard input: 2 of 66 rows are "))
  }

  /// Data that are not large are not to blame.
  @Test func theModelIsToBlame() throws {
    let changed = try box.frames("conv.t")[0].tensors.map { tensor in
      guard tensor.name == "encoder.0.bias" else { return tensor }
      return Tensor(
        tensor.name, shape: tensor.shape, [Float](repeating: 1e38, count: tensor.count))
    }
    try box.writeStream("large.t", [Frame(changed)])
    let run = try box.run("vae-score --tsv large.t clean.t | cut -f 3 | sort | uniq -c")
    #expect(run.text == "     64 -inf\n")
    #expect(
      run.errors
        == "vae-score: clean.t: 64 of 64 rows are beyond single precision and are scored -inf (costs inf); "
        + "the first is row 0, whose numbers are not large: the model's parameters are\n")
  }

  /// The commands of the manual and of README put them where the worst are; text keeps them.
  @Test func whatReadsScores() throws {
    let run = try box.run(
      """
      set -e
      vae-score --tsv conv.t dirty.t 2> none | nl -v 0 | sort -k 4 -rg | tail -n 2 | awk '{ print $1 }' | sort
      vae-score --at-mean conv.t dirty.t 2> none > s.t
      t2tsv --tensors deviance s.t | nl -v 0 | sort -k 2 -rg | head -n 2 | t-select --index - dirty.t | t-info |
        grep -c 'x .* 2×28×28'
      t2tsv --tensors reconstruction s.t | grep -c '^inf$'
      t2tsv --tensors deviance s.t | awk '{ print (NR == 18 || NR == 41) "\\t" $1 }' | t-auroc --positive 1
      """)
    #expect(run == .success(Array("17\n40\n1\n2\n100.0000\n".utf8)))
    #expect(
      try box.run("t2tsv --tensors reconstruction s.t | tsv2t > none")
        == .failure(
          65, "tsv2t: standard input: line 18, field 1: found 'inf', expected a decimal number"))
  }
}
