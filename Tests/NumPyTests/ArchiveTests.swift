import Foundation
import Glibc
import Spool
import TensorIO
import Testing
import Tool
import ZIP

/// Archives, with the fields of 64 bits that only large ones need.
@Suite struct ArchiveTests {
  private let path = FileManager.default.temporaryDirectory.appending(path: "zip-\(UUID()).npz")
    .path

  /// An archive of these members.
  private func write(_ members: [(String, [UInt8])], limit: Int) throws {
    var writer = ZIPWriter(try OutputFile(path, hint: nil), limit: limit)
    for (name, bytes) in members {
      var checksum = CRC32()
      bytes.withUnsafeBytes { checksum.add($0) }
      try writer.begin(name, size: bytes.count, checksum: checksum)
      try writer.write(bytes.span.bytes)
    }
    try writer.finish()
  }

  private func read() throws -> [(String, [UInt8])] {
    let input = SharedInput(try InputFile(path, hint: ""))
    let bytes = try #require(SeekableBytes(input))
    let archive = try ZIPArchive(bytes)
    return try archive.entries.map { entry in
      let member = try ZIPMember(entry, of: archive)
      var content: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 100)
      while true {
        let count = try buffer.withRawBytes { bytes throws(ToolError) in
          try member.read(into: bytes)
        }
        if count == 0 { break }
        content += buffer[..<count]
      }
      return (String(decoding: entry.name, as: UTF8.self), content)
    }
  }

  @Test(arguments: [0, 1, 100, 301, 1000, Int(UInt32.max)])
  func whatIsWrittenIsRead(_ limit: Int) throws {
    defer { unlink(path) }
    let members = (0..<4).map { number in
      ("m\(number).npy", (0..<number * 150).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) })
    }
    try write(members, limit: limit)
    let found = try read()
    #expect(found.map(\.0) == members.map(\.0))
    #expect(found.map(\.1) == members.map(\.1))
    let text = try Data(contentsOf: URL(filePath: path))
    #expect(text.contains([0x50, 0x4B, 6, 6]) == (limit < 1000 + 500))
    // Python's zipfile is another reader.
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = [
      "-c", "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)",
      path,
    ]
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return }
    try python.run()
    python.waitUntilExit()
    #expect(python.terminationStatus == 0)
  }

  /// More members than a number of 16 bits counts.
  @Test func manyMembers() throws {
    defer { unlink(path) }
    let members = (0..<70_000).map { ("\($0).npy", [UInt8(truncatingIfNeeded: $0)]) }
    try write(members, limit: Int(UInt32.max))
    #expect(try read().map(\.1) == members.map(\.1))
  }
}
