import VAE

/// What a bottleneck is as nodes of ONNX. A bottleneck without this has no graph, and is refused by its name.
protocol BottleneckForm: Bottleneck {
  /// What the encoder's outputs mean, without a draw.
  ///
  /// - Parameter outputs: `[rows, encoderOutputs]`.
  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues

  /// KL(q(z|x) ‖ p(z)) of each row in nats, `[rows]`, where the prior is the bottleneck's own; nil where there is none.
  func divergence(
    _ outputs: Value, _ codes: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value?
}

/// What rows are behind a bottleneck.
struct LatentValues {
  /// `[rows, width]`.
  var z: Value
  /// Of a normal posterior, `[rows, normalSize]`.
  var logVariance: Value?
  /// Of discrete variables, i64 `[rows, variables]`.
  var codes: Value?
}
