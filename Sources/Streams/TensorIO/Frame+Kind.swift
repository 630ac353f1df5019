import Found

extension Frame {
  /// What the frame holds, by the names of its tensors; nil where they are of no kind that is known.
  package var content: StreamKind? { StreamKind(tensors.map(\.name)) }

  /// What a frame without rows of data is, by its metadata; nil for any other frame. A model, a prior and a set
  /// of axes are streams of one such frame.
  package var kind: StreamKind? { content.flatMap { $0.hasRows ? nil : $0 } }

  /// What a message says where a tensor is missing: what is there in its place, and what to do.
  ///
  /// - Parameters:
  ///   - name: `x`, `z`, or what an option asked for.
  ///   - meaning: what it is, in the plural: `data`, `latents`.
  package func missing(_ name: String, meaning: String) -> String {
    let kind = content
    if let kind, !kind.hasRows {
      return
        "this is a \(kind.name), expected a stream of \(meaning) with a tensor \(quoted(name)); "
        + kind.cure
    }
    if name == "x" || name == "z", let kind,
      let found = tensors.first(where: { kind.tensors.contains($0.name) })
    {
      return "\(kind.name) '\(found.name)' but no \(meaning) '\(name)': \(kind.cure)"
    }
    let found = tensors.filter { !$0.isMetadata }.prefix(8).map { "'\($0.name)'" }
    return
      "no tensor \(quoted(name)), found \(found.isEmpty ? "nothing" : found.joined(separator: ", ")): "
      + "\(meaning) are expected"
  }
}
