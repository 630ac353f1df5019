import Kernels

extension Model {
  /// All that training moves, to be kept and put back.
  package var parameters: [[Float]] {
    var parts = namedLayers.flatMap { [$0.layer.fileWeights, $0.layer.bias.elements] }
    let learned = configuration.bottleneck.learned
    for (array, values) in zip(learned, bottleneckParameters?.arrays ?? [])
    where !array.isDistribution {
      parts.append(values)
    }
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
    for (index, array) in configuration.bottleneck.learned.enumerated()
    where !array.isDistribution {
      bottleneckParameters?.arrays[index] = rest.removeFirst()
    }
    logScale.elements = rest.removeFirst()
  }
}
