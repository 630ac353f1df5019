import Kernels
import VAE

extension GaussianBottleneck: BottleneckForm {
  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues {
    let logVariance = graph.slice(outputs, size..<2 * size)
    return LatentValues(
      z: graph.slice(outputs, 0..<size),
      logVariance: graph.clip(logVariance, LogVariance.least...LogVariance.greatest))
  }

  /// ½ Σ (μ² + σ² − log σ² − 1).
  func divergence(
    _ outputs: Value, _ codes: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value? {
    guard let logVariance = codes.logVariance else { return nil }
    let excess = graph.subtract(graph.add(graph.exp(logVariance), -1), logVariance)
    let mean = graph.slice(outputs, 0..<size)
    return graph.multiply(graph.rowSums(graph.add(graph.square(mean), excess)), 0.5)
  }
}
