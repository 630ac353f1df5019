import Glibc
import VAE

extension VectorQuantizedBottleneck: BottleneckForm {
  /// The least of ½‖c‖² − v·c, of which ‖v − c‖² is twice that and what all codes share; of equal ones the first.
  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues {
    let vectors = parameters["codebook.vectors"]
    let norms = (0..<codes).map { code in
      Float(
        vectors.values[code * size..<(code + 1) * size].reduce(0.0) {
          $0 + Double($1) * Double($1)
        } / 2)
    }
    let book = graph.floats(vectors.values, vectors.shape, name: "codebook.vectors")
    let rows = graph.reshape(outputs, row: [variables, size])
    let products = graph.node("MatMul", [rows, graph.transpose(book, [1, 0])])
    let distances = graph.subtract(graph.floats(norms, [codes]), products)
    let nearest = graph.node(
      "ArgMin", [distances], [Attribute("axis", 2), Attribute("keepdims", 0)])
    let z = graph.node("Gather", [book, nearest], [Attribute("axis", 0)])
    return LatentValues(z: graph.reshape(z, row: [width]), codes: nearest)
  }

  /// −log p of the codes, variable by variable.
  func divergence(
    _ outputs: Value, _ latents: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value? {
    guard let nearest = latents.codes else { return nil }
    let lengths = parameters["codebook.prior"].values.map { Float(-log(Double($0))) }
    let table = graph.floats(lengths, [variables * codes])
    let firsts = graph.integers((0..<variables).map { $0 * codes })
    let places = graph.node("Add", [nearest, firsts])
    return graph.rowSums(graph.node("Gather", [table, places], [Attribute("axis", 0)]))
  }
}
