import VAE

extension IdentityBottleneck: BottleneckForm {
  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues {
    LatentValues(z: outputs)
  }

  func divergence(
    _ outputs: Value, _ codes: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value? { nil }
}
