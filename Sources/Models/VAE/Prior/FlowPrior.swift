import Kernels
import Networks
import TensorIO
import Words

/// N(0, I) seen through a flow from z (Dinh et al. 2017).
package struct FlowPrior: LatentPrior {
  package let shape: Flow.Shape

  package static let word = Word<any LatentPrior>(
    "flow:COUPLINGS,HIDDEN", "N(0, I) through affine couplings, networks with one hidden layer",
    "Dinh et al. 2017, arXiv 1605.08803"
  ) {
    let numbers = $0.compactMap { Int(exactly: $0) }
    guard numbers.count == 2, (1...Flow.Shape.mostCouplings).contains(numbers[0]),
      LatentPriors.widths.contains(numbers[1])
    else { return nil }
    return FlowPrior(Flow.Shape(couplings: numbers[0], hidden: numbers[1]))
  }

  package init(_ shape: Flow.Shape) { self.shape = shape }
  package init(_ fields: Fields) throws { shape = try Flow.Shape(fields, "@prior-flow") }
  package var fields: [Tensor] { [shape.tensor("@prior-flow")] }

  package var description: String {
    NamedNumbers(name, [Double(shape.couplings), Double(shape.hidden)]).text
  }

  package func plan(_ configuration: Configuration) -> [ParameterPlan] {
    shape.parameters("prior", width: configuration.bottleneck.width)
  }

  package func layers(_ configuration: Configuration) -> any PriorLayers {
    FlowLayers(flow: Flow(shape, width: configuration.bottleneck.width))
  }

  package func check(_ configuration: Configuration) throws(VAEError) {
    if configuration.bottleneck.width < 2 { throw Flow.tooNarrow }
  }

  package func fault(width: Int, isConditional: Bool, draws: Int) -> String? {
    width < 2 ? Flow.cureOfWidth : nil
  }
}

private struct FlowLayers: PriorLayers {
  let flow: Flow

  var namedLayers: [NamedWeights] { flow.namedLayers("prior") }

  func initialize(in network: Network, seed: UInt64, number: Int, kernels: Kernels) {
    flow.initialize(seed: seed, number: number, kernels: kernels)
  }

  func pass(_ model: Model, columns: Int, training: Bool, engine: Engine) -> any PriorPass {
    FlowPriorPass(flow, columns: columns, training: training, engine: engine)
  }

  func source(_ model: Model, batch: Int, engine: Engine) -> (any PriorSource)? {
    FlowSource(flow: FlowPass(flow, size: batch, training: false, engine: engine))
  }
}

/// z = f⁻¹(u) of draws of u.
private struct FlowSource: PriorSource {
  let flow: FlowPass

  func draw(_ rows: Range<Int>, seed: UInt64, _ normals: NormalDraws) -> Panels {
    let z = normals.z(nil, rows, seed: seed)
    flow.inverse(z, input: z)
    return z
  }
}

/// The prior of a z whose image u = f(z) under a flow is N(0, I):
/// log p(z) = log N(u; 0, I) + log|det ∂u/∂z| (Dinh et al. 2017, equation 3).
private final class FlowPriorPass: PriorPass {
  private let engine: Engine
  private let flow: FlowPass
  private let u, gradient: Matrix
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
