import TensorIO

extension Frame {
  /// The rows in order, in frames small enough for what is made of them, each with the number of its first row
  /// in the stream. Metadata are repeated in each. A part is made when it is asked for: a few bytes can claim so many rows that not even the list of
  /// the parts would fit in memory.
  ///
  /// A few numbers can stand for many, as the latents of a picture do: a frame of them may be small
  /// while the frame of what they stand for would be larger than a frame can be.
  ///
  /// - Parameters:
  ///   - rowSize: the bytes that a row becomes.
  ///   - firstRow: the number of the frame's first row in the stream.
  /// - Throws: `StreamError`, if the tensors disagree in rows.
  package func cut(
    forRowsOf rowSize: Int, from firstRow: Int
  ) throws(StreamError) -> some Sequence<(part: Frame, firstRow: Int)> {
    // Whole panels of 32 rows, about 16 MiB, as few as one row where rows are large.
    let fitting = max(1, (1 << 24) / rowSize)
    let step = fitting < 32 ? fitting : fitting / 32 * 32
    let all = try rows()
    // A frame without rows is one part.
    return stride(from: 0, to: max(1, all), by: step).lazy.map { start in
      (all <= step ? self : self.rows(start..<min(all, start + step)), firstRow + start)
    }
  }
}
