import Kernels
import TensorIO
import VAE

/// What is wrong with a bottleneck, a learned prior or the classes, and with two things together.
extension ModelFault {
  private static let categorical = Case(
    "categorical", [3, 7], .mlp([5], .tanh), .categorical(.init(variables: 2, categories: 3)),
    .laplace(.shared), classes: 3)
  private static let codebook = Case(
    "codebook", [3, 7], .mlp([5], .tanh), .quantized(.init(variables: 2, codes: 3, size: 4)),
    .logCosh(sharpness: 5))
  private static let positions = Case(
    "positions", [5, 7], .conv([4], hidden: [], .relu),
    .quantized(.init(variables: 12, codes: 3, size: 4)))
  private static let vamp = Case("vamp").with(VampPrior(components: 3))
  private static let hierarchy = Case("hierarchy")
    .with(HierarchyPrior(hidden: 4, levels: [2, 1]))
  private static let topK = Case("top-k", [3, 7], .mlp([5], .tanh), .topK(size: 4, kept: 2))
  private static let sparse = Case("sparse", [3, 7], .mlp([5], .tanh), .none(size: 4))

  static let bottlenecks: [ModelFault] =
    faults(
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
      topK,
      [
        (integer("@kept", 0), "'@kept' holds 0, expected 1 to 16777216"),
        (
          integer("@kept", 5),
          "the bottleneck topk keeps 5 numbers of z, which has 4: expected 1 to 4"
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
            + "expected one of identity, relu, tanh, softplus, sigmoid, gelu, silu, "
            + "leaky-relu"
        ),
      ])
    + [
      ModelFault(
        model: vamp,
        tensors: [text("@bottleneck", "none"), text("@code-activation", "identity")],
        message:
          "'@latent-prior' with the bottleneck 'none', expected gaussian-prior or gaussian-flow"
      ),
      ModelFault(
        model: vamp, tensors: [text("@model", "cvae"), integer("@classes", 2)],
        message: "the prior vamp has no classes for its pseudo-inputs"),
      ModelFault(
        model: positions, tensors: [text("@model", "cvae"), integer("@classes", 2)],
        message:
          "a codebook of positions cannot be told a class without a dense layer: add --hidden N"),
      ModelFault(
        model: categorical,
        tensors: [integer("@variables", 65_536), integer("@categories", 65_536)],
        message: "the bottleneck has 4294967296 numbers an example, expected at most 16777216"),
      // 16 GiB of vectors that the layers' shapes do not tell.
      ModelFault(
        model: Case(
          "wide code", [1], .mlp([], .relu), .quantized(.init(variables: 1, codes: 2, size: 65_536))
        ),
        tensors: [integer("@codes", 65_536)],
        message:
          "tensor 'codebook.vectors' is 2×65536, expected 65536×65536 from the model's configuration"
      ),
      // 16 GiB of prior.
      ModelFault(
        model: Case(
          "many variables", [1], .mlp([], .relu),
          .quantized(.init(variables: 65_536, codes: 2, size: 1))),
        tensors: [
          integer("@codes", 65_536), numbers("codebook.vectors", [65_536, 1], 0),
        ],
        message:
          "tensor 'codebook.prior' is 65536×2, expected 65536×65536 from the model's configuration"),
      ModelFault(
        model: positions,
        tensors: [
          integers("@filters", [Int](repeating: 1, count: 64)),
          integers("@example-shape", [400, 400]), integer("@stride", 1),
        ],
        message: "images of 400×400 are too large for 64 convolutions with kernels of 3×3"),
    ]
}
