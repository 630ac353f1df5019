import Foundation
import Networks
import TensorIO
import Testing
import ToolSandbox
import VAE

/// Graphs of ONNX: those of every kind of model, checked by Debian's onnx.checker and evaluated with NumPy.
@Suite struct VaeExportTests {
  /// Kinds that are in no other list: a name, and the options that make it.
  static let likelihoods = [
    "continuous": "--likelihood continuous-bernoulli", "gaussian": "--likelihood gaussian:0.1",
    "gaussian-learned": "--likelihood gaussian:learned",
    "gaussian-pixel": "--likelihood gaussian:pixel", "laplace": "--likelihood laplace:0.2",
    "log-cosh": "--likelihood log-cosh:10", "logistic": "--likelihood discretised-logistic:0.05",
    "conv-pixel": "--encoder conv:3,4 --likelihood discretised-logistic:pixel",
    "res": "--encoder res:4,6 --kernel 2 --stride 3", "tanh": "--activation tanh",
    "gelu": "--activation gelu", "silu": "--activation silu", "softplus": "--activation softplus",
    "leaky-relu": "--activation leaky-relu",
    "poisson": "--likelihood poisson",
  ]

  static let evaluate =
    "/usr/bin/python3 \(Checkout.root.path)/Tests/Fixtures/onnx/evaluate.py \(Checkout.root.path)/formats"

  /// Sums of some hundred numbers in single precision, in another order than in double: their errors add up to some
  /// units of 2⁻²⁴, and for a sum over the numbers of an image, which cancel in part, to some tens of them.
  static let bounds = ["encoder": 3e-6, "decoder": 3e-6, "scorer": 2e-5]

  /// Writes the graphs of `model.t`, and compares what they make of `few.t` with what the tools make.
  private func expectTheSame(_ box: Sandbox, _ name: String) throws {
    let setup = try box.run(
      """
      set -e
      vae-encode -q model.t few.t > encoder.t
      vae-decode -q model.t encoder.t > decoder.t
      vae-score -q --at-mean model.t few.t > scorer.t
      """)
    #expect(setup == .success())
    for (part, bound) in Self.bounds {
      let input = part == "decoder" ? "encoder.t" : "few.t"
      let run = try box.run(
        "vae-export --onnx \(part) model.t > g.onnx && \(Self.evaluate) g.onnx \(input) \(part).t")
      #expect(run.status == 0, "\(name), \(part): \(run.errors)")
      let lines = run.text.split(separator: "\n").map { $0.split(separator: " ") }
      #expect(!lines.isEmpty)
      for line in lines {
        let difference = line.count == 2 ? Double(line[1]) : nil
        #expect(difference.map { $0 < bound } == true, "\(name), \(part): \(line)")
      }
    }
  }

