import Kernels
import Networks
import TensorIO
import Words

/// z is the encoder's output: an autoencoder. No prior. The codes of a sparse one may be limited to (0, 1) by a
/// sigmoid.
package struct IdentityBottleneck: Bottleneck {
  package var size: Int
  package var activation: Activation

  package init(size: Int, activation: Activation = .identity) {
    (self.size, self.activation) = (size, activation)
  }

  package static let word = Word<BottleneckChoice>(
    "none", "z is what the encoder gives; no prior"
  ) { _ in
    BottleneckChoice(Self.self) {
      Self(size: $0.latent, activation: $0.sparsity?.activation ?? .identity)
    }
  }

  package static var options: Set<BottleneckOption> { [.sparsity] }

  package init(_ fields: Fields) throws {
    size = try fields.latent()
    activation = try fields.activation("@code-activation")
  }

  package var fields: [Tensor] {
    [Tensor("@latent", integer: size), Tensor("@code-activation", text: activation.name)]
  }

  package func check(in configuration: Configuration) throws(VAEError) {
    guard !activation.keepsSlope else {
      throw VAEError(
        "codes cannot have the activation \(activation.name): its slope cannot be told from them")
    }
  }

  package var encoderOutputs: Int { size }
  package var width: Int { size }
  package var prior: BottleneckPrior { .ofAutoencoder }

  package func pass(_ model: Model, objective: Objective, size batch: Int, engine: Engine)
    -> any BottleneckPass
  {
    IdentityPass(
      size: size, activation: activation, sparsity: objective.sparsity, batch: batch, engine: engine
    )
  }
}

/// z is the encoder's output as it is, with a penalty on codes that are not sparse where one is asked
/// for.
class IdentityPass: BottleneckPass {
  private let activation: Activation
  private let sparsity: SparsityPenalty?
  private let engine: Engine
  private let penalties, slopes: Buffer
  private var batchPenalty = 0.0
  private let moments: Moments

  init(size: Int, activation: Activation, sparsity: SparsityPenalty?, batch: Int, engine: Engine) {
    (self.activation, self.sparsity, self.engine) = (activation, sparsity, engine)
    penalties = Buffer(count: Panels.panels(batch) * Panels.width)
    slopes = Buffer(count: size)
    moments = Moments(numbers: size)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode) {
    let (kernels, penalties) = (engine.kernels, penalties.base)
    let lines = parameters.rows * Panels.width
    engine.pool.run(Panels.panels(z.columns)) { panel in
      (z.base + panel * z.panelStride)
        .update(from: parameters.base + panel * parameters.panelStride, count: lines)
    }
    switch sparsity {
    case nil: break
    case .l1:
      engine.forPanels(z.columns) { kernels.absoluteSums(z, result: penalties, panels: $0) }
    case .kl(let target, _):
      engine.alone {
        batchPenalty = Double(
          kernels.bernoulliSparsity(z, target: Float(target), slopes: slopes.base))
      }
    }
  }

  /// The KL to a target is a figure of the batch: each example counts it once.
  func terms(count: Int) -> [Double] {
    switch sparsity {
    case nil: []
    case .l1(let weight): [weight * penalties.sum(count)]
    case .kl(_, let weight): [weight * batchPenalty * Double(count)]
    }
  }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: [Float], gradient: Panels
  ) {
    let weight = weights[0]
    let (kernels, activation, slopes) = (engine.kernels, activation, slopes.base)
    let (sparsity, columns) = (sparsity, z.columns)
    let lines = zGradient.rows * Panels.width
    engine.forPanels(columns) {
      switch sparsity {
      case nil: break
      case .l1(let own):
        kernels.addSigns(z, weight: weight * Float(own), to: zGradient, panels: $0)
      case .kl(_, let own):
        // The slopes are of the batch's figure, which the loss counts once an example.
        kernels.addToRows(
          slopes, weight: weight * Float(own) * Float(columns), gradient: zGradient, panels: $0)
      }
      kernels.activationBackward(
        output: z, activation: activation, gradient: zGradient, panels: $0)
      for panel in $0 {
        (gradient.base + panel * gradient.panelStride)
          .update(from: zGradient.base + panel * zGradient.panelStride, count: lines)
      }
    }
  }

  func beginEpoch() { moments.reset() }

  var state: [StateEntry] { [moments.entry] }

  func count(_ parameters: Panels, z: Panels) { moments.add(z, engine: engine) }

  func usage(examples: Int) -> CodeUsage { CodeUsage(active: moments.active(examples: examples)) }
}
