import Found
import Glibc
import Tool

/// The files that operands name: a file itself, of a folder all files in it and in the folders in it.
package enum PictureList {
  /// As many folders may lie in each other.
  private static let depth = 64

  /// The paths of all files, those of a folder in the order of the bytes of their names. Names that begin with a point
  /// are left out, as in the shell.
  ///
  /// - Throws: `ToolError` with the status `noInput` for what is not there.
  package static func files(_ operands: [String]) throws(ToolError) -> [String] {
    var files: [String] = []
    for path in operands {
      try InputFile.check(path)
      if path != "-", isFolder(path) {
        let before = files.count
        try add(path, to: &files, depth: 0)
        if files.count == before {
          throw ToolError(.noInput, path, "is a folder without files, expected pictures in it")
        }
      } else {
        files.append(path)
      }
    }
    return files
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func add(
    _ folder: String, to files: inout [String], depth: Int
  ) throws(ToolError) {
    guard depth < Self.depth else {
      throw ToolError(
        .noInput, folder, "lies \(depth) folders deep; perhaps a link leads back to where it is")
    }
    for name in try names(in: folder) {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if isFolder(path) {
        try add(path, to: &files, depth: depth + 1)
      } else {
        files.append(path)
      }
    }
  }

  /// The names in a folder, sorted by their bytes.
  private static func names(in folder: String) throws(ToolError) -> [String] {
    guard let directory = opendir(folder) else {
      throw ToolError(.noInput, folder, "cannot open", errno: errno)
    }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: UInt8.self, capacity: 256) {
          Array(
            UnsafeBufferPointer(
              start: $0, count: strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))))
        }
      }
      if name.first != UInt8(ascii: ".") { names.append(name) }
    }
    guard errno == 0 else {
      throw ToolError(.inputOutput, folder, "cannot read", errno: errno)
    }
    var sorted: [String] = []
    for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let text = String(validating: name, as: UTF8.self) else {
        throw ToolError(
          .noInput, folder, "holds a file with the name \(quoted(name)), expected names in UTF-8")
      }
      sorted.append(text)
    }
    return sorted
  }
}
