import Networks
import VAE

/// A flow of affine couplings, the way from a draw of the normal posterior to z.
struct FlowForm {
  let shape: Flow.Shape
  let width: Int
  /// Of its parameters' names.
  let name: String

  /// - Parameter input: `[rows, width]`.
  func forward(_ input: Value, _ parameters: Parameters, in graph: inout Graph) -> Value {
    let border = (width + 1) / 2
    var halves = [graph.slice(input, 0..<border), graph.slice(input, border..<width)]
    for coupling in 0..<shape.couplings {
      let (kept, changed) = (coupling % 2, 1 - coupling % 2)
      let prefix = "\(name).\(coupling)"
      let both = shape.plan(width: width, coupling: coupling).nodes(
        Signal(halves[kept]), prefix, parameters, in: &graph)
      let size = parameters["\(prefix).1.bias"].values.count / 2
      let shift = graph.slice(both.value, 0..<size)
      let raw = graph.slice(both.value, size..<2 * size)
      // s = 2·tanh(r/2), so that no factor is beyond exp(±2).
      let factor = graph.exp(graph.multiply(graph.tanh(graph.multiply(raw, 0.5)), 2))
      halves[changed] = graph.add(graph.multiply(halves[changed], factor), shift)
    }
    return graph.concatenate(halves)
  }
}
