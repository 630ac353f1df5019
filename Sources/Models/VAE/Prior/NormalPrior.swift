import Kernels
import Networks
import TensorIO
import Words

/// N(0, I). It learns nothing.
package struct NormalPrior: LatentPrior, PriorLayers {
  package static let word = Word<any LatentPrior>(
    "normal", "N(0, I)", "Kingma & Welling 2014, arXiv 1312.6114"
  ) { _ in NormalPrior() }

  package init() {}
  package init(_ fields: Fields) {}
  package var fields: [Tensor] { [] }

  package var description: String { name }
  package var isStandardNormal: Bool { true }
  package func plan(_ configuration: Configuration) -> [ParameterPlan] { [] }

  package func layers(_ configuration: Configuration) -> any PriorLayers { self }
  package var namedLayers: [NamedWeights] { [] }

  package func pass(
    _ model: Model, columns: Int, training: Bool, engine: Engine
  ) -> any PriorPass { NormalPriorPass(engine: engine) }

  package func source(_ model: Model, batch: Int, engine: Engine) -> (any PriorSource)? { nil }
}

extension LatentPrior where Self == NormalPrior {
  package static var normal: NormalPrior { NormalPrior() }
}

private final class NormalPriorPass: PriorPass {
  private let engine: Engine

  init(engine: Engine) { self.engine = engine }

  func forward(_ z: Panels, noise: [Noise], logDensity: UnsafeMutablePointer<Float>) {
    let kernels = engine.kernels
    engine.forPanels(z.columns) { kernels.normalLogDensity(z, result: logDensity, panels: $0) }
  }

  func backward(_ z: Panels, weights: UnsafePointer<Float>, zGradient: Panels) {
    let kernels = engine.kernels
    engine.forPanels(z.columns) {
      kernels.addNormalGradient(z, weights: weights, gradient: zGradient, panels: $0)
    }
  }
}
