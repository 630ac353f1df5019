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

  @Test func whatIsAppendedIsRead() throws {
    let (file, bytes) = try file(3_000_001)
    #expect(file.size == bytes.count)
    try file.flush()
    file.expectRandomReads()
    for (offset, count) in [(0, bytes.count), (1_048_575, 2), (3_000_000, 1), (3_000_001, 0)] {
      file.prepare(at: offset, count: count)
      #expect(try read(file, offset, count).elementsEqual(bytes[offset..<offset + count]))
    }
  }

  @Test func whatIsBehindTheEndIsAnError() throws {
    let (file, _) = try file(10)
    try file.flush()
    let error = #expect(throws: ToolError.self) { try read(file, 9, 2) }
    #expect(
      error?.message == "a temporary file ends early: another program cut it"
        && error?.subject == folder && error?.status == .inputOutput)
  }

  private func read(_ file: SpoolFile, _ offset: Int, _ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try file.read($0, at: offset) }
    return bytes
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
