import TensorIO

extension Frame {
  /// The rows in order, in frames small enough for what is made of them. Metadata are repeated in
  /// each.
  ///
  /// A few numbers can stand for many, as the latents of a picture do: a frame of them may be small
  /// while the frame of what they stand for would be larger than a frame can be.
  ///
  /// - Parameter rowSize: the bytes that a row becomes.
  /// - Throws: `StreamError`, if the tensors disagree in rows.
  package func cut(forRowsOf rowSize: Int) throws(StreamError) -> [Frame] {
    // Whole panels of 32 rows, about 16 MiB, as few as one row where rows are large.
    let fitting = max(1, (1 << 24) / rowSize)
    let step = fitting < 32 ? fitting : fitting / 32 * 32
    let all = try rows()
    guard all > step else { return [self] }
    var frames: [Frame] = []
    for start in stride(from: 0, to: all, by: step) {
      let part = start..<min(all, start + step)
      frames.append(try Frame(tensors.map { $0.isMetadata ? $0 : $0.rows(part) }))
    }
    return frames
  }
}
