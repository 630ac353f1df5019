import Kernels

/// A convolution or a transposed convolution: which of the two is in the plan.
package final class Convolution: AffineLayer {
  /// With a square kernel. A transposed convolution undoes the sizes of the convolution that goes the other way.
  package struct Plan: LayerPlan {
    package let input, output: ImageShape
    package let kernel, stride: Int
    package let isTransposed: Bool
    package var activation: Activation

    package init(
      _ input: ImageShape, _ output: ImageShape, kernel: Int, stride: Int = 1,
      isTransposed: Bool = false, _ activation: Activation
    ) {
      (self.input, self.output, self.kernel, self.stride) = (input, output, kernel, stride)
      (self.isTransposed, self.activation) = (isTransposed, activation)
    }

    package var inputs: Int { input.features }
    package var outputs: Int { output.features }
    package var inputImage: ImageShape? { input }
    package var isAffine: Bool { true }
    package var pairs: Int { min(input.positions, output.positions) * kernel * kernel }

    private var weightShape: [Int] { [output.channels, kernel, kernel, input.channels] }

    package func parameters(readsData: Bool) -> [ParameterPlan] {
      [ParameterPlan("weight", weightShape), ParameterPlan("bias", [output.channels])]
    }

    package func layer(readsData: Bool) -> any Layer {
      let square = (height: kernel, width: kernel)
      let plan =
        isTransposed
        ? ConvolutionPlan(
          transposing: input, toHeight: output.height, width: output.width,
          filters: output.channels, kernel: square, stride: stride)
        : ConvolutionPlan(
          input: input, filters: output.channels, kernel: square, stride: stride)
      return Convolution(plan, weightShape: weightShape, stride: stride, activation: activation)
    }
  }

  private let plan: ConvolutionPlan
  package let weights: Matrix
  /// `[filters]`.
  package let bias: Buffer
  package let activation: Activation
  package let weightShape: [Int]
  package let fanIn: Int

  /// - Parameters:
  ///   - weightShape: `[filters, kernel height, kernel width, channels]`.
  ///   - stride: of the convolution or of the one that is transposed.
  package init(
    _ plan: ConvolutionPlan, weightShape: [Int], stride: Int, activation: Activation
  ) {
    (self.plan, self.weightShape, self.activation) = (plan, weightShape, activation)
    weights = plan.makeWeights()
    bias = Buffer(count: plan.output.channels)
    // Where the output is larger than the input, an output meets a part of the kernel only.
    let grows = plan.output.positions > plan.input.positions
    let met = weightShape[1] * weightShape[2] / (grows ? stride * stride : 1)
    fanIn = max(1, met) * plan.input.channels
  }

  package var inputs: Int { plan.input.features }
  package var outputs: Int { plan.output.features }
  package var scratchSize: Int { plan.scratchSize }

  package var storage: ParameterStorage { .taps(weights, plan) }

  package func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    engine.convolutionForward(
      plan, weights: weights.panels, bias: bias.base, input: input, output: output,
      activation: activation, slopes: slopes)
  }

  package func backward(
    _ gradient: Panels, kept: Panels, inputGradient: Panels, activation: Activation, engine: Engine
  ) {
    engine.convolutionBackward(
      plan, weights: weights.panels, gradient: gradient, input: kept,
      inputGradient: inputGradient, activation: activation)
  }

  package func weightGradient(
    _ factors: Trace.Factors, result: Matrix, bias: Buffer, scratch: Buffer, engine: Engine
  ) {
    engine.convolutionWeightGradient(
      plan, gradient: factors.gradient, input: factors.input, result: result.panels,
      biasResult: bias.base, scratch: scratch)
  }
}

extension Network.Pyramid.Step {
  /// A convolution for each step.
  package static let convolution = Self(
    "conv", "convolutions of so many filters, 32 and 64 unless given, then dense layers"
  ) { $0 }
}
