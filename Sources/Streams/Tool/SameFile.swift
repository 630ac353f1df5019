import Glibc

/// Whether two outputs would be one: the same file by any names, or the same name in the same folder where
/// there is none yet. `-` is standard output.
package func isSameFile(_ a: String, _ b: String) -> Bool {
  if let first = identity(a), let second = identity(b) { return first == second }
  let (first, second) = (split(a), split(b))
  guard first.name == second.name, let folder = identity(first.folder) else { return false }
  return folder == identity(second.folder)
}

/// Whether writing to the path replaces what is there: `/dev/null` may be named twice.
package func isReplaced(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
}

/// Device and number of what is there; nil where nothing is.
private func identity(_ path: String) -> [UInt64]? {
  var status = stat()
  let found = path == "-" ? fstat(STDOUT_FILENO, &status) : stat(path, &status)
  return found == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
}

private func split(_ path: String) -> (folder: String, name: Substring) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path[...]) }
  return (String(path[...slash]), path[path.index(after: slash)...])
}
