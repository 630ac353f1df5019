import Kernels
import LaneTypes

/// Adam's moments for one layer.
final class AdamMoments {
  let layer: Dense
  let firstWeights: Matrix
  let secondWeights: Matrix
  let firstBias: Buffer
  let secondBias: Buffer
  let biasGradient: Buffer

  init(_ layer: Dense) {
    self.layer = layer
    firstWeights = Matrix(rows: layer.outputs, columns: layer.inputs)
    secondWeights = Matrix(rows: layer.outputs, columns: layer.inputs)
    firstBias = Buffer(count: layer.outputs)
    secondBias = Buffer(count: layer.outputs)
    biasGradient = Buffer(count: layer.outputs)
  }

  /// One step, the weight gradient made tile by tile and used while it is in the cache.
  func step(_ factors: Trace.Factors, _ step: AdamStep, engine: Engine) {
    engine.forTiles(
      rows: layer.outputs, columns: layer.inputs, terms: factors.gradient.columns
    ) {
      engine.kernels.weightStep(
        gradient: factors.gradient, input: factors.input, weights: layer.weights.panels,
        firstMoment: firstWeights.base, secondMoment: secondWeights.base, step: step,
        tileRows: $0, panels: $1)
    }
    engine.kernels.biasGradient(gradient: factors.gradient, result: biasGradient.base)
    engine.kernels.adamStep(
      gradient: biasGradient.base, weights: layer.bias.base, firstMoment: firstBias.base,
      secondMoment: secondBias.base, step: step, count: biasGradient.paddedCount)
  }
}
