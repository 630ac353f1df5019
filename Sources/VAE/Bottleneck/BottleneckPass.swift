import Kernels

/// The way of a batch through a bottleneck, and back. One object, made once for batches of up to a
/// number of examples; it keeps what the way back needs.
protocol BottleneckPass: AnyObject {
  /// Of relaxed categories; of no meaning to other bottlenecks.
  var temperature: Float { get set }

  /// z from the encoder's output.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[parameters, batch]`.
  ///   - z: `[width, batch]`.
  ///   - noise: of a draw; without it z is the posterior's mean, or its one value.
  ///   - training: whether a way back follows, and discrete draws are relaxed.
  func forward(_ parameters: Panels, z: Panels, noise: Noise?, training: Bool)

  /// The regulariser of the last batch, its sum over the examples in nats.
  func divergence(count: Int) -> Double

  /// The part of it that is of categories beside numbers: of a joint bottleneck; 0 for others.
  func categoryDivergence(count: Int) -> Double

  /// The gradient on the encoder's output, zero beyond the batch.
  ///
  /// - Parameters:
  ///   - zGradient: `[width, batch]`; it may be changed.
  ///   - weight: what the regulariser is multiplied by in the loss, over the number of examples.
  ///   - gradient: `[parameters, batch]`.
  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, gradient: Panels)

  /// The same where categories beside numbers have a weight of their own.
  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, categoryWeight: Float,
    gradient: Panels)

  /// Begins to count what `usage` tells.
  func beginEpoch()
  /// Counts the last batch.
  func count(_ parameters: Panels, z: Panels)
  /// How much of the bottleneck the examples since `beginEpoch` used.
  func usage(examples: Int) -> Usage
  /// Moves what is learned without a gradient, after the last `forward`.
  func learn(_ parameters: Panels, noise: Noise)
  /// What it remembers from batch to batch, to be kept and put back.
  var state: [StateEntry] { get }
  /// What the discrete variables of the last batch are, `[batch, variables]`; nil where there are none.
  func codes(_ z: Panels) -> [Int32]?
}

extension BottleneckPass {
  var temperature: Float {
    get { 1 }
    set {}
  }

  func categoryDivergence(count: Int) -> Double { 0 }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, categoryWeight: Float,
    gradient: Panels
  ) {
    backward(parameters, z: z, zGradient: zGradient, weight: weight, gradient: gradient)
  }

  func learn(_ parameters: Panels, noise: Noise) {}
  func codes(_ z: Panels) -> [Int32]? { nil }
}

extension Model {
  /// The table of bottlenecks.
  func bottleneckPass(objective: Objective, size: Int, engine: Engine) -> any BottleneckPass {
    switch configuration.bottleneck {
    case .none(let width, let activation):
      CodePass(
        size: width, activation: activation, sparsity: objective.sparsity, batch: size,
        engine: engine)
    case .gaussian(let width):
      GaussianPass(
        size: width, freeBits: objective.freeBits, batch: size, engine: engine,
        prior: configuration.hasClosedDivergence
          ? nil : { [self] in fixedPrior(columns: size, engine: engine) },
        flow: posteriorFlow.map {
          FlowPass($0, size: size, training: false, engine: engine)
        })
    case .categorical(let shape): CategoricalPass(shape, batch: size, engine: engine)
    case .joint(let width, let shape):
      JointPass(
        size: width, shape, freeBits: objective.freeBits, batch: size, engine: engine)
    case .quantized(let shape):
      QuantizedPass(
        codebook ?? CodebookParameters(shape), decay: objective.codebookDecay, batch: size,
        engine: engine)
    }
  }
}
