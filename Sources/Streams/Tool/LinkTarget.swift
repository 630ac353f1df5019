import Glibc

/// Where a file would be made that is opened at `path`: what symbolic links lead to, though nothing is there
/// yet. `path` itself where it is no link.
///
/// - Throws: `ToolError` with the status `cannotCreate`, if the links go round in a circle.
func linkTarget(_ path: String) throws(ToolError) -> String {
  var target = path
  for _ in 0..<followedLinks {
    guard let next = linked(target) else { return target }
    target = next
  }
  throw ToolError(.cannotCreate, path, "cannot create", errno: ELOOP)
}

/// The number of the descriptor of this process that `path` names, as `/dev/stdout`, `/dev/fd/3` and links to
/// them do; nil for any other path.
///
/// What is open there need not have a path of its own: a pipe has none, nor has a file that was removed.
package func namedDescriptor(_ path: String) -> Int32? {
  guard let descriptors = resolved("/proc/self/fd") else { return nil }
  var target = path
  for _ in 0..<followedLinks {
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "./"
    if let number = Int32(target.split(separator: "/").last ?? ""), number >= 0,
      resolved(folder) == descriptors
    {
      return number
    }
    guard let next = linked(target) else { return nil }
    target = next
  }
  return nil
}

/// The path without links; nil where there is nothing.
func resolved(_ path: String) -> String? {
  guard let text = realpath(path, nil) else { return nil }
  defer { free(text) }
  return String(cString: text)
}

/// As many as the kernel follows.
private let followedLinks = 40

/// What the symbolic link at `path` says, as seen from where `path` is; nil where there is no link.
private func linked(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = buffer.withUnsafeMutableBytes {
    readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
  }
  if count < 0 { return nil }
  let link = String(decoding: buffer.prefix(count), as: UTF8.self)
  let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
  return link.hasPrefix("/") ? link : folder + link
}
