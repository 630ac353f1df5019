import Datasets
import Kernels
import Networks
import VAE

/// The memory that a batch passes through, and the passes themselves: forward to the loss, back to
/// the gradients. One object, made once, for batches of up to `size` examples.
package final class Workspace {
  package let model: Model
  package let size: Int
  private let engine: Engine
  private let batch: Batch
  /// z, and below it the classes where the decoder is told them.
  private let z: Matrix
  private let zGradient: Matrix
  private let encoder, decoder: Trace
  private let bottleneck: any BottleneckPass
  private let penalty: (any PenaltyPass)?
  /// What that is a pass of.
  private let codePenalty: (any Penalty)?
  /// Where the divergence is drawn too: bounds of several draws, priors that are learned.
  private let bound: BoundPass?
  /// Behind the examples, where the prior has them.
  private let pseudo: PseudoColumns?
  private let likelihood: LikelihoodPass
  private let seed: UInt64

  /// - Parameters:
  ///   - training: whether `backward` will be called.
  ///   - discriminator: that of the training, where the objective has one; nil for a new one.
  package init(
    _ model: Model, settings: TrainingSettings, size: Int, training: Bool,
    discriminator: Discriminator? = nil, engine: Engine
  ) {
    (self.model, self.size, self.engine) = (model, size, engine)
    seed = settings.seed
    let configuration = model.configuration
    let rows = configuration.bottleneck.width + configuration.classes
    batch = Batch(configuration, settings: settings, size: size, engine: engine)
    let likelihood = LikelihoodPass(
      model, size: size, images: settings.objective.images, training: training, engine: engine)
    self.likelihood = likelihood
    let bound =
      settings.objective.codes.bound
      ?? (configuration.hasClosedDivergence ? nil : ImportanceBound())
    self.bound = bound.map {
      BoundPass(
        $0, model: model, likelihood: likelihood, size: size, training: training, engine: engine)
    }
    pseudo = self.bound?.prior.pseudoColumns(training: training)
    let columns = self.bound?.columns(size) ?? size
    z = Matrix(rows: rows, columns: columns)
    zGradient = Matrix(rows: rows, columns: training ? columns : 0)
    encoder = Trace(
      model.encoder, batch: batch.encoderInput(size).columns, training: training)
    decoder = Trace(model.decoder, batch: columns, training: training)
    bottleneck = configuration.bottleneck.pass(
      model, objective: settings.objective, size: size, engine: engine)
    let codes = settings.objective.codes
    let discriminator =
      discriminator
      ?? codes.discriminator(configuration.bottleneck, seed: settings.seed, engine: engine)
    codePenalty = codes.penalty
    penalty = codePenalty?.pass(
      configuration.bottleneck, size: size, discriminator: discriminator, engine: engine)
  }

  /// z itself, without the classes, of all draws.
  private func code(_ count: Int) -> Panels {
    z.view(columns: columns(count)).slice(rows: 0..<model.configuration.bottleneck.width)
  }

  /// The columns of z for so many examples.
  private func columns(_ count: Int) -> Int { bound?.columns(count) ?? count }

  private func parameters(_ columns: Int) -> Panels {
    encoder.output(model.encoder.last, columns: columns)
  }

  /// One pass to the loss.
  ///
  /// - Parameters:
  ///   - rows: the examples, by their numbers in the data set.
  ///   - epoch: counted from 1; 0 is an evaluation. The noise depends on it.
  ///   - temperature: of relaxed categories.
  ///   - weight: of the regulariser, where the draws of a bound are weighed with it.
  ///   - training: keep what `backward` needs, and relax what is discrete.
  /// - Returns: sums over the examples, in nats.
  package func forward(
    _ data: Dataset, rows: ArraySlice<UInt32>, epoch: Int, temperature: Double = 1,
    weight: Float = 1, training: Bool
  ) -> LossSums {
    let count = rows.count
    let z = z.view(columns: columns(count))
    let mode = training ? PassMode.training(temperature: Float(temperature)) : .evaluation
    encode(data, rows: rows, epoch: epoch, mode: mode)
    if model.configuration.classes > 0 {
      let classes = z.slice(rows: model.configuration.bottleneck.width..<z.rows)
      for draw in 0..<(bound?.draws ?? 1) { batch.fillClasses(classes.draw(draw, of: count)) }
    }
    decoder.forward(z, layers: 0..<model.decoder.last, engine: engine)
    let volume = data.volume(rows)
    if let bound {
      var sums = bound.sums(
        decoder, z: z, target: batch.target(count), weight: weight, training: training)
      sums.reconstruction += volume
      return sums
    }
    var sums = LossSums()
    sums.reconstruction =
      likelihood.run(decoder, z: z, target: batch.target(count), training: training) + volume
    let terms = bottleneck.terms(count: count)
    sums.divergence = terms.reduce(0, +)
    sums.categories = terms.dropFirst().reduce(0, +)
    sums.penalty = likelihood.imageLoss
    if let penalty = penalty(of: count) {
      let noise = noise(epoch: epoch)
      let value = penalty.forward(
        parameters(count), z: code(count), noise: noise, examples: data.count)
      sums.codeWeight = codePenalty?.weight(count, of: size) ?? 0
      sums.codePenalty = sums.codeWeight * value
    }
    sums.count = count
    return sums
  }

  /// The pass of the objective's penalty; nil where there is none, or the batch has too few examples for it.
  private func penalty(of count: Int) -> (any PenaltyPass)? {
    count >= codePenalty?.leastExamples ?? .max ? penalty : nil
  }

  /// Loads a batch and carries it to z.
  private func encode(_ data: Dataset, rows: ArraySlice<UInt32>, epoch: Int, mode: PassMode) {
    let count = rows.count
    batch.load(data, rows: rows, seed: seed, epoch: epoch)
    if let classes = encoder.classRows(columns: count) { batch.fillClasses(classes) }
    let input = batch.encoderInput(count)
    pseudo?.load(input)
    encoder.forward(input, layers: model.encoder.layers.indices, engine: engine)
    let isTraining = if case .training = mode { true } else { false }
    pseudo?.take(
      parameters(input.columns),
      gradient: isTraining ? encoder.gradient(model.encoder.last, columns: input.columns) : nil)
    if let bound {
      bound.draw(parameters(count), z: code(count), noise: noise(epoch: epoch))
    } else {
      bottleneck.forward(
        parameters(count), z: code(count), noise: noise(epoch: epoch), mode: mode)
    }
  }

  /// What the discrete variables of some examples are, `[rows, variables]`.
  func codes(_ data: Dataset, rows: ArraySlice<UInt32>) -> [Int32] {
    encode(data, rows: rows, epoch: 0, mode: .evaluation)
    return bottleneck.posterior?.codes(code(rows.count)) ?? []
  }

  private func noise(epoch: Int) -> Noise {
    Noise(
      seed: seed, purpose: epoch == 0 ? .validation : .posterior, epoch: epoch,
      rows: batch.numbers)
  }

  /// The way back of the last `forward` with `training`.
  ///
  /// - Parameters:
  ///   - weight: of the bottleneck's regulariser.
  ///   - categoryWeight: of its part that is of the categories of a joint one; nil for the same.
  /// - Returns: what every layer's weight gradient is made of.
  package func backward(
    count: Int, weight: Float, categoryWeight: Float? = nil
  ) -> [Trace.Factors] {
    let columns = columns(count)
    let (z, zGradient) = (z.view(columns: columns), zGradient.view(columns: columns))
    let gradient = encoder.gradient(model.encoder.last, columns: count)
    bound?.share(decoder.gradient(model.decoder.last, columns: columns))
    decoder.backward(z, inputGradient: zGradient, engine: engine)
    let penalty = penalty(of: count)
    let codeGradient = zGradient.slice(rows: 0..<model.configuration.bottleneck.width)
    penalty?.addGradient(z: code(count), to: codeGradient)
    if let bound {
      bound.backward(
        parameters(count), z: code(count), zGradient: codeGradient, weight: weight,
        gradient: gradient)
    } else {
      bottleneck.backward(
        parameters(count), z: code(count), zGradient: codeGradient,
        weights: [weight / Float(count), (categoryWeight ?? weight) / Float(count)],
        gradient: gradient)
    }
    penalty?.addGradient(parameters: parameters(count), to: gradient)
    let input = batch.encoderInput(count)
    encoder.backward(input, inputGradient: nil, engine: engine)
    // A prior of pseudo-inputs is refused where the encoder begins with another layer.
    let onPseudoInputs = (model.encoder.layers[0] as? any AffineLayer).flatMap {
      pseudo?.backward($0, first: encoder.gradient(0, columns: input.columns), input: input)
    }
    engine.transpose(encoder.transpositions(input) + decoder.transpositions(z))
    return encoder.factors(input) + decoder.factors(z) + (bound?.factors ?? [])
      + (onPseudoInputs.map { [$0] } ?? [])
  }

  /// Moves what is learned of the last batch beside the model's weights: a codebook, a shared spread, a
  /// discriminator.
  package func learn(count: Int, epoch: Int) {
    bottleneck.learn(parameters(count), noise: noise(epoch: epoch))
    penalty(of: count)?.learn(z: code(count), noise: noise(epoch: epoch))
    likelihood.learnScale(count: count, slopes: bound?.slopes)
  }

  /// What it remembers from batch to batch, to be kept and put back.
  var state: [StateEntry] { bottleneck.state.within("bottleneck") }

  /// Begins to count the use of the bottleneck.
  package func beginEpoch() { bottleneck.beginEpoch() }

  /// Counts the last batch.
  package func countUsage(count: Int) { bottleneck.count(parameters(count), z: code(count)) }

  /// The use of the bottleneck by the examples counted since `beginEpoch`.
  package func usage(examples: Int) -> CodeUsage { bottleneck.usage(examples: examples) }
}
