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

  /// What a step needs of a layer, without references: to count those in the threads' loop would make
  /// the threads wait for each other.
  struct Step {
    let gradient, input, weights: Panels
    let firstWeights, secondWeights: UnsafeMutablePointer<Float>
    let bias, firstBias, secondBias, biasGradient: UnsafeMutablePointer<Float>
    let biasCount: Int
    let pieces: ProductPieces

    /// Steps piece `index` of the weights, each tile of the gradient used while it is in the cache; the
    /// piece after the last is the bias.
    func run(_ index: Int, _ step: AdamStep, kernels: Kernels) {
      guard index < pieces.count else {
        kernels.biasGradient(gradient: gradient, result: biasGradient)
        return kernels.adamStep(
          gradient: biasGradient, weights: bias, firstMoment: firstBias, secondMoment: secondBias,
          step: step, count: biasCount)
      }
      let (tileRows, panels) = pieces[index]
      kernels.weightStep(
        gradient: gradient, input: input, weights: weights, firstMoment: firstWeights,
        secondMoment: secondWeights, step: step, tileRows: tileRows, panels: panels)
    }
  }

  func step(_ factors: Trace.Factors) -> Step {
    Step(
      gradient: factors.gradient, input: factors.input, weights: layer.weights.panels,
      firstWeights: firstWeights.base, secondWeights: secondWeights.base, bias: layer.bias.base,
      firstBias: firstBias.base, secondBias: secondBias.base, biasGradient: biasGradient.base,
      biasCount: biasGradient.paddedCount,
      pieces: ProductPieces(
        rows: layer.outputs, columns: layer.inputs, terms: factors.gradient.columns))
  }
}
