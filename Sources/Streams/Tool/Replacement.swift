import Glibc
import Synchronization

/// A temporary file that takes the place of another one in one step.
///
/// It has no name until it is complete, where the file system can do that: until then nothing can leave it
/// behind, not even SIGKILL or a power cut.
package struct Replacement {
  package let descriptor: Int32
  /// The file as the user calls it, and where it is.
  private let given: String
  private let path, folder, temporary: String
  private let isNamed: Bool
  /// Tells apart two temporaries for one file, such as a model and its snapshot.
  private static let count = Atomic<Int>(0)

  /// Creates the temporary in the folder of the file at `path`, or of the file that a symbolic link at
  /// `path` names.
  ///
  /// - Parameters:
  ///   - mode: The permissions of the file that is replaced; nil for a new one.
  ///   - named: Whether it must have a name from the beginning, as on a file system that knows no other.
  package init(of path: String, mode: mode_t?, named: Bool = false) throws(ToolError) {
    if mode != nil, access(path, W_OK) != 0 {
      throw ToolError(.cannotCreate, path, "cannot replace", errno: errno)
    }
    // What is there but has no path, as a file that another process has open and that was removed, cannot be
    // replaced, and the link that leads to it must not be.
    guard let target = mode == nil ? path : resolved(path) else {
      throw ToolError(.cannotCreate, path, "cannot replace", errno: errno)
    }
    let base = target.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let folder = base.count == target.count ? "./" : String(target.dropLast(base.count))
    given = path
    self.path = target
    self.folder = folder
    let number = Self.count.add(1, ordering: .relaxed).newValue
    temporary = "\(folder).\(Self.beginning(of: base)).\(getpid())-\(number)"
    let unnamed = named ? -1 : Self.withoutName(in: folder, mode: mode ?? 0o666)
    isNamed = unnamed < 0
    descriptor =
      isNamed
      ? open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666) : unnamed
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, path, "cannot create", errno: errno)
    }
    if isNamed { removeOnSignal(temporary) }
    if let mode { fchmod(descriptor, mode) }
  }

  /// A name of at most 200 bytes, so that with what comes behind it it is no longer than a file system
  /// allows, 255.
  private static func beginning(of name: Substring) -> Substring {
    var size = 0
    return name.prefix {
      size += $0.utf8.count
      return size <= 200
    }
  }

  /// A file without a name, or -1 where there can be none that gets one later.
  private static func withoutName(in folder: String, mode: mode_t) -> Int32 {
    guard access("/proc/self/fd", X_OK) == 0 else { return -1 }
    return openUnnamed(in: folder, access: O_WRONLY, mode: mode)
  }

  /// Gives the complete temporary a name, while it is open.
  package func name() throws(ToolError) {
    if isNamed { return }
    removeOnSignal(temporary)
    let source = "/proc/self/fd/\(descriptor)"
    guard linkat(AT_FDCWD, source, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
      let code = errno
      keepOnSignal(temporary)
      throw ToolError(.cannotCreate, given, "cannot name the temporary file", errno: code)
    }
  }

  /// Renames the temporary and syncs the folder, so that the new name survives a power cut.
  ///
  /// - Throws: `ToolError` with the status `cannotCreate`: then the old file stays. With `inputOutput` the new one
  ///   is in its place, complete, but a power cut could bring the old one back.
  package func commit() throws(ToolError) {
    guard rename(temporary, path) == 0 else {
      throw ToolError(.cannotCreate, given, "cannot rename the temporary file", errno: errno)
    }
    keepOnSignal(temporary)
    try syncFolder()
  }

  /// Not every file system can sync a folder, and not every folder can be read: there nothing more can be done.
  private func syncFolder() throws(ToolError) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return }
    defer { close(directory) }
    guard fsync(directory) != 0 else { return }
    let code = errno
    if [EIO, ENOSPC, EDQUOT].contains(code) {
      throw ToolError(.inputOutput, given, "cannot sync its folder", errno: code)
    }
  }

  package func remove() {
    unlink(temporary)
    keepOnSignal(temporary)
  }
}
