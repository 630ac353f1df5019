package import TensorIO

extension Frame {
  package var metadata: [Tensor] { tensors.filter(\.isMetadata) }

  /// The name of the first metadata that the two frames do not share; nil where all are the same, in
  /// whatever order.
  package func metadataDifference(from other: Frame) -> String? {
    let (own, others) = (metadata, other.metadata)
    let odd = own.first { tensor in !others.contains { $0.isIdentical(to: tensor) } }
    return (odd ?? others.first { tensor in !own.contains { $0.name == tensor.name } })?.name
  }
}
