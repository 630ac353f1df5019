extension [UInt8] {
  /// Lends the bytes, to be filled by a call of the system or of a C library.
  package mutating func withRawBytes<Result, Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeMutableBufferPointer { bytes throws(Failure) in
      try body(UnsafeMutableRawBufferPointer(bytes))
    }
  }
}
