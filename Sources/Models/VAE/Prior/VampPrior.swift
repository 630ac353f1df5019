import Kernels
import Networks
import TensorIO
import Words

/// The mean of the posteriors of learned pseudo-inputs (Tomczak & Welling 2018, equation 9).
package struct VampPrior: LatentPrior {
  /// The number of pseudo-inputs.
  package let components: Int

  package static let word = Word<any LatentPrior>(
    "vamp[:K]", "the mean of the posteriors of K learned pseudo-inputs, 500 unless given",
    "Tomczak & Welling 2018, arXiv 1705.07120"
  ) {
    // The paper's experiments have 500.
    let components = $0.first.map { Int(exactly: $0) } ?? 500
    guard let components, LatentPriors.widths.contains(components) else { return nil }
    return VampPrior(components: components)
  }

  private static let field = "@pseudo-inputs"
  /// The most densities of a draw under a component that a step may have: two matrices of 512 MiB.
  private static let mostDensities = 1 << 27
  fileprivate static let layerName = "prior.pseudo-inputs"

  package init(components: Int) { self.components = components }

  package init(_ fields: Fields) throws {
    components = try fields.integer(VampPrior.field, LatentPriors.widths)
  }

  package var fields: [Tensor] { [Tensor(VampPrior.field, integer: components)] }
  package var description: String { NamedNumbers(name, [Double(components)]).text }
  package var pseudoInputs: Int { components }
  package var needsNormalPosteriors: Bool { true }

  package func plan(_ configuration: Configuration) -> [ParameterPlan] {
    [ParameterPlan("weight", [components, configuration.features]).within(VampPrior.layerName)]
  }

  /// Pseudo-inputs are kept within 0 and 1 where the likelihood's data are.
  package func layers(_ configuration: Configuration) -> any PriorLayers {
    let family = configuration.likelihood.family
    return PseudoInputs(
      components: components, features: configuration.features,
      activation: family.support == .unit ? .sigmoid : .identity,
      readsLogarithm: family.readsLogarithm)
  }

  package func check(_ configuration: Configuration) throws(VAEError) {
    if configuration.classes > 0 {
      throw VAEError("the prior \(name) has no classes for its pseudo-inputs")
    }
    // The gradient on pseudo-inputs is carried through the first layer for them alone.
    guard configuration.encoderPlan[0].isAffine else {
      throw VAEError(
        "the prior \(name) has no way back through a residual block: use --encoder mlp or conv")
    }
  }

  package func fault(width: Int, isConditional: Bool, draws: Int) -> String? {
    if isConditional { return "has no classes for its pseudo-inputs: leave out --conditional" }
    guard draws * components > VampPrior.mostDensities else { return nil }
    return "has \(components) densities for each of \(draws) draws in a step, at most "
      + "\(VampPrior.mostDensities) in all: use a smaller --batch"
  }
}

extension PseudoInputs: PriorLayers {
  package var namedLayers: [NamedWeights] { [(VampPrior.layerName, self)] }

  package func pass(_ model: Model, columns: Int, training: Bool, engine: Engine) -> any PriorPass {
    VampPass(
      self, latent: model.configuration.bottleneck.width, columns: columns, training: training,
      engine: engine)
  }

  package func source(_ model: Model, batch: Int, engine: Engine) -> (any PriorSource)? {
    let components = posteriors(of: model, engine: engine)
    return ComponentSource(
      components: components, parameters: Matrix(rows: components.rows, columns: batch))
  }
}

/// Draws from components, all alike.
private struct ComponentSource: PriorSource {
  /// `[2·latent, K]`.
  let components: Matrix
  /// The component of each draw, `[2·latent, batch]`.
  let parameters: Matrix

  func draw(_ rows: Range<Int>, seed: UInt64, _ normals: NormalDraws) -> Panels {
    let key = NoiseKey(seed: seed, purpose: .component)
    let chosen = parameters.view(columns: rows.count)
    for (column, row) in rows.enumerated() {
      let k = Int(
        Philox.word(row, key).multipliedFullWidth(by: UInt64(components.columns)).high)
      for line in 0..<parameters.rows {
        chosen[line, column] = components[line, k]
      }
    }
    return normals.z(chosen, rows, seed: seed)
  }
}
