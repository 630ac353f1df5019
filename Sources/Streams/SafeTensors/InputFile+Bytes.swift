import Glibc
import Tool

extension InputFile {
  /// The next `count` bytes: fewer only at the end. Memory grows with what is there, not with what was asked for.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  func next(_ count: Int) throws(ToolError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var part = [UInt8](repeating: 0, count: min(1 << 16, count - bytes.count))
      let found = try part.withUnsafeMutableBufferPointer { buffer throws(ToolError) in
        try read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if found == 0 { break }
      bytes += part[..<found]
    }
    return bytes
  }

  /// The `count` bytes at `offset` of a regular file.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  func bytes(at offset: Int, count: Int) throws(ToolError) -> [UInt8] {
    var done = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
      let target = UnsafeMutableRawBufferPointer(buffer)
      while done < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: target[done...])
        let found = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
        if found > 0 {
          done += found
        } else if found == 0 || errno != EINTR {
          code = found == 0 ? 0 : errno
          break
        }
      }
      size = done
    }
    if done == count { return bytes }
    guard code == 0 else { throw ToolError(.inputOutput, name, "cannot read", errno: code) }
    throw ToolError(.inputOutput, name, "has become shorter while it was read")
  }
}
