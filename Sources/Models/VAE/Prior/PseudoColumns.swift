import Kernels
import Networks

/// Pseudo-inputs as further columns of the encoder's batch, in whole panels behind those of the examples:
/// one pass through the encoder, one back and one weight gradient serve both.
package final class PseudoColumns {
  private let table: PseudoInputs
  private let pass: VampPass
  private let engine: Engine
  /// The gradient on the table, `[features, K]`.
  private let gradient: Matrix

  /// - Parameter pass: of the prior that the pseudo-inputs' posteriors are for.
  init(_ table: PseudoInputs, pass: VampPass, training: Bool, engine: Engine) {
    (self.table, self.pass, self.engine) = (table, pass, engine)
    gradient = Matrix(rows: table.outputs, columns: training ? table.inputs : 0)
  }

  /// The part of a batch's matrix that is theirs.
  private func part(_ matrix: Panels) -> Panels {
    let all = Panels.panels(matrix.columns)
    return matrix.slice(panels: all - Panels.panels(table.inputs)..<all)
  }

  /// Writes the pseudo-inputs behind the examples.
  ///
  /// - Parameter input: the encoder's, `[features, examples and pseudo-inputs]`.
  package func load(_ input: Panels) { table.forward(part(input), engine: engine) }

  /// Takes their posteriors to the prior, and lets it write its gradient on them beside that of the examples.
  ///
  /// - Parameters:
  ///   - output: the encoder's.
  ///   - gradient: that on it, where there will be a way back.
  package func take(_ output: Panels, gradient: Panels?) {
    pass.take(part(output))
    pass.componentGradient = gradient.map(part)
  }

  /// The last step back, from the encoder's first layer to the table.
  ///
  /// - Parameters:
  ///   - first: the gradient on that layer's output.
  ///   - input: as in `load`.
  package func backward(_ layer: any AffineLayer, first: Panels, input: Panels) -> Trace.Factors {
    let target = gradient.panels
    layer.backward(
      part(first), kept: part(input), inputGradient: target, activation: table.activation,
      engine: engine)
    return Trace.Factors(layer: table, gradient: target, input: target, transposed: target)
  }
}
