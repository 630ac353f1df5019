import Kernels
import Networks

/// The end of a batch's way forward: the decoder's last layer, −log p(x|z), and its gradient.
package final class LikelihoodPass {
  private let model: Model
  private let engine: Engine
  private let tileLosses: Buffer
  /// The derivatives by the logarithm of a shared spread, tile by tile.
  private let tileSlopes: Buffer
  private let rowLosses: Buffer
  private let apart: InterleavedScales?
  /// What −log p(x|z) weighs in the gradient.
  private let weight: Float
  private let images: MeanImagePass?
  /// The losses on the images of the last run, summed over the examples.
  package private(set) var imageLoss = 0.0

  /// - Parameters:
  ///   - images: what training compares beside the likelihood.
  ///   - training: whether gradients will be asked for.
  package init(
    _ model: Model, size: Int, images: ImageObjective = ImageObjective(), training: Bool = false,
    engine: Engine
  ) {
    self.model = model
    weight = Float(images.likelihoodWeight)
    self.images = MeanImagePass(model, images, size: size, training: training, engine: engine)
    self.engine = engine
    let columns = Panels.panels(size) * Panels.width
    let tiles = columns * Panels.tiles(model.configuration.features)
    tileLosses = Buffer(count: tiles)
    tileSlopes = Buffer(count: model.configuration.likelihood.hasSharedScale ? tiles : 0)
    rowLosses = Buffer(count: columns)
    apart = InterleavedScales(model.configuration, size: size)
  }

  private var likelihood: Likelihood { model.configuration.likelihood }

  /// Runs the last layer.
  ///
  /// - Parameters:
  ///   - decoder: the trace of the decoder, forward to the layer before the last.
  ///   - z: what the decoder reads.
  ///   - target: `[features, batch]`.
  ///   - training: keep the loss's gradient, divided by the number of examples: that of −log p(x|z), with
  ///     its weight, and of the losses on images.
  /// - Returns: −log p(x|z) in nats, summed over the examples.
  package func run(_ decoder: Trace, z: Panels, target: Panels, training: Bool) -> Double {
    let count = target.columns
    runLastLayer(decoder, z: z, target: target, training: training)
    return sum(tileLosses, count)
      + Double(count) * likelihood.constant(features: model.configuration.features)
  }

  /// Runs the last layer for one of several draws of z that stand side by side.
  ///
  /// - Parameters:
  ///   - draw: its number.
  ///   - training: keep the gradient, as `run` does.
  /// - Returns: −log p(x|z) of each example in nats but for the likelihood's constant, `[panels · 32]`;
  ///   valid until the next run.
  package func rowLosses(
    _ decoder: Trace, z: Panels, target: Panels, draw: Int = 0, training: Bool = false
  ) -> UnsafePointer<Float> {
    runLastLayer(decoder, z: z, target: target, draw: draw, training: training)
    sumTiles(tileLosses, target.columns)
    return UnsafePointer(rowLosses.base)
  }

  /// The derivatives of the last run's losses by the logarithm of a shared scale, `[panels · 32]`; they take
  /// the place of `rowLosses`.
  package func rowSlopes(count: Int) -> UnsafePointer<Float> {
    sumTiles(tileSlopes, count)
    return UnsafePointer(rowLosses.base)
  }

  private func runLastLayer(
    _ decoder: Trace, z: Panels, target: Panels, draw: Int = 0, training: Bool
  ) {
    let count = target.columns
    let last = model.decoder.last
    let gradient =
      training ? decoder.gradient(last, columns: z.columns).draw(draw, of: count) : nil
    let input = decoder.input(last, first: z).draw(draw, of: count)
    let (kernels, likelihood, losses) = (engine.kernels, likelihood, tileLosses.base)
    let scale = weight / Float(count)
    if let layer = model.decoder.layers[last] as? Dense, likelihood.outputsPerPixel == 1,
      images == nil
    {
      let (weights, bias) = (layer.weights.panels, layer.bias.base)
      let (logScale, slopes) = (model.logScale.base[0], slopes)
      engine.forTiles(rows: layer.outputs, columns: count, terms: layer.inputs) {
        kernels.likelihoodForward(
          weights: weights, bias: bias, input: input, target: target, gradient: gradient,
          losses: losses, scaleSlopes: slopes, likelihood: likelihood, logScale: logScale,
          scale: scale, tileRows: $0, panels: $1)
      }
    } else {
      let outputs = decoder.output(last, columns: z.columns).draw(draw, of: count)
      decoder.runLast(input, output: outputs, engine: engine)
      pass(outputs, target: target, gradient: gradient, scale: scale)
    }
  }

  private var slopes: UnsafeMutablePointer<Float>? {
    likelihood.hasSharedScale ? tileSlopes.base : nil
  }

  private func pass(_ outputs: Panels, target: Panels, gradient: Panels?, scale: Float) {
    let (kernels, likelihood, losses) = (engine.kernels, likelihood, tileLosses.base)
    let (logScale, slopes) = (model.logScale.base[0], slopes)
    let sources = apart?.outputs(outputs, engine: engine) ?? outputs
    let results = gradient.map { apart?.gradient($0) ?? $0 }
    engine.forTiles(rows: target.rows, columns: target.columns, terms: 32) {
      kernels.likelihoodPass(
        outputs: sources, target: target, gradient: results, losses: losses, scaleSlopes: slopes,
        likelihood: likelihood, logScale: logScale, scale: scale, tileRows: $0, panels: $1)
    }
    if let images { imageLoss = images.run(sources, target: target, gradient: results) }
    if let gradient { apart?.interleave(into: gradient, engine: engine) }
  }

  /// The sum of what `tiles` holds for each example of the batch, in `rowLosses`.
  private func sumTiles(_ tiles: Buffer, _ count: Int) {
    let (kernels, rows) = (engine.kernels, rowLosses.base)
    let height = Panels.tiles(model.configuration.features)
    engine.alone {
      kernels.sumLosses(
        tiles.base, tiles: height, result: rows, panels: 0..<Panels.panels(count))
    }
  }

  /// The same over all examples.
  private func sum(_ tiles: Buffer, _ count: Int) -> Double {
    sumTiles(tiles, count)
    return rowLosses.sum(count)
  }

  /// One step of a shared spread towards its optimum for the last batch: down the gradient by the
  /// logarithm, divided by the Fisher information of that logarithm (the natural gradient), so that a
  /// step is a tenth of the way whatever the family and the data.
  ///
  /// - Parameter slopes: the sum over the examples of the loss's derivatives by that logarithm; without it,
  ///   of the last run.
  package func learnScale(count: Int, slopes: Double? = nil) {
    guard likelihood.hasSharedScale else { return }
    let slopes = slopes ?? sum(tileSlopes, count)
    let slope = slopes / Double(count * model.configuration.features)
    let step = 0.1 * slope / likelihood.family.scaleInformation
    // Beyond the bounds there is no gradient that would lead back.
    let bounds = likelihood.family.logScaleBounds
    let moved = model.logScale.base[0] - Float(max(-1, min(1, step)))
    model.logScale.base[0] = min(max(moved, bounds.least), bounds.greatest)
  }
}
