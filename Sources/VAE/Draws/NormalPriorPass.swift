import Kernels

/// N(0, I).
final class NormalPriorPass: PriorPass {
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
