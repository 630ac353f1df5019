import Glibc

/// Bytes read from a descriptor and not yet consumed. They are consumed in place: what is left is
/// moved only when a field of a few bytes straddles two reads.
struct InputBuffer: ~Copyable {
  private let descriptor: Int32
  private var bytes: [UInt8]
  private var range = 0..<0
  /// Bytes consumed since the beginning.
  private(set) var position = 0

  init(descriptor: Int32, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    bytes = [UInt8](repeating: 0, count: capacity)
  }

  /// The number of bytes at hand.
  var count: Int { range.count }

  /// The bytes at hand.
  var available: ArraySlice<UInt8> { bytes[range] }

  /// Passes over the first `count` bytes at hand.
  mutating func consume(_ count: Int) {
    range = range.lowerBound + count..<range.upperBound
    position += count
  }

  /// Reads until at least `count` bytes are at hand, at most the capacity. Returns false when the
  /// input ends before.
  mutating func fill(_ count: Int) throws(StreamError.Reason) -> Bool {
    while range.count < count {
      if bytes.count - range.lowerBound < count || range.isEmpty { moveToFront() }
      let read = try readSome(descriptor, into: &bytes, from: range.upperBound)
      if read == 0 { return false }
      range = range.lowerBound..<range.upperBound + read
    }
    return true
  }

  private mutating func moveToFront() {
    for (to, from) in range.enumerated() { bytes[to] = bytes[from] }
    range = 0..<range.count
  }
}
