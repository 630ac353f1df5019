import CIsal

/// Decompresses raw deflate data (RFC 1951) with ISA-L.
struct RawInflater: ~Copyable {
  private let state: UnsafeMutablePointer<inflate_state>

  init() {
    state = .allocate(capacity: 1)
    isal_inflate_init(state)
  }

  deinit { state.deallocate() }

  /// Whether the last block is complete.
  var isComplete: Bool { state.pointee.block_state == ISAL_BLOCK_FINISH }

  /// Bytes that were consumed and not used.
  var unused: Int { Int(state.pointee.read_in_length) / 8 }

  /// Decompresses from `input` into `output` as far as both reach.
  ///
  /// Returns the bytes consumed and produced; nil where the data are damaged.
  func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (consumed: Int, produced: Int)? {
    let bytes = input.assumingMemoryBound(to: UInt8.self)
    state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    state.pointee.avail_in = UInt32(input.count)
    state.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    state.pointee.avail_out = UInt32(output.count)
    guard isal_inflate(state) == ISAL_DECOMP_OK else { return nil }
    return (
      input.count - Int(state.pointee.avail_in), output.count - Int(state.pointee.avail_out)
    )
  }
}
