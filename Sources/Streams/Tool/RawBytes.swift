extension [UInt8] {
  /// Lends the bytes, to be filled by a call of the system or of a C library.
  package mutating func withRawBytes<Result, Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeMutableBufferPointer { bytes throws(Failure) in
      try body(UnsafeMutableRawBufferPointer(bytes))
    }
  }

  /// The next `count` bytes of what `read` reads: fewer only at the end. Memory is taken as they come, however many are
  /// asked for.
  ///
  /// - Parameter read: fills a buffer with the next bytes and returns their number, 0 at the end.
  package init<Failure: Error>(
    _ count: Int, from read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    self = []
    reserveCapacity(Swift.min(count, Self.roomLimit))
    while self.count < count {
      let wanted = Swift.min(count - self.count, Self.roomLimit)
      var found = 0
      try append(addingCapacity: wanted) { (span: inout OutputSpan<UInt8>) throws(Failure) in
        try span.withUnsafeMutableBufferPointer { buffer, filled throws(Failure) in
          let room = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<filled + wanted])
          while found < wanted {
            let more = try read(UnsafeMutableRawBufferPointer(rebasing: room[found...]))
            if more == 0 { break }
            found += more
          }
          filled += found
        }
      }
      if found < wanted { break }
    }
  }

  /// Bytes for which room is made before they come.
  private static var roomLimit: Int { 1 << 24 }
}
