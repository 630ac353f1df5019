import CIsal

/// The checksum of gzip and ZIP, CRC-32, of bytes that come in pieces.
package struct CRC32 {
  package private(set) var value: UInt32 = 0

  package init() {}

  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    value = crc32_gzip_refl(
      value, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }
}
