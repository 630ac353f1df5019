import Glibc

/// A new file in a folder that has no name, and is gone when it is closed unless it gets one; -1, with
/// `errno`, where the file system has no such files.
///
/// - Parameter access: `O_WRONLY` or `O_RDWR`.
package func openUnnamed(in folder: String, access: Int32, mode: mode_t) -> Int32 {
  // O_TMPFILE of open(2), a macro that Swift does not import.
  open(folder, 0o20_000_000 | O_DIRECTORY | access | O_CLOEXEC, mode)
}
