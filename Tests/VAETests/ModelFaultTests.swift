import LaneTypes
import TensorIO
import Testing
import VAE

/// What a model file is refused for, and what is then said.
@Suite struct ModelFaultTests {
  private static func integer(_ name: String, _ value: Int) -> Tensor {
    Tensor(name, scalar: Int64(value))
  }

  private static func integers(_ name: String, _ values: [Int]) -> Tensor {
    Tensor(name, shape: [values.count], values.map(Int64.init))
  }

  private static func text(_ name: String, _ text: String) -> Tensor { Tensor(name, text: text) }

  private static func numbers(_ name: String, _ shape: [Int], _ value: Float) -> Tensor {
    Tensor(name, shape: shape, [Float](repeating: value, count: shape.reduce(1, *)))
  }

  /// A model, what is put in the place of its tensors or beside them, and the message.
  struct Fault: Sendable, CustomTestStringConvertible {
    let model: Case
    let tensors: [Tensor]
    let message: String

    var testDescription: String { message }
  }

  private static func faults(_ model: Case, _ faults: [(Tensor, String)]) -> [Fault] {
    faults.map { Fault(model: model, tensors: [$0.0], message: $0.1) }
  }

  private static let vae = Case(
    "vae", [4, 9], .mlp([17, 6], .tanh), .gaussian(size: 5), .gaussian(.fixed(0.25)))
  private static let conv = Case("conv", [5, 7], .conv([4], hidden: [6], .relu))
  private static let categorical = Case(
    "categorical", [3, 7], .mlp([5], .tanh), .categorical(.init(variables: 2, categories: 3)),
    .laplace(.shared), classes: 3)
  private static let codebook = Case(
    "codebook", [3, 7], .mlp([5], .tanh), .quantized(.init(variables: 2, codes: 3, size: 4)),
    .logCosh(sharpness: 5))
  private static let positions = Case(
    "positions", [5, 7], .conv([4], hidden: [], .relu),
    .quantized(.init(variables: 12, codes: 3, size: 4)))
  private static let vamp = Case("vamp").with(.vamp(components: 3))
  private static let hierarchy = Case("hierarchy")
    .with(.hierarchy(.init(hidden: 4, levels: [2, 1])))
  private static let sparse = Case("sparse", [3, 7], .mlp([5], .tanh), .none(size: 4))

