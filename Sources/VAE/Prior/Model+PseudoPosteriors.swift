import Kernels

extension Model {
  /// The posteriors of all pseudo-inputs, `[2·latent, K]`: μ above log σ²; nil where the prior has none.
  func pseudoPosteriors(engine: Engine) -> Matrix? {
    guard case .vamp(let table) = prior else { return nil }
    let inputs = Matrix(rows: table.outputs, columns: table.inputs)
    table.forward(inputs.panels, engine: engine)
    let result = Matrix(rows: encoder.outputs, columns: table.inputs)
    let step = min(configuration.batch(upTo: 256) / Panels.width, Panels.panels(table.inputs))
    let trace = Trace(encoder, batch: step * Panels.width, training: false)
    let last = encoder.layers[encoder.last]
    for start in stride(from: 0, to: Panels.panels(table.inputs), by: step) {
      let panels = start..<min(start + step, Panels.panels(table.inputs))
      let part = inputs.panels.slice(panels: panels)
      trace.forward(part, layers: 0..<encoder.last, engine: engine)
      last.forward(
        trace.input(encoder.last, first: part), output: result.panels.slice(panels: panels),
        activation: last.activation, slopes: nil, engine: engine)
    }
    return result
  }
}
