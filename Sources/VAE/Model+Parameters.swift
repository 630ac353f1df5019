import Kernels

extension Model {
  /// All that training moves, to be kept and put back.
  package var parameters: [[Float]] {
    var parts = namedLayers.flatMap { [$0.layer.fileWeights, $0.layer.bias.elements] }
    if let codebook { parts.append(codebook.vectors) }
    parts.append(logScale.elements)
    return parts
  }

  /// - Parameter parts: what `parameters` was.
  package func restore(_ parts: [[Float]]) {
    var rest = parts[...]
    for (_, layer) in namedLayers {
      layer.fileWeights = rest.removeFirst()
      layer.bias.elements = rest.removeFirst()
    }
    if let codebook { codebook.vectors = rest.removeFirst() }
    logScale.elements = rest.removeFirst()
  }
}
