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

  /// xₙ, `[half, columns]`.
  private func state(_ number: Int) -> Panels {
    states[number % states.count].view(columns: columns)
  }

  /// The rows of two neighbouring states in a matrix of all rows.
  private func halves(_ matrix: Panels, _ number: Int) -> (Panels, Panels) {
    (matrix.slice(rows: flow.rows(number)), matrix.slice(rows: flow.rows(number + 1)))
  }

  /// Copies two states, `batch` examples of each draw; the other columns become 0.
  private func copy(_ source: (Panels, Panels), to target: (Panels, Panels), batch: Int) {
    let kernels = engine.kernels
    engine.forPanels(columns) {
      kernels.copyDraws(source.0, batch: batch, into: target.0, panels: $0)
      kernels.copyDraws(source.1, batch: batch, into: target.1, panels: $0)
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
    copy(halves(input, 0), to: (state(0), state(1)), batch: self.batch)
    let kernels = engine.kernels
    for coupling in 0..<couplings {
      let (parameters, x, y) = (parameters(coupling), state(coupling), state(coupling + 2))
      engine.forPanels(columns) {
        kernels.couplingForward(
          parameters: parameters, input: x, output: y, logDeterminant: logDeterminant, panels: $0)
      }
    }
    copy((state(couplings), state(couplings + 1)), to: halves(output, couplings), batch: columns)
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
    func gradient(_ number: Int) -> Panels { gradients[number % 2].view(columns: columns) }
    copy(
      halves(outputGradient, couplings), to: (gradient(couplings), gradient(couplings + 1)),
      batch: batch)
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
    copy((gradient(0), gradient(1)), to: halves(inputGradient, 0), batch: columns)
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
    copy(halves(output, couplings), to: (state(couplings), state(couplings + 1)), batch: batch)
    let kernels = engine.kernels
    for coupling in (0..<couplings).reversed() {
      let (parameters, y, x) = (parameters(coupling), state(coupling + 2), state(coupling))
      engine.forPanels(columns) {
        kernels.couplingInverse(parameters: parameters, output: y, input: x, panels: $0)
      }
    }
    copy((state(0), state(1)), to: halves(input, 0), batch: columns)
  }
}
