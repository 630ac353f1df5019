import Kernels

/// A convolution or a transposed convolution: which of the two is in the plan.
package final class Convolution: AffineLayer {
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
