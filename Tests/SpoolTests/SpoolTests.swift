import Foundation
import Spool
import Testing
import Tool

@Suite struct SpoolTests {
  private let folder = FileManager.default.temporaryDirectory.path

  /// A file of `count` bytes, which differ from those of neighbouring pages, appended in pieces of all sizes.
  private func file(_ count: Int) throws -> (SpoolFile, [UInt8]) {
    let file = try SpoolFile(in: folder, advice: "")
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 12) }
    var (done, piece) = (0, 1)
    while done < count {
      let end = min(count, done + piece)
      try bytes[done..<end].withUnsafeBytes { try file.append($0.bytes) }
      (done, piece) = (end, piece * 3)
    }
    return (file, bytes)
  }

  @Test func whatIsAppendedIsMapped() throws {
    let (file, bytes) = try file(3_000_001)
    #expect(file.size == bytes.count)
    let map = try SpoolMap(file)
    #expect(map.count == bytes.count)
    #expect(map.bytes(at: 0, count: bytes.count).elementsEqual(bytes))
    #expect(map.bytes(at: 3_000_000, count: 1).elementsEqual([bytes[3_000_000]]))
    #expect(map.bytes(at: 3_000_001, count: 0).isEmpty)
  }

  /// 32 MiB are read page by page. Of 4 MiB the map gives back all, so that what is there is at most these and
  /// what the system maps around the last page, 64 KiB.
  @Test func pagesAreGivenBack() throws {
    let (file, bytes) = try file(32 << 20)
    let map = try SpoolMap(file, most: 4 << 20)
    for page in stride(from: 0, to: bytes.count, by: 4096) {
      map.prepare(at: page + 3, count: 2)
      #expect(map.bytes(at: page + 3, count: 2).elementsEqual(bytes[page + 3..<page + 5]))
    }
    let size = try #require(try resident(map))
    #expect((0...(4 << 20 + 64 << 10)).contains(size))
  }

  /// A map no larger than what it may keep keeps it, so that it is mapped once.
  @Test func aSmallFileStays() throws {
    let (file, bytes) = try file(4 << 20)
    let map = try SpoolMap(file, most: 4 << 20)
    for _ in 0..<2 {
      for page in stride(from: 0, to: bytes.count, by: 4096) {
        #expect(map.bytes(at: page, count: 1)[0] == bytes[page])
      }
    }
    #expect(try resident(map) == bytes.count)
  }

  /// The bytes of a map that are in the process.
  private func resident(_ map: SpoolMap) throws -> Int? {
    let address = map.bytes(at: 0, count: 0).baseAddress
    let start = String(UInt(bitPattern: address), radix: 16) + "-"
    // Without its last reference the map would be gone before it is looked for.
    // A file of /proc has no size: what asks for that reads only a part.
    let bytes = try withExtendedLifetime(map) {
      try FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps")).readToEnd() ?? Data()
    }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n").drop { !$0.hasPrefix(start) }
    let line = lines.first { $0.hasPrefix("Rss:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
  }

  @Test func aFileHasNoName() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try SpoolFile(in: folder.path, advice: "")
    try file.append([1, 2, 3].span.bytes)
    try file.flush()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func aFolderThatIsNotThere() throws {
    let error = #expect(throws: ToolError.self) { try SpoolFile(in: "/none", advice: "") }
    #expect(
      error?.message == "cannot create a temporary file: no such file or directory"
        && error?.subject == "/none" && error?.status == .cannotCreate)
  }
}
