import Glibc

/// An open input: a file, or standard input.
package struct InputFile: ~Copyable {
  package let descriptor: Int32
  /// The name for diagnostics.
  package let name: String
  private let isOwned: Bool

  /// Opens the file at `path`, or standard input for nil and `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput`; for binary input from a terminal `usage`, with
  ///   the hint.
  package init(_ path: String?, hint: String) throws(ToolError) {
    if let path, path != "-" {
      name = path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      isOwned = true
      guard descriptor >= 0 else {
        throw ToolError(.noInput, name, "cannot open", errno: errno)
      }
    } else {
      name = Self.standardInput
      descriptor = STDIN_FILENO
      isOwned = false
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw ToolError(.noInput, name, "cannot read", errno: errno)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ToolError(.noInput, name, "is a directory, expected a file")
    }
    guard isatty(descriptor) == 0 else {
      throw ToolError(.usage, name, "is a terminal: \(hint)")
    }
  }

  /// The bytes of a regular file that are not read yet; nil of a pipe and the like.
  package var remainder: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status.st_size - lseek(descriptor, 0, SEEK_CUR)
  }

  /// Checks that the file at `path` is there and may be read, without opening it: a pipe can be opened once.
  ///
  /// - Throws: `ToolError` with the status `noInput`.
  package static func check(_ path: String) throws(ToolError) {
    guard path == "-" || access(path, R_OK) == 0 else {
      throw ToolError(.noInput, path, "cannot open", errno: errno)
    }
  }

  /// Reads what is there into `buffer`, at least one byte. Returns their number, 0 at the end.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress!, buffer.count)
      if count >= 0 { return count }
      let code = errno
      guard shouldRetry(descriptor, POLLIN, after: code) else {
        throw ToolError(.inputOutput, name, "cannot read", errno: code)
      }
    }
  }

  /// Reads what is there into `buffer` from the byte `start` on, as the other form does.
  package func read(into buffer: inout [UInt8], from start: Int) throws(ToolError) -> Int {
    try buffer.withUnsafeMutableBufferPointer { bytes throws(ToolError) in
      try read(
        into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[start...])))
    }
  }

  /// What a message says about an input without a byte: in a pipe the program before it has told why as a rule.
  ///
  /// - Parameters:
  ///   - expected: what a tool reads, with its article.
  ///   - name: that of the input.
  package static func emptyMessage(_ expected: String, _ name: String) -> String {
    let writer = name == standardInput ? "what came before it" : "what wrote it"
    return "is empty, expected \(expected); \(writer) may have failed"
  }

  /// The name of standard input for diagnostics.
  private static let standardInput = "standard input"

  deinit {
    if isOwned { close(descriptor) }
  }
}
