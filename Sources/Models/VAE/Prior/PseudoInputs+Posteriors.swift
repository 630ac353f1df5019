import Kernels
import Networks

extension PseudoInputs {
  /// What a model's encoder makes of all pseudo-inputs, `[2·latent, K]`: μ above log σ².
  func posteriors(of model: Model, engine: Engine) -> Matrix {
    let encoder = model.encoder
    let columns = weights.columns
    let inputs = Matrix(rows: outputs, columns: columns)
    forward(inputs.panels, engine: engine)
    let result = Matrix(rows: encoder.outputs, columns: columns)
    let step = min(model.configuration.batch(upTo: 256) / Panels.width, Panels.panels(columns))
    let trace = Trace(encoder, batch: step * Panels.width, training: false)
    for start in stride(from: 0, to: Panels.panels(columns), by: step) {
      let panels = start..<min(start + step, Panels.panels(columns))
      let part = inputs.panels.slice(panels: panels)
      trace.forward(part, layers: 0..<encoder.last, engine: engine)
      trace.runLast(
        trace.input(encoder.last, first: part), output: result.panels.slice(panels: panels),
        engine: engine)
    }
    return result
  }
}
