import Glibc

extension OutputFile {
  /// Where the next byte goes, in a regular file that can be written at any place; nil of a pipe and the like, and of a
  /// file to which all is appended.
  package var position: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, flags & O_APPEND == 0 else { return nil }
    let position = lseek(descriptor, 0, SEEK_CUR)
    return position >= 0 ? Int(position) : nil
  }

  /// Writes bytes over others. What `write` writes next goes where it would have gone.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func write(_ bytes: RawSpan, at offset: Int) throws(ToolError) {
    do {
      try Descriptor.write(bytes, to: descriptor, at: offset)
    } catch {
      throw ToolError(.inputOutput, name, "cannot write", errno: error.code)
    }
  }
}
