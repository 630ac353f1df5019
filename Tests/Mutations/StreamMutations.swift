import TensorIO

/// Every change of a stream: bits flipped, cuts, frames swapped, dropped and doubled.
struct StreamMutations {
  let subject: StreamSubject
  /// Of bits and cuts, one in so many is tried.
  let step: Int

  /// - Returns: a name and a tally for each way to change the stream.
  func run(_ bytes: [UInt8]) throws -> [(String, Tally)] {
    let original = try subject.read(MemoryFile(bytes))
    let anatomy = Anatomy(bytes)
    return [
      ("bits", bits(bytes, original, anatomy)), ("cuts", cuts(bytes, original, anatomy)),
      ("frames swapped", swaps(bytes, original, anatomy)),
      ("frames dropped", repeats(bytes, original, anatomy, times: 0)),
      ("frames doubled", repeats(bytes, original, anatomy, times: 2)),
    ]
  }

  private func bits(_ bytes: [UInt8], _ original: [Frame], _ anatomy: Anatomy) -> Tally {
    let file = MemoryFile(bytes)
    var tally = Tally()
    for bit in stride(from: 0, to: 8 * min(bytes.count, reach), by: step) {
      file.set(bytes[bit / 8] ^ 1 << (bit % 8), at: bit / 8)
      let part = anatomy.part(at: bit / 8).rawValue
      tally.add(subject.outcome(of: file, original: original, part: part))
      file.set(bytes[bit / 8], at: bit / 8)
    }
    return tally
  }

  /// Behind an END the input may end: the streams up to there are whole. No other cut may be read.
  private func cuts(_ bytes: [UInt8], _ original: [Frame], _ anatomy: Anatomy) -> Tally {
    let file = MemoryFile(bytes)
    let ends = anatomy.ends
    var tally = Tally()
    for size in stride(from: bytes.count - 1, through: 0, by: -step) {
      file.truncate(to: size)
      let outcome = subject.outcome(of: file, original: original, part: "behind END")
      switch outcome {
      case .other where ends.contains(size): tally.add(.allowed("behind an earlier END"))
      case .same where !ends.contains(size): tally.add(.wrong("a cut taken for an end"))
      default: tally.add(outcome)
      }
    }
    return tally
  }

  /// Two frames in each other's place. A frame tells its number in its stream, not which stream that is:
  /// in streams one after another two of the same number whose bodies have the same size are alike.
  private func swaps(_ bytes: [UInt8], _ original: [Frame], _ anatomy: Anatomy) -> Tally {
    let file = MemoryFile()
    var tally = Tally()
    let frames = anatomy.frames
    for (i, first) in frames.enumerated() {
      for second in frames[(i + 1)...] {
        let between = bytes[first.range.upperBound..<second.range.lowerBound]
        let parts = [
          bytes[..<first.range.lowerBound], bytes[second.range], between, bytes[first.range],
          bytes[second.range.upperBound...],
        ]
        file.set(Array(parts.joined()))
        let outcome = subject.outcome(of: file, original: original, part: "alike")
        let areAlike =
          number(of: first, in: bytes) == number(of: second, in: bytes)
          && first.contentSize == second.contentSize
        tally.add(
          outcome == .other && areAlike ? .allowed("of two streams, same number and size") : outcome
        )
      }
    }
    return tally
  }

  /// The bytes of a frame's sequence number.
  private func number(of piece: Anatomy.Piece, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[(piece.range.lowerBound + 24)..<(piece.range.lowerBound + 28)]
  }

  private func repeats(
    _ bytes: [UInt8], _ original: [Frame], _ anatomy: Anatomy, times: Int
  ) -> Tally {
    let file = MemoryFile()
    var tally = Tally()
    for piece in anatomy.frames {
      let copies = [ArraySlice<UInt8>](repeating: bytes[piece.range], count: times)
      let parts = [bytes[..<piece.range.lowerBound]] + copies + [bytes[piece.range.upperBound...]]
      file.set(Array(parts.joined()))
      // The END of a stream without frames is such a stream.
      tally.add(subject.outcome(of: file, original: original, part: "a stream without frames"))
    }
    return tally
  }
}
