import Glibc

/// Where a file would be made that is opened at `path`: what symbolic links lead to, though nothing is there
/// yet. `path` itself where it is no link.
///
/// - Throws: `ToolError` with the status `cannotCreate`, if the links go round in a circle.
func linkTarget(_ path: String) throws(ToolError) -> String {
  var target = path
  // As many as the kernel follows.
  for _ in 0..<40 {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes {
      readlink(target, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    if count < 0 { return target }
    let link = String(decoding: buffer.prefix(count), as: UTF8.self)
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    target = link.hasPrefix("/") ? link : folder + link
  }
  throw ToolError(.cannotCreate, path, "cannot create", errno: ELOOP)
}
