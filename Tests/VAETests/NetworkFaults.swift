import Kernels
import TensorIO

/// What is wrong with a shape, a layer, a likelihood.
extension ModelFault {
  private static let vae = Case(
    "vae", [4, 9], .mlp([17, 6], .tanh), .gaussian(size: 5), .gaussian(.fixed(0.25)))
  private static let conv = Case("conv", [5, 7], .conv([4], hidden: [6], .relu))

  static let networks: [ModelFault] =
    faults(
      vae,
      [
        (text("@model", "flow"), "a model of kind 'flow', expected 'vae' or 'cvae'"),
        (
          Tensor("@pixel-scale", scalar: 0.5),
          "'@pixel-scale' is 0.5, expected a whole number from 1 to 255"
        ),
        (text("@network", "rnn"), "'@network' is 'rnn', expected mlp, conv or res: a newer model?"),
        (text("@network", "conv"), "no tensor '@filters' in the model"),
        (
          text("@bottleneck", "flow"),
          "'@bottleneck' is 'flow', expected none, gaussian, gaussian-flow, gaussian-prior, "
            + "categorical, joint, vq or topk: a newer model?"
        ),
        (integer("@bottleneck", 1), "tensor '@bottleneck' is i64, expected utf8"),
        (
          text("@likelihood", "cauchy"),
          "'@likelihood' is 'cauchy', expected bernoulli, continuous-bernoulli, gaussian, "
            + "laplace, log-cosh, discretised-logistic, poisson: a newer model?"
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
            + "expected one of identity, relu, tanh, softplus, sigmoid, gelu, silu, "
            + "leaky-relu"
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
          integers("@example-shape", [4096, 4096]),
          "a convolution has 4 filters, expected at most 1 for images of 4096×4096"
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
}
