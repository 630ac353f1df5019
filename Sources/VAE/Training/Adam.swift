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
    firstWeights = Matrix(rows: layer.outputs, columns: layer.inputs, order: .byTileRow)
    secondWeights = Matrix(rows: layer.outputs, columns: layer.inputs, order: .byTileRow)
    firstBias = Buffer(count: layer.outputs)
    secondBias = Buffer(count: layer.outputs)
    biasGradient = Buffer(count: layer.outputs)
  }

  /// Steps some of the weights, each tile of the gradient used while it is in the cache.
  func stepWeights(
    _ factors: Trace.Factors, _ step: AdamStep, tileRows: Range<Int>, panels: Range<Int>,
    kernels: Kernels
  ) {
    kernels.weightStep(
      gradient: factors.gradient, input: factors.input, weights: layer.weights.panels,
      firstMoment: firstWeights.base, secondMoment: secondWeights.base, step: step,
      tileRows: tileRows, panels: panels)
  }

  func stepBias(_ factors: Trace.Factors, _ step: AdamStep, kernels: Kernels) {
    kernels.biasGradient(gradient: factors.gradient, result: biasGradient.base)
    kernels.adamStep(
      gradient: biasGradient.base, weights: layer.bias.base, firstMoment: firstBias.base,
      secondMoment: secondBias.base, step: step, count: biasGradient.paddedCount)
  }
}
