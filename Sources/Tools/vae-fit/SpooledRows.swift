import Datasets
import Glibc
import Spool
import Tool

/// The folder of `--spool` without an argument: the one that the environment names, or `/var/tmp`. In many
/// systems `/tmp` is in memory, which is what the file is to spare.
var standardSpoolFolder: String {
  let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
  return named.isEmpty ? "/var/tmp" : named
}

/// A temporary file for the rows of a data set.
final class SpooledRows: RowFile {
  private let file: SpoolFile

  /// - Throws: `ToolError` with the status `cannotCreate`.
  init(in folder: String) throws(ToolError) {
    file = try SpoolFile(in: folder, advice: "name a roomier folder with --spool=DIR")
  }

  var size: Int { file.size }

  func append(_ bytes: RawSpan) throws { try file.append(bytes) }

  func finish() throws {
    try file.flush()
    file.expectRandomReads()
  }

  func prepare(at offset: Int, count: Int) { file.prepare(at: offset, count: count) }

  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    do {
      try file.read(bytes, at: offset)
    } catch {
      error.endProcess("vae-fit")
    }
  }
}
