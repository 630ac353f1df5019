import Found
import Tool

/// The bytes of a file that holds one picture.
package enum PictureFile {
  /// The most bytes of a file.
  package static let mostBytes = 256 << 20

  /// Reads a file, or standard input for `-`. Memory grows with what is there.
  ///
  /// - Throws: `ToolError`.
  package static func read(_ path: String) throws(ToolError) -> [UInt8] {
    let file = try InputFile(
      path, hint: "expected \(Expected.image.name); use a pipe or name a file")
    // All of a file at once, then further pieces up to the end.
    var bytes = try part(file, min(mostBytes, max(file.remainder ?? 0, 0)) + 1)
    while !bytes.isEmpty {
      guard bytes.count <= mostBytes else {
        throw ToolError(.badData, file.name, "has more than \(mostBytes >> 20) MiB")
      }
      let more = try part(file, 1 << 16)
      if more.isEmpty { break }
      bytes += more
    }
    if bytes.isEmpty {
      throw ToolError(
        .badData, file.name, InputFile.emptyMessage(Expected.image.name, file.name))
    }
    return bytes
  }

  /// What one call reads.
  private static func part(
    _ file: borrowing InputFile, _ size: Int
  ) throws(ToolError) -> [UInt8] {
    var failure: ToolError?
    let part = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      do throws(ToolError) {
        filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
        filled = 0
      }
    }
    if let failure { throw failure }
    return part
  }
}
