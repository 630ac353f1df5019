import Kernels

/// A layer in which every output has a weight for every input.
package final class Dense: ProductLayer {
  package struct Plan: LayerPlan {
    package let inputs, outputs: Int
    package let activation: Activation

    package init(inputs: Int, outputs: Int, activation: Activation) {
      (self.inputs, self.outputs, self.activation) = (inputs, outputs, activation)
    }

    package var isAffine: Bool { true }

    package func parameters(readsData: Bool) -> [ParameterPlan] {
      [
        ParameterPlan("weight", [outputs, inputs], isTransposed: readsData),
        ParameterPlan("bias", [outputs]),
      ]
    }

    package func layer(readsData: Bool) -> any Layer {
      readsData
        ? ZeroSkippingDense(inputs: inputs, outputs: outputs, activation: activation)
        : Dense(inputs: inputs, outputs: outputs, activation: activation)
    }
  }

  /// `[outputs, inputs]`.
  package let weights: Matrix
  /// `[outputs]`.
  package let bias: Buffer
  package let activation: Activation

  package init(inputs: Int, outputs: Int, activation: Activation) {
    weights = Matrix(rows: outputs, columns: inputs, order: .byTileRow)
    bias = Buffer(count: outputs)
    self.activation = activation
  }

  package var inputs: Int { weights.columns }
  package var outputs: Int { weights.rows }
  package var wantsTransposedInput: Bool { true }

  package func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    // No reference may be counted in the loop: its threads would wait for each other's counts.
    let (kernels, weights, bias) = (engine.kernels, weights.panels, bias.base)
    engine.forTiles(rows: outputs, columns: input.columns, terms: inputs) {
      kernels.denseForward(
        weights: weights, bias: bias, input: input, output: output, slopes: slopes,
        activation: activation, tileRows: $0, panels: $1)
    }
  }

  package func backward(
    _ gradient: Panels, kept: Panels, inputGradient: Panels, activation: Activation, engine: Engine
  ) {
    let (kernels, weights) = (engine.kernels, weights.panels)
    engine.forTiles(rows: inputs, columns: gradient.columns, terms: outputs) {
      kernels.denseBackward(
        weights: weights, gradient: gradient, input: kept, inputGradient: inputGradient,
        activation: activation, tileRows: $0, panels: $1)
    }
  }

  package func product(_ factors: Trace.Factors) -> WeightProduct {
    WeightProduct(rows: factors.gradient, lines: factors.transposed, nonzero: nil)
  }
}