  static let all: [Fault] =
    faults(
      vae,
      [
        (text("@model", "flow"), "a model of kind 'flow', expected 'vae' or 'cvae'"),
        (Tensor("@pixel-scale", scalar: 1.0), "'@pixel-scale' is 1.0, expected 255.0"),
        (text("@network", "rnn"), "'@network' is 'rnn', expected mlp or conv: a newer model?"),
        (text("@network", "conv"), "no tensor '@filters' in the model"),
        (
          text("@bottleneck", "flow"),
          "'@bottleneck' is 'flow', expected none, gaussian, gaussian-flow, gaussian-prior, "
            + "categorical, joint or vq: a newer model?"
        ),
        (integer("@bottleneck", 1), "tensor '@bottleneck' is i64, expected utf8"),
        (
          text("@likelihood", "poisson"),
          "'@likelihood' is 'poisson', expected bernoulli, continuous-bernoulli, gaussian, "
            + "laplace, log-cosh, discretised-logistic: a newer model?"
        ),
        (
          integer("@latent", 6),
          "tensor 'encoder.2.weight' is 10×6, expected 12×6 from the model's configuration"
        ),
        (integer("@latent", -1), "'@latent' holds -1, expected 1 to 16777216"),
        (integer("@latent", .max), "'@latent' holds 9223372036854775807, expected 1 to 16777216"),
        (
          integer("@latent", 1 << 24),
          "the bottleneck has 33554432 numbers an example, expected at most 16777216"
        ),
        (Tensor("@latent", scalar: 5.0), "tensor '@latent' is not an i64 scalar"),
        (integers("@latent", [5]), "tensor '@latent' is not an i64 scalar"),
        (
          integers("@example-shape", [1 << 20, 1 << 20]),
          "'@example-shape' is 1048576×1048576, expected at most 16777216 numbers an example"
        ),
        (
          integers("@example-shape", [1 << 24, 1 << 24, 1 << 24]),
          "'@example-shape' is 16777216×16777216×16777216, "
            + "expected at most 16777216 numbers an example"
        ),
        (
          integers("@example-shape", []),
          "'@example-shape' is empty, expected at least one dimension"
        ),
        (integers("@example-shape", [4, 0]), "'@example-shape' holds 0, expected 1 to 16777216"),
        (
          integers("@example-shape", [Int](repeating: 1, count: 65)),
          "tensor '@example-shape' is i64 65, expected at most 64 numbers of type i64"
        ),
        (integers("@hidden", [17, 0]), "'@hidden' holds 0, expected 1 to 16777216"),
        (
          integers("@hidden", [1 << 24, 6]),
          "tensor 'encoder.0.weight' is 17×36, expected 16777216×36 from the model's configuration"
        ),
        (Tensor("@variance", scalar: 0.0), "'@variance' is 0.0, expected a number greater than 0"),
        (
          Tensor("@variance", scalar: 1e-60),
          "'@variance' is 1e-60, expected a number greater than 0"
        ),
        (Tensor("@variance", scalar: Double.nan), "tensor '@variance' is not a finite f64 scalar"),
        (text("@spread", "wide"), "'@spread' is 'wide', expected learned or pixel"),
        (text("@spread", "learned"), "no tensor 'likelihood.log-scale' in the model"),
        (
          text("@spread", "pixel"),
          "tensor 'decoder.2.weight' is 36×17, expected 72×17 from the model's configuration"
        ),
        (
          text("@activation", "selu"),
          "'@activation' is 'selu', "
            + "expected one of identity, relu, tanh, softplus, sigmoid, gelu, silu"
        ),
        (
          numbers("decoder.0.bias", [6], .nan),
          "tensor 'decoder.0.bias', element 0: nan, expected finite numbers"
        ),
        (
          numbers("decoder.0.bias", [5], 0), "tensor 'decoder.0.bias' is f32 5, expected f32 6"
        ),
        (
          Tensor("decoder.0.bias", shape: [6], [UInt8](repeating: 0, count: 6)),
          "tensor 'decoder.0.bias' is u8 6, expected f32 6"
        ),
        (integer("@batch", 0), "'@batch' holds 0, expected 1 to 9223372036854775807"),
        (integer("@epochs", -1), "'@epochs' holds -1, expected 0 to 9223372036854775807"),
      ])
    + faults(
      conv,
      [
        (integers("@filters", [0]), "'@filters' holds 0, expected 1 to 65536"),
        (integer("@kernel", 16), "'@kernel' holds 16, expected 1 to 15"),
        (integer("@stride", 0), "'@stride' holds 0, expected 1 to 8"),
        (
          integer("@stride", 1),
          "tensor 'encoder.1.weight' is 6×48, expected 6×140 from the model's configuration"
        ),
        (
          integer("@kernel", 2),
          "tensor 'encoder.0.weight' is 4×3×3×1, expected 4×2×2×1 from the model's configuration"
        ),
        (
          integers("@example-shape", [35]),
          "examples are 35, expected height×width or height×width×channels for convolutions"
        ),
        (
          integers("@example-shape", [5, 7, 1, 1]),
          "examples are 5×7×1×1, expected height×width or height×width×channels for convolutions"
        ),
        // Tables of 9 pairs for each of 2²⁴ pixels, and weights that fit.
        (
          integers("@example-shape", [4096, 4096]), "too many filters for images of 4096×4096"
        ),
        (
          integers("@example-shape", [2048, 2048]),
          "images of 2048×2048 are too large for 1 convolutions with kernels of 3×3"
        ),
        (
          integers("@filters", [65_536, 65_536]),
          "tensor 'encoder.0.weight' is 4×3×3×1, expected 65536×3×3×1 from the model's configuration"
        ),
      ])
    + faults(
      categorical,
      [
        (integer("@classes", 0), "'@classes' holds 0, expected 1 to 65536"),
        (integer("@classes", 65_537), "'@classes' holds 65537, expected 1 to 65536"),
        (
          integer("@classes", 65_536),
          "tensor 'encoder.0.weight' is 5×24, expected 5×65557 from the model's configuration"
        ),
        (
          text("@model", "vae"),
          "tensor 'encoder.0.weight' is 5×24, expected 5×21 from the model's configuration"
        ),
        (integer("@categories", 65_537), "'@categories' holds 65537, expected 1 to 65536"),
        (integer("@straight-through", 2), "'@straight-through' holds 2, expected 0 to 1"),
        (
          numbers("likelihood.log-scale", [1], .infinity),
          "tensor 'likelihood.log-scale', element 0: inf, expected finite numbers"
        ),
        (
          numbers("likelihood.log-scale", [2], 0),
          "tensor 'likelihood.log-scale' is f32 2, expected f32 1"
        ),
      ])
    + faults(
      codebook,
      [
        (
          integer("@codes", 65_536),
          "tensor 'codebook.vectors' is 3×4, expected 65536×4 from the model's configuration"
        ),
        (
          numbers("codebook.vectors", [4, 3], 0),
          "tensor 'codebook.vectors' is 4×3, expected 3×4 from the model's configuration"
        ),
        (
          numbers("codebook.prior", [2, 4], 0.25),
          "tensor 'codebook.prior' is 2×4, expected 2×3 from the model's configuration"
        ),
        (
          numbers("codebook.prior", [2, 3], 0.25),
          "tensor 'codebook.prior', row 0: expected probabilities that sum to 1"
        ),
        (
          Tensor("codebook.prior", shape: [2, 3], [0, 1, 0, 1.5, -0.5, 0] as [Float]),
          "tensor 'codebook.prior', row 1: expected probabilities that sum to 1"
        ),
        (
          numbers("codebook.vectors", [3, 4], .nan),
          "tensor 'codebook.vectors', element 0: nan, expected finite numbers"
        ),
        (
          Tensor("@sharpness", scalar: -1.0),
          "'@sharpness' is -1.0, expected a number greater than 0"
        ),
      ])
    + faults(
      positions,
      [
        (
          integer("@variables", 11),
          "a codebook with 11 variables, expected 12: one for each position of the last convolution"
        )
      ])
    + faults(
      vamp,
      [
        (
          text("@latent-prior", "later"),
          "'@latent-prior' is 'later', expected vamp, hierarchy or flow: a newer model?"
        ),
        (integer("@pseudo-inputs", 0), "'@pseudo-inputs' holds 0, expected 1 to 65536"),
        (
          integer("@pseudo-inputs", 65_536),
          "tensor 'prior.pseudo-inputs.weight' is 3×21, expected 65536×21 from the model's "
            + "configuration"
        ),
        (
          text("@bottleneck", "gaussian"),
          "'@latent-prior' with the bottleneck 'gaussian', expected gaussian-prior or gaussian-flow"
        ),
        (
          numbers("prior.0.0.weight", [1, 1], 0),
          "tensor 'prior.0.0.weight' has no place in the model's configuration"
        ),
        (text("@latent-prior", "hierarchy"), "no tensor '@prior-levels' in the model"),
        (text("@bottleneck", "none"), "no tensor '@code-activation' in the model"),
        (
          numbers("prior.pseudo-inputs.weight", [3, 21], .nan),
          "tensor 'prior.pseudo-inputs.weight', element 0: nan, expected finite numbers"
        ),
      ])
    + faults(
      hierarchy,
      [
        (integers("@prior-levels", []), "'@prior-levels' has 0 numbers, expected 1 to 8"),
        (
          integers("@prior-levels", [Int](repeating: 1, count: 9)),
          "'@prior-levels' has 9 numbers, expected 1 to 8"
        ),
        (integers("@prior-levels", [2, 0]), "'@prior-levels' holds 0, expected 1 to 65536"),
        (
          integer("@prior-hidden", 65_536),
          "tensor 'prior.0.encoder.0.weight' is 4×3, expected 65536×3 from the model's configuration"
        ),
        (
          numbers("prior.1.decoder.1.bias", [3], 0),
          "tensor 'prior.1.decoder.1.bias' is f32 3, expected f32 4"
        ),
      ])
    + faults(
      sparse,
      [
        (
          text("@code-activation", "gelu"),
          "codes cannot have the activation gelu: its slope cannot be told from them"
        ),
        (
          text("@code-activation", "selu"),
          "'@code-activation' is 'selu', "
            + "expected one of identity, relu, tanh, softplus, sigmoid, gelu, silu"
        ),
      ])
    + [
      Fault(
        model: vamp,
        tensors: [text("@bottleneck", "none"), text("@code-activation", "identity")],
        message:
          "'@latent-prior' with the bottleneck 'none', expected gaussian-prior or gaussian-flow"
      ),
      Fault(
        model: vamp, tensors: [text("@model", "cvae"), integer("@classes", 2)],
        message: "the prior vamp has no classes for its pseudo-inputs"),
      Fault(
        model: positions, tensors: [text("@model", "cvae"), integer("@classes", 2)],
        message:
          "a codebook of positions cannot be told a class without a dense layer: add --hidden N"),
      Fault(
        model: categorical,
        tensors: [integer("@variables", 65_536), integer("@categories", 65_536)],
        message: "the bottleneck has 4294967296 numbers an example, expected at most 16777216"),
      // 16 GiB of vectors that the layers' shapes do not tell.
      Fault(
        model: Case(
          "wide code", [1], .mlp([], .relu), .quantized(.init(variables: 1, codes: 2, size: 65_536))
        ),
        tensors: [integer("@codes", 65_536)],
        message:
          "tensor 'codebook.vectors' is 2×65536, expected 65536×65536 from the model's configuration"
      ),
      // 16 GiB of prior.
      Fault(
        model: Case(
          "many variables", [1], .mlp([], .relu),
          .quantized(.init(variables: 65_536, codes: 2, size: 1))),
        tensors: [
          integer("@codes", 65_536), numbers("codebook.vectors", [65_536, 1], 0),
        ],
        message:
          "tensor 'codebook.prior' is 65536×2, expected 65536×65536 from the model's configuration"),
      Fault(
        model: positions,
        tensors: [
          integers("@filters", [Int](repeating: 1, count: 64)),
          integers("@example-shape", [400, 400]), integer("@stride", 1),
        ],
        message: "images of 400×400 are too large for 64 convolutions with kernels of 3×3"),
    ]

  @Test(arguments: all)
  func isNamed(fault: Fault) throws {
    let names = Set(fault.tensors.map(\.name))
    let kept = try ModelFileTests.frame(fault.model).tensors.filter { !names.contains($0.name) }
    let broken = try Frame(kept + fault.tensors)
    #expect {
      _ = try ModelFile(broken)
    } throws: {
      #expect("\($0)" == fault.message)
      return "\($0)" == fault.message
    }
  }

  @Test func aStreamOfDataIsNoModel() throws {
    let frame = try Frame([Tensor("x", shape: [1, 2], [Float](repeating: 0, count: 2))])
    #expect {
      _ = try ModelFile(frame)
    } throws: {
      "\($0)" == "no '@model' in the frame: this is a stream of data, not a model"
    }
  }
}
