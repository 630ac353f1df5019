import Glibc
import Synchronization

/// A temporary file that takes the place of another one in one step.
struct Replacement {
  let descriptor: Int32
  private let path: String
  private let folder: String
  private let temporary: String
  /// Tells apart two temporaries for one file, such as a model and its snapshot.
  private static let count = Atomic<Int>(0)

  /// Creates the temporary in the folder of the file at `path`, or of the file that a symbolic link at
  /// `path` names.
  ///
  /// - Parameter mode: The permissions of the file that is replaced; nil for a new one.
  init(of path: String, mode: mode_t?) throws(ToolError) {
    if mode != nil, access(path, W_OK) != 0 {
      throw ToolError(.cannotCreate, path, "cannot replace", errno: errno)
    }
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let target = resolved.map { String(cString: $0) } ?? path
    let base = target.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let folder = base.count == target.count ? "./" : String(target.dropLast(base.count))
    self.path = target
    self.folder = folder
    let number = Self.count.add(1, ordering: .relaxed).newValue
    temporary = "\(folder).\(base).\(getpid())-\(number)"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, path, "cannot create", errno: errno)
    }
    removeOnSignal(temporary)
    if let mode { fchmod(descriptor, mode) }
  }

  /// Renames the temporary and syncs the folder, so that the new name survives a power cut.
  func commit() throws(ToolError) {
    guard rename(temporary, path) == 0 else {
      throw ToolError(.cannotCreate, path, "cannot rename the temporary file", errno: errno)
    }
    keepOnSignal(temporary)
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return }
    // Not every file system can sync a folder; the file's bytes are safe either way.
    fsync(directory)
    close(directory)
  }

  func remove() {
    unlink(temporary)
    keepOnSignal(temporary)
  }
}
