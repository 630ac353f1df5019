import Spool
import Tool
import ZIP

/// A member of an archive that is one array.
final class MemberSource: ArraySource {
  private let archive: ZIPArchive
  private let member: ZIPMember
  private var given = 0

  init(_ entry: ZIPEntry, of archive: ZIPArchive) throws(ToolError) {
    self.archive = archive
    member = try ZIPMember(entry, of: archive)
  }

  var name: String { member.name }
  var left: Int? { member.size - given }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    let count = try member.read(into: buffer)
    given += count
    return count
  }

  func rest(in folder: String) throws(ToolError) -> (bytes: SeekableBytes, start: Int) {
    let first = given
    guard let range = member.stored else {
      return (
        try SeekableBytes(name: name, in: folder) { buffer throws(ToolError) in
          try read(into: buffer)
        }, 0
      )
    }
    // To its end, where the checksum is.
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while try buffer.withRawBytes({ bytes throws(ToolError) in try read(into: bytes) })
      > 0
    {}
    return (archive.bytes, range.lowerBound + first)
  }
}
