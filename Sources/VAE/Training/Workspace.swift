import Kernels
import LaneTypes

/// The memory that a batch passes through, and the passes themselves: forward to the loss, back to
/// the gradients. One object, made once, for batches of up to `size` examples.
package final class Workspace {
  package let model: Model
  package let size: Int
  private let engine: Engine
  private let batch: Batch
  /// z, and below it the classes where the decoder is told them.
  private let z: Matrix
  private let zTransposed: Matrix?
  private let zGradient: Matrix
  private let encoder: Trace
  private let decoder: Trace
  private let bottleneck: any BottleneckPass
  private let penalty: (any PenaltyPass)?
  private let likelihood: LikelihoodPass
  private let seed: UInt64

  /// - Parameter training: whether `backward` will be called.
  package init(
    _ model: Model, settings: TrainingSettings, size: Int, training: Bool, engine: Engine
  ) {
    self.model = model
    self.size = size
    self.engine = engine
    seed = settings.seed
    let configuration = model.configuration
    let rows = configuration.bottleneck.width + configuration.classes
    batch = Batch(configuration, settings: settings, size: size, engine: engine)
    z = Matrix(rows: rows, columns: size)
    zTransposed =
      training && model.decoder.layers[0].wantsTransposedInput
      ? Matrix(rows: size, columns: rows) : nil
    zGradient = Matrix(rows: rows, columns: training ? size : 0)
    encoder = Trace(model.encoder, batch: size, training: training)
    decoder = Trace(model.decoder, batch: size, training: training)
    bottleneck = model.bottleneckPass(
      objective: settings.objective, size: size, engine: engine)
    penalty = settings.objective.codes.penalty?.pass(
      configuration.bottleneck, size: size, engine: engine)
    likelihood = LikelihoodPass(
      model, size: size, images: settings.objective.images, training: training, engine: engine)
  }

  private func view(_ matrix: Matrix, _ columns: Int) -> Panels {
    matrix.view(rows: matrix.rows, columns: columns)
  }

  /// z itself, without the classes.
  private func code(_ columns: Int) -> Panels {
    view(z, columns).slice(rows: 0..<model.configuration.bottleneck.width)
  }

  private func parameters(_ columns: Int) -> Panels {
    encoder.output(model.encoder.last, columns: columns)
  }

  /// One pass to the loss.
  ///
  /// - Parameters:
  ///   - rows: the examples, by their numbers in the data set.
  ///   - epoch: counted from 1; 0 is an evaluation. The noise depends on it.
  ///   - temperature: of relaxed categories.
  ///   - training: keep what `backward` needs, and relax what is discrete.
  /// - Returns: sums over the examples, in nats.
  package func forward(
    _ data: Dataset, rows: ArraySlice<UInt32>, epoch: Int, temperature: Double = 1, training: Bool
  ) -> LossSums {
    let count = rows.count
    let z = view(z, count)
    bottleneck.temperature = Float(temperature)
    encode(data, rows: rows, epoch: epoch, training: training)
    if model.configuration.classes > 0 {
      batch.fillClasses(z.slice(rows: model.configuration.bottleneck.width..<z.rows))
    }
    decoder.forward(z, layers: 0..<model.decoder.last, engine: engine)
    var sums = LossSums()
    sums.reconstruction = likelihood.run(
      decoder, z: z, target: batch.target(count), training: training)
    sums.divergence = bottleneck.divergence(count: count)
    sums.penalty = likelihood.imageLoss
    if let penalty {
      let noise = noise(epoch: epoch)
      let value = penalty.forward(
        parameters(count), z: code(count), noise: noise, examples: data.count)
      sums.penalty += Double(count) * value
    }
    sums.count = count
    return sums
  }

  /// Loads a batch and carries it to z.
  private func encode(_ data: Dataset, rows: ArraySlice<UInt32>, epoch: Int, training: Bool) {
    let count = rows.count
    batch.load(data, rows: rows, seed: seed, epoch: epoch)
    if let classes = encoder.classRows(columns: count) { batch.fillClasses(classes) }
    encoder.forward(batch.input(count), layers: model.encoder.layers.indices, engine: engine)
    bottleneck.forward(
      parameters(count), z: code(count), noise: noise(epoch: epoch), training: training)
  }

  /// What the discrete variables of some examples are, `[rows, variables]`.
  func codes(_ data: Dataset, rows: ArraySlice<UInt32>) -> [Int32] {
    encode(data, rows: rows, epoch: 0, training: false)
    return bottleneck.codes(code(rows.count)) ?? []
  }

  private func noise(epoch: Int) -> Noise {
    Noise(
      seed: seed, purpose: epoch == 0 ? .validation : .posterior, epoch: epoch,
      rows: batch.numbers)
  }

  /// The way back of the last `forward` with `training`.
  ///
  /// - Parameter weight: of the bottleneck's regulariser.
  /// - Returns: what every layer's weight gradient is made of.
  package func backward(count: Int, weight: Float) -> [Trace.Factors] {
    let (z, zGradient) = (view(z, count), view(zGradient, count))
    let gradient = encoder.gradient(model.encoder.last, columns: count)
    decoder.backward(z, inputGradient: zGradient, engine: engine)
    let codeGradient = zGradient.slice(rows: 0..<model.configuration.bottleneck.width)
    penalty?.addGradient(z: code(count), to: codeGradient)
    bottleneck.backward(
      parameters(count), z: code(count), zGradient: codeGradient, weight: weight / Float(count),
      gradient: gradient)
    penalty?.addGradient(parameters: parameters(count), to: gradient)
    let input = batch.input(count)
    encoder.backward(input, inputGradient: nil, engine: engine)
    let transposed = zTransposed?.view(rows: count, columns: z.rows)
    var transpositions = encoder.transpositions(columns: count)
    if let transposed { transpositions.append(.init(source: z, result: transposed)) }
    transpositions += decoder.transpositions(columns: count)
    if model.encoder.layers[0].wantsTransposedInput, let first = batch.transposition(count) {
      transpositions.append(first)
    }
    engine.transpose(transpositions)
    return encoder.factors(input, transposed: batch.transposedInput(count))
      + decoder.factors(z, transposed: transposed ?? z)
  }

  /// Moves what is learned of the last batch without a gradient: a codebook, a shared spread.
  package func learn(count: Int, epoch: Int) {
    bottleneck.learn(parameters(count), noise: noise(epoch: epoch))
    likelihood.learnScale(count: count)
  }

  /// Begins to count the use of the bottleneck.
  package func beginEpoch() { bottleneck.beginEpoch() }

  /// Counts the last batch.
  package func countUsage(count: Int) { bottleneck.count(parameters(count), z: code(count)) }

  /// The use of the bottleneck by the examples counted since `beginEpoch`.
  package func usage(examples: Int) -> Usage { bottleneck.usage(examples: examples) }
}
