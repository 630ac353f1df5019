import Datasets
import Kernels
import Networks
import TensorIO

/// weight · Σ_l D/(2·n_l)·‖Φ_l(x) − Φ_l(mean)‖² of each example, Φ_l being the n_l outputs of hidden layer l
/// of another fitted encoder, which stays as it is: deep feature consistency (Hou et al. 2017, section 3.2).
///
/// The paper divides the squares of a layer by its size; times the D numbers of an example each layer
/// counts as much as the squared error of an image does.
package struct PerceptualLoss: ImageLoss, Equatable {
  package var weight: Double
  /// What gives the features.
  package let model: Model
  /// Its file, as the record has it.
  package let name: String

  /// - Parameters:
  ///   - exampleShape: of the data.
  ///   - unit: of their bytes; nil for numbers.
  /// - Throws: `VAEError`, if the model has no features of such examples alone.
  package init(_ model: Model, name: String, weight: Double, exampleShape: [Int], unit: Int? = nil)
    throws(VAEError)
  {
    let configuration = model.configuration
    guard configuration.exampleShape == exampleShape else {
      throw VAEError(
        "a model of examples that are \(Shape.describe(configuration.exampleShape)), "
          + "the data are \(Shape.describe(exampleShape))")
    }
    if let fault = unitFault(unit, configuration.unit, source: "the model was fitted to") {
      throw VAEError(fault)
    }
    guard configuration.classes == 0 else {
      throw VAEError("a conditional model has no features without labels: use one without")
    }
    guard !configuration.likelihood.family.readsLogarithm else {
      throw VAEError(
        "the encoder of a \(configuration.likelihood.family.name) model reads log(1 + x), expected one of images"
      )
    }
    guard configuration.scaler == nil else {
      throw VAEError("the encoder reads scaled numbers, expected one of images")
    }
    guard model.encoder.layers.count > 1 else {
      throw VAEError("the encoder has no hidden layer, and so no features")
    }
    (self.model, self.name, self.weight) = (model, name, weight)
  }

  package static func == (a: PerceptualLoss, b: PerceptualLoss) -> Bool {
    a.model === b.model && a.name == b.name && a.weight == b.weight
  }

  package func pass(_ configuration: Configuration, size: Int, training: Bool, engine: Engine)
    -> any ImageLossPass
  {
    PerceptualPass(
      model, weight: weight * Double(configuration.features), size: size, training: training,
      engine: engine)
  }
}

private final class PerceptualPass: ImageLossPass {
  /// The encoder but for its last layer.
  private let features: Sequential
  private let weight: Double
  private let engine: Engine
  private let ofTarget, ofMean: Trace
  private let inputGradient: Matrix
  private let distances: Buffer

  /// - Parameter weight: of the mean squared difference in a layer, twice.
  init(_ model: Model, weight: Double, size: Int, training: Bool, engine: Engine) {
    features = Sequential(Array(model.encoder.layers.dropLast()))
    (self.weight, self.engine) = (weight, engine)
    ofTarget = Trace(features, batch: size, training: false)
    ofMean = Trace(features, batch: size, training: training)
    inputGradient = Matrix(
      rows: model.configuration.features, columns: training ? size : 0)
    distances = Buffer(count: Panels.panels(size) * Panels.width)
  }

  func run(_ mean: Panels, target: Panels, gradient: Panels?) -> Double {
    ofTarget.forward(target, layers: features.layers.indices, engine: engine)
    ofMean.forward(mean, layers: features.layers.indices, engine: engine)
    let (kernels, distances, count) = (engine.kernels, distances.base, mean.columns)
    var sum = 0.0
    for index in features.layers.indices {
      let a = ofMean.output(index, columns: count)
      let b = ofTarget.output(index, columns: count)
      engine.forPanels(count) {
        kernels.squaredDistances(a, b, result: distances, panels: $0)
      }
      sum += self.distances.sum(count) / Double(2 * a.rows)
    }
    if let gradient { carryBack(mean, to: gradient) }
    return weight * sum
  }

  private func carryBack(_ mean: Panels, to gradient: Panels) {
    let (kernels, count) = (engine.kernels, mean.columns)
    for index in features.layers.indices.reversed() {
      let layer = features.layers[index]
      let a = ofMean.output(index, columns: count)
      let b = ofTarget.output(index, columns: count)
      let (kept, activation) = (ofMean.kept(index, columns: count), layer.activation)
      let share = Float(weight / Double(layer.outputs * count))
      let (result, isLast) = (ofMean.gradient(index, columns: count), index == features.last)
      engine.forPanels(count) {
        kernels.weighDifferences(
          a, b, weight: share, adds: !isLast, gradient: result, panels: $0)
        kernels.activationBackward(
          output: kept, activation: activation, gradient: result, panels: $0)
      }
      let below =
        index == 0
        ? inputGradient.view(columns: count)
        : ofMean.gradient(index - 1, columns: count)
      // Each layer's own slope is applied above, once all that reaches it is there.
      ofMean.backward(index, mean, inputGradient: below, engine: engine)
    }
    let below = inputGradient.view(columns: count)
    engine.forPanels(count) { kernels.addLines(below, to: gradient, panels: $0) }
  }
}
