import Kernels

/// The prior of a z whose image u = f(z) under a flow is N(0, I):
/// log p(z) = log N(u; 0, I) + log|det ∂u/∂z| (Dinh et al. 2017, equation 3).
final class FlowPriorPass: PriorPass {
  private let engine: Engine
  private let flow: FlowPass
  private let u: Matrix
  private let gradient: Matrix
  private let logDeterminant: Buffer

  /// - Parameters:
  ///   - columns: the most at a time.
  ///   - training: whether there will be a way back.
  init(_ flow: Flow, columns: Int, training: Bool, engine: Engine) {
    self.engine = engine
    self.flow = FlowPass(flow, size: columns, training: training, engine: engine)
    u = Matrix(rows: flow.width, columns: columns)
    gradient = Matrix(rows: flow.width, columns: training ? columns : 0)
    logDeterminant = Buffer(count: Panels.panels(columns) * Panels.width)
  }

  func forward(_ z: Panels, noise: [Noise], logDensity: UnsafeMutablePointer<Float>) {
    let u = u.view(rows: z.rows, columns: z.columns)
    // What the columns of all draws but the last have beyond those of one.
    let others = Panels.panels(z.columns) / noise.count * (noise.count - 1) * Panels.width
    let (kernels, columns) = (engine.kernels, Panels.panels(z.columns) * Panels.width)
    logDeterminant.base.update(repeating: 0, count: columns)
    flow.forward(
      z, output: u, logDeterminant: logDeterminant.base, batch: z.columns - others)
    engine.forPanels(z.columns) { kernels.normalLogDensity(u, result: logDensity, panels: $0) }
    for column in 0..<columns { logDensity[column] += logDeterminant.base[column] }
  }

  func backward(_ z: Panels, weights: UnsafePointer<Float>, zGradient: Panels) {
    let u = u.view(rows: z.rows, columns: z.columns)
    let gradient = gradient.view(rows: z.rows, columns: z.columns)
    let kernels = engine.kernels
    engine.forPanels(z.columns) {
      gradient.clear($0)
      kernels.addNormalGradient(u, weights: weights, gradient: gradient, panels: $0)
    }
    flow.backward(outputGradient: gradient, weights: weights, inputGradient: gradient)
    engine.forPanels(z.columns) { kernels.addRows(gradient, to: zGradient, panels: $0) }
  }

  var factors: [Trace.Factors] { flow.factors }
}
