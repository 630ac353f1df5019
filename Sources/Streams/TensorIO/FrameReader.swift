import Found

/// Cuts the input into frames and decompresses them. Knows markers and zstd, not what bodies say.
struct FrameReader: ~Copyable {
  /// The most room made for a body before bytes arrive that fill it. It is not memory until then; an array
  /// that grows beyond is copied, and may double.
  private static let room = 1 << 24
  /// Bytes decompressed at a time.
  private static let step = 1 << 20

  private let limits: Limits
  private var input: InputBuffer
  private let decompressor: Decompressor
  /// The number of the present frame, and where it begins in the input.
  private var index = -1
  private var start = 0

  init(descriptor: Int32, limits: Limits) throws(StreamError) {
    self.limits = limits
    input = InputBuffer(descriptor: descriptor)
    do {
      decompressor = try Decompressor()
    } catch {
      throw StreamError(error)
    }
  }

  /// Bytes of the input consumed so far.
  var position: Int { input.position }

  /// The marker and the body of the next frame; `nil` at the end of the input.
  mutating func next() throws(StreamError) -> (marker: Marker, body: [UInt8])? {
    index += 1
    do {
      guard let marker = try marker() else { return nil }
      return (marker, try body(compressedSize: marker.compressedSize))
    } catch {
      throw locate(StreamError(error))
    }
  }

  /// The error with the number of the present frame, and where it begins unless a place is known.
  func locate(_ error: StreamError) -> StreamError {
    var error = error
    error.frame = index
    if error.place == nil { error.place = .input(byte: start) }
    return error
  }

  /// Passes over foreign skippable frames, and consumes the next marker.
  private mutating func marker() throws(StreamError.Reason) -> Marker? {
    var skipped = 0
    start = input.position
    while try input.fill(8) {
      let header = Array(input.available.prefix(8))
      let magic = header.littleEndian(at: 0, as: UInt32.self)
      let size = Int(header.littleEndian(at: 4, as: UInt32.self))
      guard Marker.isSkippable(magic) else {
        // More of it may tell what it is.
        _ = try input.fill(FileKind.prefixSize)
        throw .notFrame(Array(input.available.prefix(FileKind.prefixSize)))
      }
      if magic == Marker.magic, try isMarker(size: size) {
        guard try input.fill(Marker.size) else { throw .truncated }
        let bytes = Array(input.available.prefix(Marker.size))
        input.consume(Marker.size)
        return try Marker(bytes)
      }
      skipped += 8 + size
      if skipped > limits.skipped {
        throw .aboveLimit(
          "size of foreign skippable frames", found: UInt64(skipped), limit: limits.skipped)
      }
      try skip(8 + size)
      start = input.position
    }
    if input.count == 0 { return nil }
    let found = Array(input.available.prefix(8))
    // What follows a whole stream is the beginning of another one.
    throw start > 0 || Marker.couldBegin(with: found) ? .truncated : .notFrame(found)
  }

  /// Whether the content of the skippable frame ahead, `size` bytes, begins with our signature.
  private mutating func isMarker(size: Int) throws(StreamError.Reason) -> Bool {
    if size < Marker.signature.count { return false }
    guard try input.fill(8 + Marker.signature.count) else { throw .truncated }
    return input.available.dropFirst(8).starts(with: Marker.signature)
  }

  /// Passes over `count` bytes of the input.
  private mutating func skip(_ count: Int) throws(StreamError.Reason) {
    var left = count
    while left > 0 {
      guard try input.fill(1) else { throw .truncated }
      let passed = min(left, input.count)
      input.consume(passed)
      left -= passed
    }
  }

  /// Decompresses the zstd frame of exactly that size.
  private mutating func body(compressedSize: UInt64) throws(StreamError.Reason) -> [UInt8] {
    // A frame that zstd cannot compress grows by 3 bytes per block and a header.
    let largest = limits.body + limits.body >> 8 + 1024
    guard compressedSize <= UInt64(largest) else {
      throw .aboveLimit("size of the zstd frame", found: compressedSize, limit: largest)
    }
    var left = Int(compressedSize)
    let headerSize = min(left, ZstdFrameHeader.maximumSize)
    guard try input.fill(headerSize) else { throw .truncated }
    let header = try ZstdFrameHeader(Array(input.available.prefix(headerSize)))
    guard header.contentSize <= UInt64(limits.body) else {
      throw .aboveLimit("size of the body", found: header.contentSize, limit: limits.body)
    }
    let size = Int(header.contentSize)

    var body: [UInt8] = []
    // Never the empty array that all threads share: to append nothing to it would still write its count.
    body.reserveCapacity(max(1, min(size, Self.room)))
    decompressor.reset()
    var isComplete = false
    while left > 0 {
      guard try input.fill(1) else { throw .truncated }
      if isComplete { throw .zstdFrame("ends \(left) bytes before the size in the marker") }
      let (consumed, complete) = try decompressor.decompress(
        input.available.prefix(left), into: &body, capacity: min(size - body.count, Self.step))
      input.consume(consumed)
      left -= consumed
      isComplete = complete
    }
    if !isComplete { throw .zstdFrame("goes on after the size in the marker") }
    return body
  }
}
