import Found
import Glibc
import Tool

/// The files that operands name: a file itself, of a folder all files in it and in the folders in it.
package enum PictureList {
  /// The paths of all files, those of a folder in the order of the bytes of their names. Names that begin with a point
  /// are left out, as in the shell.
  ///
  /// - Throws: `ToolError` with the status `noInput` for what is not there or is no file, and for links in a circle.
  package static func files(_ operands: [String]) throws(ToolError) -> [String] {
    var files: [String] = []
    for path in operands {
      try InputFile.check(path)
      guard path != "-", let folder = Place(path), folder.isFolder else {
        files.append(path)
        continue
      }
      let before = files.count
      try add(path, folder, within: [], to: &files)
      if files.count == before {
        throw ToolError(.noInput, path, "is a folder without files, expected pictures in it")
      }
    }
    return files
  }

  /// What is at a path, behind links.
  private struct Place {
    let isFolder: Bool
    let isFile: Bool
    /// The same for all paths that lead there.
    let identity: [UInt64]

    /// Nil where nothing is.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      isFolder = status.st_mode & S_IFMT == S_IFDIR
      isFile = status.st_mode & S_IFMT == S_IFREG
      identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
  }

  private static func add(
    _ path: String, _ folder: Place, within folders: [[UInt64]], to files: inout [String]
  ) throws(ToolError) {
    guard !folders.contains(folder.identity) else {
      throw ToolError(.noInput, path, "is a link back to a folder that it lies in")
    }
    for name in try names(in: path) {
      let path = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      guard let place = Place(path), !place.isFile else {
        // What is not there, as behind a broken link, is found when it is opened.
        files.append(path)
        continue
      }
      guard place.isFolder else {
        throw ToolError(.noInput, path, "is neither a file nor a folder")
      }
      try add(path, place, within: folders + [folder.identity], to: &files)
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
      // In place: a record is as long as its name needs, not as the type says.
      let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
      let name = Array(
        UnsafeRawBufferPointer(
          start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
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