  @Test(arguments: Sandbox.kinds.keys.sorted())
  func aGraphMakesWhatTheToolsMake(_ kind: String) throws {
    let box = try Sandbox.withEveryModel()
    #expect(
      try box.run("mv \(kind).t model.t; t-slice -n 30 few.t > f.t; mv f.t few.t").status == 0)
    try expectTheSame(box, kind)
  }

  /// A step of an encoder that comes to the table has its form, in the encoder and in the decoder, before dense layers
  /// and before a codebook; without one the tool ends by a trap.
  @Test(
    arguments: NetworkChoice.steps.map(\.word),
    ["-z 2 --hidden 6", "-m vq --codes 5 --code-size 2"])
  func everyStepOfANetworkHasItsForm(_ step: String, _ others: String) throws {
    let box = try Sandbox()
    let setup = try box.run(
      """
      awk 'BEGIN { srand(5); for (i = 0; i < 40; i++) for (j = 0; j < 231; j++)
        printf "%s%s", int(256 * rand()) / 255, j < 230 ? "\\t" : "\\n" }' | tsv2t --tensor x --shape 7x11x3 > few.t
      vae-fit -q -e 1 --encoder \(step):3,4 \(others) few.t > model.t
      """)
    #expect(setup == .success(), "\(setup.errors)")
    try expectTheSame(box, "\(step) \(others)")
    let line = "vae-export --safetensors model.t | vae-import --like model.t > same.t"
    #expect(try box.run("set -o pipefail; \(line)") == .success())
    #expect(try box.run("cmp same.t model.t") == .success())
  }

  /// On colour images of odd sizes.
  @Test(arguments: likelihoods.keys.sorted())
  func soDoesThatOfEveryLikelihoodAndActivation(_ kind: String) throws {
    let box = try Sandbox()
    let isCount = kind == "poisson"
    let setup = try box.run(
      """
      awk 'BEGIN { srand(5); for (i = 0; i < 40; i++) for (j = 0; j < 231; j++)
        printf "%s%s", \(isCount ? "int(9 * rand() * rand())" : "int(256 * rand()) / 255"), j < 230 ? "\\t" : "\\n" }' \
        | tsv2t --tensor x --shape 7x11x3 > few.t
      vae-fit -q -e 3 -z 2 --hidden 8 --lr 0.01 \(Self.likelihoods[kind] ?? "") few.t > model.t
      """)
    #expect(setup == .success(), "\(setup.errors)")
    try expectTheSame(box, kind)
  }

  /// Bytes in and out of a graph are those of the tools.
  @Test func bytesAreOfTheModelsUnit() throws {
    let box = try Sandbox()
    let setup = try box.run(
      """
      set -e
      awk 'BEGIN { srand(5); for (i = 0; i < 40; i++) for (j = 0; j < 12; j++)
        printf "%s%s", int(17 * rand()), j < 11 ? "\\t" : "\\n" }' \
        | tsv2t --tensor x --type u8 --unit 16 > few.t
      vae-fit -q -e 3 -z 2 --hidden 8 few.t > model.t
      vae-encode -q model.t few.t > z.t
      vae-decode -q --u8 model.t z.t > x.t
      vae-export --onnx encoder --u8 model.t > e.onnx
      vae-export --onnx decoder --u8 model.t > d.onnx
      """)
    #expect(setup == .success())
    let (e, d) = (
      try box.run("\(Self.evaluate) e.onnx few.t z.t"),
      try box.run("\(Self.evaluate) d.onnx z.t x.t")
    )
    for line in e.text.split(separator: "\n") {
      #expect(Double(line.split(separator: " ").last ?? "").map { $0 < 3e-6 } == true, "\(line)")
    }
    #expect(d.text == "x 0.0\n", "\(d.errors)")
  }

  /// Files that onnx.checker and onnxruntime were tried with: what they said is recorded beside them.
  @Test(arguments: ["encoder", "decoder", "scorer"])
  func theBytesAreThoseThatWereTried(_ part: String) throws {
    let box = try Sandbox()
    let folder = Checkout.root.appending(path: "Tests/Fixtures/onnx").path
    #expect(
      try box.run("vae-export --onnx \(part) \(folder)/model.t | cmp - \(folder)/\(part).onnx")
        == .success())
  }

  @Test(arguments: [
    ("vae-export model.t", "vae-export: in which form? Give --onnx, --safetensors or --html"),
    (
      "vae-export --onnx encoder --safetensors model.t",
      "vae-export: --onnx: a model is written in one form at a time"
    ),
    (
      "vae-export --html --safetensors model.t",
      "vae-export: --html: a model is written in one form at a time"
    ),
    ("vae-export --u8 --html model.t", "vae-export: --u8: goes with --onnx"),
    (
      "vae-export --sequential --onnx encoder model.t",
      "vae-export: --sequential: goes with --safetensors"
    ),
    ("vae-export --u8 --safetensors model.t", "vae-export: --u8: goes with --onnx"),
    ("vae-import x.safetensors", "vae-import: of which model? Give --like MODEL"),
    (
      "vae-import --like -",
      "vae-import: -: standard input cannot be both the model and the file"
    ),
  ])
  func aWrongCommandIsRefused(_ line: String, _ message: String) throws {
    #expect(try Sandbox().run(line) == .failure(64, message))
  }

  @Test func theModelIsNotReplaced() throws {
    let box = try Sandbox()
    let model = Checkout.root.appending(path: "Tests/Fixtures/onnx/model.t").path
    #expect(
      try box.run("cp \(model) model.t; vae-export --onnx encoder -o model.t model.t")
        == .failure(64, "vae-export: -o: model.t is also MODEL, which would be lost"))
  }
}
