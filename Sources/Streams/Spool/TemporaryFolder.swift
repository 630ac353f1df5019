import Glibc

/// The folder of temporary files that the environment names in `TMPDIR`, or `/tmp`.
package var standardTemporaryFolder: String {
  let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
  return named.isEmpty ? "/tmp" : named
}
