import Kernels

/// From the decoder's outputs to the mean images of p(x|z), through the losses on them, and back.
final class MeanImagePass {
  private let model: Model
  private let engine: Engine
  private let losses: [any ImageLossPass]
  private let means: Matrix
  /// The derivatives of the means by the decoder's outputs.
  private let slopes: Matrix
  private let gradients: Matrix

  /// - Returns: nil where there are no losses on images.
  init?(_ model: Model, _ objective: ImageObjective, size: Int, training: Bool, engine: Engine) {
    guard objective.hasLosses else { return nil }
    (self.model, self.engine) = (model, engine)
    let configuration = model.configuration
    losses = objective.losses.map {
      $0.pass(configuration, size: size, training: training, engine: engine)
    }
    let features = configuration.features
    means = Matrix(rows: features, columns: size)
    slopes = Matrix(
      rows: features * configuration.likelihood.meanParameters, columns: training ? size : 0)
    gradients = Matrix(rows: features, columns: training ? size : 0)
  }

  /// - Parameters:
  ///   - outputs: the decoder's, locations above scales where each pixel has both.
  ///   - target: the examples, `[features, batch]`.
  ///   - gradient: that on `outputs`, which the losses' gradients are added to.
  /// - Returns: the weighted losses, summed over the examples.
  func run(_ outputs: Panels, target: Panels, gradient: Panels?) -> Double {
    let count = target.columns
    let means = means.view(columns: count)
    let (kernels, likelihood) = (engine.kernels, model.configuration.likelihood)
    let logScale = model.logScale.base[0]
    guard let gradient else {
      engine.forPanels(count) {
        kernels.likelihoodMean(
          outputs: outputs, result: means, likelihood: likelihood, logScale: logScale, panels: $0)
      }
      return losses.reduce(0) { $0 + $1.run(means, target: target, gradient: nil) }
    }
    let slopes = slopes.view(columns: count)
    let meanGradient = gradients.view(columns: count)
    engine.forPanels(count) {
      kernels.likelihoodMeanSlopes(
        outputs: outputs, mean: means, slopes: slopes, likelihood: likelihood,
        logScale: logScale, panels: $0)
      meanGradient.clear($0)
    }
    let sum = losses.reduce(0) { $0 + $1.run(means, target: target, gradient: meanGradient) }
    engine.forPanels(count) {
      kernels.addMeanGradient(meanGradient, slopes: slopes, to: gradient, panels: $0)
    }
    return sum
  }
}
