import Kernels
import Networks

/// p(z) = 1/K Σ_k q(z|u_k), the posteriors of pseudo-inputs (Tomczak & Welling 2018, equation 9).
///
/// What the encoder makes of the pseudo-inputs is given beforehand, by `take`. The gradient on that is left in
/// `componentGradient`, from where the encoder carries it to the pseudo-inputs.
final class VampPass: PriorPass {
  private let table: PseudoInputs
  private let latent: Int
  private let engine: Engine
  private let precisions: Matrix
  private let constants: Buffer
  /// log of each component's part in p(z), then its share of the gradient, `[K, columns]`.
  private let shares: Matrix
  private let sharesTransposed: Matrix
  private let logDensity: Buffer
  private var components: Panels
  /// Where the components belong to this pass.
  private var kept: Matrix?
  /// `[2·latent, K]`, zero beyond the last component; written by `backward`.
  var componentGradient: Panels?

  /// - Parameters:
  ///   - table: of K pseudo-inputs.
  ///   - columns: the most at a time.
  init(
    _ table: PseudoInputs, latent: Int, columns: Int, training: Bool, engine: Engine
  ) {
    let components = table.inputs
    (self.table, self.latent, self.engine) = (table, latent, engine)
    precisions = Matrix(rows: latent, columns: components)
    constants = Buffer(count: Panels.panels(components) * Panels.width)
    shares = Matrix(rows: components, columns: columns)
    sharesTransposed = Matrix(rows: training ? columns : 0, columns: components)
    logDensity = Buffer(count: Panels.panels(columns) * Panels.width)
    self.components = precisions.panels
  }

  /// - Parameter components: the posteriors of the pseudo-inputs, `[2·latent, K]`; they stay the caller's,
  ///   and are read until the next call.
  func take(_ components: Panels) {
    self.components = components
    let (kernels, precisions, constants) = (engine.kernels, precisions.panels, constants.base)
    engine.forPanels(components.columns) {
      kernels.mixtureTerms(
        components, precisions: precisions, constants: constants, panels: $0)
    }
  }

  func fix(_ model: Model) {
    let components = table.posteriors(of: model, engine: engine)
    kept = components
    take(components.panels)
  }

  func pseudoColumns(training: Bool) -> PseudoColumns? {
    PseudoColumns(table, pass: self, training: training, engine: engine)
  }

  private func shares(_ columns: Int) -> Panels {
    shares.view(rows: components.columns, columns: columns)
  }

  func forward(_ z: Panels, noise: [Noise], logDensity: UnsafeMutablePointer<Float>) {
    let (kernels, components, precisions) = (engine.kernels, components, precisions.panels)
    let (constants, shares, kept) = (constants.base, shares(z.columns), self.logDensity.base)
    engine.forPanels(z.columns) {
      kernels.mixtureLogDensity(
        z, components: components, precisions: precisions, constants: constants,
        logShares: shares, logDensity: kept, panels: $0)
    }
    logDensity.update(from: kept, count: Panels.panels(z.columns) * Panels.width)
  }

  func backward(_ z: Panels, weights: UnsafePointer<Float>, zGradient: Panels) {
    let (kernels, components, precisions) = (engine.kernels, components, precisions.panels)
    let (shares, logDensity) = (shares(z.columns), logDensity.base)
    engine.forPanels(z.columns) {
      kernels.mixtureBackward(
        z, components: components, precisions: precisions, logDensity: logDensity,
        weights: weights, shares: shares, zGradient: zGradient, panels: $0)
    }
    guard let gradient = componentGradient else { return }
    let transposed = sharesTransposed.view(rows: z.columns, columns: components.columns)
    engine.transpose([.init(source: shares, result: transposed)])
    engine.forPanels(components.columns) {
      kernels.mixtureComponentGradient(
        z, weights: weights, shares: transposed, components: components,
        precisions: precisions, gradient: gradient, panels: $0)
    }
  }
}
