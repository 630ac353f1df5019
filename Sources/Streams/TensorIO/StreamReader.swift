/// Reads frames of tensors from a file descriptor, in memory bounded by one frame.
///
/// After an error the reader must not be used again. The descriptor is not closed.
public struct StreamReader: ~Copyable {
  private let limits: Limits
  private let isFragment: Bool
  private var frames: FrameReader
  /// The position in the present stream; a new one begins after each END.
  private var sequence: UInt32 = 0
  private var dataFrames: UInt64 = 0
  private var bodyBytes: UInt64 = 0
  /// Whether the last frame read was an END.
  private var isEnded = false
  /// The columns of the last frame that had any.
  private var columns: CheckedColumns?

  /// A reader from `descriptor`, which must stay open.
  ///
  /// A `fragment` is some frames out of a stream: their sequence is not checked and the END may be
  /// missing. It is for workers behind a program that splits a stream. Throws `StreamError` when
  /// memory is short.
  public init(
    descriptor: Int32, limits: Limits = .standard, fragment: Bool = false
  ) throws(StreamError) {
    self.limits = limits
    isFragment = fragment
    frames = try FrameReader(descriptor: descriptor, limits: limits)
  }

  /// Bytes of the input that the frames so far have taken.
  public var position: Int { frames.position }

  /// The next DATA frame, or `nil` after the END of the last stream and the end of the input.
  ///
  /// Throws `StreamError` for whatever is not a complete stream, or several one after another.
  public mutating func next() throws(StreamError) -> Frame? {
    while let (marker, bytes) = try frames.next() {
      do {
        try check(marker)
        switch try BodyParser.parse(bytes, limits: limits, known: columns) {
        case .data(let frame):
          if let tensor = frame[Columns.field], columns?.tensor.isIdentical(to: tensor) != true {
            columns = try CheckedColumns(tensor)
          }
          isEnded = false
          sequence &+= 1
          dataFrames += 1
          bodyBytes &+= UInt64(bytes.count)
          return frame
        case .end(let count, let total):
          try checkEnd(frames: count, bytes: total)
          isEnded = true
          (sequence, dataFrames, bodyBytes) = (0, 0, 0)
        }
      } catch {
        throw frames.locate(error)
      }
    }
    if !isEnded, !isFragment {
      throw frames.locate(StreamError(frames.position == 0 ? .empty : .missingEnd))
    }
    return nil
  }

  /// The only frame of a stream that holds exactly one, such as a model.
  ///
  /// Throws `StreamError` as `next()` does, and when there are no frames or more than one.
  public consuming func readSingle() throws(StreamError) -> Frame {
    guard let frame = try next() else { throw StreamError(.notSingle(frames: 0)) }
    if try next() != nil { throw StreamError(.notSingle(frames: 2), frame: 1) }
    return frame
  }

  private func check(_ marker: Marker) throws(StreamError) {
    if !isFragment, marker.sequence != sequence {
      throw StreamError(.sequence(found: marker.sequence, expected: sequence))
    }
  }

  private func checkEnd(frames count: UInt64, bytes total: UInt64) throws(StreamError) {
    if isFragment { return }
    if count != dataFrames {
      throw StreamError(
        .size("the number of frames that END gives", found: count, expected: dataFrames))
    }
    if total != bodyBytes {
      throw StreamError(
        .size("the sum of body sizes that END gives", found: total, expected: bodyBytes))
    }
  }
}
