import Kernels
import LaneTypes

/// An affine map and its activation: `activation(weights · x + bias)`.
package final class Dense: Sendable {
  /// `[outputs, inputs]`.
  package let weights: Matrix
  /// `[outputs]`.
  package let bias: Buffer
  package let activation: Activation

  package init(inputs: Int, outputs: Int, activation: Activation) {
    weights = Matrix(rows: outputs, columns: inputs)
    bias = Buffer(count: outputs)
    self.activation = activation
  }

  package var inputs: Int { weights.columns }
  package var outputs: Int { weights.rows }

  /// Uniform weights of the variance that keeps signals at their size: 2/inputs before a rectifier
  /// (He et al. 2015, equation 10), 2/(inputs + outputs) elsewhere (Glorot & Bengio 2010, equation
  /// 16). Biases are zero.
  ///
  /// - Parameter number: the layer's place in the model, so that no two layers start alike.
  package func initialize(seed: UInt64, number: Int, kernels: Kernels) {
    let variance =
      activation == .relu ? 2 / Double(inputs) : 2 / Double(inputs + outputs)
    let bound = Float((3 * variance).squareRoot())
    let columns = (0..<UInt32(Panels.panels(inputs) * Panels.width)).map { $0 }
    kernels.fillUniform(
      weights.panels, examples: columns,
      key: NoiseKey(seed: seed, purpose: .initialWeights, epoch: number),
      panels: 0..<Panels.panels(inputs))
    let drawn = weights.rowMajor.map { ($0 * 2 - 1) * bound }
    weights.clear()
    weights.rowMajor = drawn
  }
}
