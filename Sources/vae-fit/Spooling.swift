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
///
/// - Throws: `ToolError` with the status `cannotCreate`.
func openSpool(in folder: String) throws(ToolError) -> SpoolFile {
  endOnUnreadablePages(
    "vae-fit", subject: folder,
    "cannot read a temporary file: the disk failed, or another program cut the file")
  return try SpoolFile(in: folder, advice: "name a roomier folder with --spool=DIR")
}
