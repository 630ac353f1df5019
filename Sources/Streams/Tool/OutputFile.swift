import Glibc

/// An open output: standard output, or a file that appears complete or not at all.
///
/// A file is written to a temporary in its folder, synced, and renamed by `finish`. Without `finish`, after
/// an error or a signal, the temporary is gone and what was there before stays.
package struct OutputFile: ~Copyable {
  package let descriptor: Int32
  /// The name for diagnostics.
  package let name: String
  private var replacement: Replacement?
  private var isOpen = true

  /// Opens standard output for nil and `-`; else creates the temporary for the file at `path`. What is
  /// not a regular file, such as `/dev/null` or a FIFO, is written directly, and so is what this process has
  /// open already, such as `/dev/stdout`.
  ///
  /// - Parameter hint: what to do instead of binary output to a terminal; nil where the output is text,
  ///   which a terminal may have.
  /// - Throws: `ToolError` with the status `cannotCreate`; for binary output to a terminal `usage`,
  ///   with the hint.
  package init(_ path: String?, hint: String?) throws(ToolError) {
    let path = path == "-" ? nil : path
    let name = path ?? "standard output"
    let (descriptor, replacement) = try Self.open(path)
    if let hint, isatty(descriptor) != 0 {
      throw ToolError(.usage, name, "is a terminal: \(hint)")
    }
    self.name = name
    self.descriptor = descriptor
    self.replacement = replacement
  }

  private static func open(_ path: String?) throws(ToolError) -> (Int32, Replacement?) {
    guard let path else { return (STDOUT_FILENO, nil) }
    if let number = namedDescriptor(path) {
      let descriptor = fcntl(number, F_DUPFD_CLOEXEC, 0)
      guard descriptor >= 0 else {
        throw ToolError(.cannotCreate, path, "cannot open for writing", errno: errno)
      }
      return (descriptor, nil)
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    if !exists || status.st_mode & S_IFMT == S_IFREG {
      let replacement = try Replacement(
        of: exists ? path : linkTarget(path), mode: exists ? status.st_mode & 0o7777 : nil)
      return (replacement.descriptor, replacement)
    }
    let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, path, "cannot open for writing", errno: errno)
    }
    return (descriptor, nil)
  }

  /// Whether what was there stays until `finish`: the output is a file, and not one that the process has open.
  package var isReplacement: Bool { replacement != nil }

  /// Writes all bytes.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func write(_ bytes: RawSpan) throws(ToolError) {
    do {
      try Descriptor.write(bytes, to: descriptor)
    } catch {
      throw ToolError(.inputOutput, name, "cannot write", errno: error.code)
    }
  }

  /// Closes the output, with the result checked, and gives the file its name.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package consuming func finish() throws(ToolError) {
    if replacement != nil, fsync(descriptor) != 0 {
      throw ToolError(.inputOutput, name, "cannot sync", errno: errno)
    }
    try replacement?.name()
    isOpen = false
    // A network file system reports a failed write here.
    guard close(descriptor) == 0 else {
      throw ToolError(.inputOutput, name, "cannot close", errno: errno)
    }
    if let replacement {
      try replacement.commit()
      self.replacement = nil
    }
  }

  deinit {
    replacement?.remove()
    if isOpen, descriptor != STDOUT_FILENO { close(descriptor) }
  }
}
