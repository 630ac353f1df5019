import Kernels
import Networks

/// The way of a batch through a flow, and back. Columns may be several draws side by side, each in whole
/// panels: those where there is no example may hold anything on the way in, even NaN, and are finite on
/// the way out.
package final class FlowPass {
  private let flow: Flow
  private let engine: Engine
  private let traces: [Trace]
  /// xₙ by its number n; without a way back the last two, by n % 2.
  private let states: [Matrix]
  /// On x₂ₙ and x₂ₙ₊₁, by n % 2.
  private let gradients: [Matrix]
  /// What a network says of its input.
  private let networkGradient: Matrix
  private var columns = 0
  private var batch = 1
  /// Of each layer's weight gradient, in the order of `namedLayers`, after `backward`.
  package private(set) var factors: [Trace.Factors] = []

  /// - Parameters:
  ///   - size: the most columns.
  ///   - training: whether there will be a way back.
  package init(_ flow: Flow, size: Int, training: Bool, engine: Engine) {
    (self.flow, self.engine) = (flow, engine)
    let couplings = flow.networks.indices
    func halves(_ numbers: Range<Int>) -> [Matrix] {
      numbers.map { Matrix(rows: flow.rows($0).count, columns: size) }
    }
    traces = flow.networks.map { Trace($0, batch: size, training: training) }
    states = halves(0..<(training ? couplings.count + 2 : 2))
    gradients = halves(0..<(training ? 2 : 0))
    networkGradient = Matrix(rows: training ? flow.rows(1).count : 0, columns: size)
  }

  private func view(_ matrix: Matrix) -> Panels { matrix.view(rows: matrix.rows, columns: columns) }

  /// xₙ, `[half, columns]`.
  private func state(_ number: Int) -> Panels { view(states[number % states.count]) }

  /// Two neighbouring states from a matrix of all rows, 0 where there is no example.
  private func load(_ source: Panels, _ first: Panels, _ second: Panels, number: Int) {
    let (kernels, batch) = (engine.kernels, batch)
    let (one, two) = (
      source.slice(rows: flow.rows(number)), source.slice(rows: flow.rows(number + 1))
    )
    engine.forPanels(columns) {
      kernels.copyDraws(one, batch: batch, into: first, panels: $0)
      kernels.copyDraws(two, batch: batch, into: second, panels: $0)
    }
  }

  /// And back.
  private func store(_ first: Panels, _ second: Panels, number: Int, to target: Panels) {
    let (kernels, columns) = (engine.kernels, columns)
    let (one, two) = (
      target.slice(rows: flow.rows(number)), target.slice(rows: flow.rows(number + 1))
    )
    engine.forPanels(columns) {
      kernels.copyDraws(first, batch: columns, into: one, panels: $0)
      kernels.copyDraws(second, batch: columns, into: two, panels: $0)
    }
  }

  /// t above the raw s of a coupling.
  private func parameters(_ coupling: Int) -> Panels {
    let layers = flow.networks[coupling].layers.indices
    traces[coupling].forward(state(coupling + 1), layers: layers, engine: engine)
    return traces[coupling].output(layers.upperBound - 1, columns: columns)
  }

  /// The flow's output.
  ///
  /// - Parameters:
  ///   - input: `[width, columns]`.
  ///   - output: `[width, columns]`; it may be the input.
  ///   - logDeterminant: log|det ∂output/∂input| of each column is added to it, `[panels · 32]`.
  ///   - batch: examples of a draw; without it all columns are one draw.
  package func forward(
    _ input: Panels, output: Panels, logDeterminant: UnsafeMutablePointer<Float>,
    batch: Int? = nil
  ) {
    columns = input.columns
    self.batch = batch ?? columns
    let couplings = flow.networks.count
    load(input, state(0), state(1), number: 0)
    let kernels = engine.kernels
    for coupling in 0..<couplings {
      let (parameters, x, y) = (parameters(coupling), state(coupling), state(coupling + 2))
      engine.forPanels(columns) {
        kernels.couplingForward(
          parameters: parameters, input: x, output: y, logDeterminant: logDeterminant, panels: $0)
      }
    }
    store(state(couplings), state(couplings + 1), number: couplings, to: output)
  }

  /// The way back of the last `forward`, and what the layers' gradients are made of.
  ///
  /// - Parameters:
  ///   - outputGradient: `[width, columns]`.
  ///   - weights: what −log|det| of each column is multiplied by in the loss, `[panels · 32]`.
  ///   - inputGradient: `[width, columns]`, 0 where there is no example; it may be `outputGradient`.
  package func backward(
    outputGradient: Panels, weights: UnsafePointer<Float>, inputGradient: Panels
  ) {
    let couplings = flow.networks.count
    let (kernels, batch) = (engine.kernels, batch)
    func gradient(_ number: Int) -> Panels { view(gradients[number % 2]) }
    load(outputGradient, gradient(couplings), gradient(couplings + 1), number: couplings)
    for coupling in (0..<couplings).reversed() {
      let (trace, last) = (traces[coupling], flow.networks[coupling].last)
      let (x, kept) = (state(coupling), state(coupling + 1))
      let (changed, target) = (gradient(coupling), gradient(coupling + 1))
      let parameters = trace.output(last, columns: columns)
      let parameterGradient = trace.gradient(last, columns: columns)
      engine.forPanels(columns) {
        kernels.couplingBackward(
          parameters: parameters, input: x, gradient: changed, weights: weights, batch: batch,
          parameterGradient: parameterGradient, panels: $0)
      }
      let fromNetwork = networkGradient.view(rows: kept.rows, columns: columns)
      trace.backward(kept, inputGradient: fromNetwork, engine: engine)
      engine.forPanels(columns) { kernels.addRows(fromNetwork, to: target, panels: $0) }
    }
    store(gradient(0), gradient(1), number: 0, to: inputGradient)
    collectFactors()
  }

  private func collectFactors() {
    let inputs = traces.indices.map { state($0 + 1) }
    engine.transpose(zip(traces, inputs).flatMap { $0.transpositions($1) })
    factors = zip(traces, inputs).flatMap { $0.factors($1) }
  }

  /// Undoes `forward`, up to rounding. There is no way back afterwards before the next `forward`.
  ///
  /// - Parameters:
  ///   - output: of the flow, `[width, columns]`.
  ///   - input: `[width, columns]`; it may be the output.
  package func inverse(_ output: Panels, input: Panels) {
    columns = output.columns
    batch = columns
    let couplings = flow.networks.count
    load(output, state(couplings), state(couplings + 1), number: couplings)
    let kernels = engine.kernels
    for coupling in (0..<couplings).reversed() {
      let (parameters, y, x) = (parameters(coupling), state(coupling + 2), state(coupling))
      engine.forPanels(columns) {
        kernels.couplingInverse(parameters: parameters, output: y, input: x, panels: $0)
      }
    }
    store(state(0), state(1), number: 0, to: input)
  }
}
