import Foundation
import TensorIO
import Testing

@Suite struct WriterTests {
  @Test func aFullDiskIsAnError() throws {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    var writer = try StreamWriter(descriptor: full)
    var reason: StreamError.Reason?
    do {
      try writer.write(try smallFrames()[0])
    } catch {
      reason = (error as? StreamError)?.reason
    }
    #expect(reason == .output(ENOSPC))
    #expect(streamError { try StreamWriter(descriptor: full).finish() }?.systemError == ENOSPC)
  }

  /// A writer that is dropped before `finish` leaves a stream that is refused.
  @Test func withoutFinishThereIsNoEnd() throws {
    let file = tmpfile()!
    defer { fclose(file) }
    do {
      var writer = try StreamWriter(descriptor: fileno(file))
      try writer.write(try smallFrames()[0])
    }
    lseek(fileno(file), 0, SEEK_SET)
    let error = streamError {
      var reader = try StreamReader(descriptor: fileno(file))
      while try reader.next() != nil {}
    }
    #expect(error?.reason == .missingEnd)
    #expect(error?.frame == 1)
  }

  /// A slow reader of a descriptor that does not block gets everything.
  @Test func descriptorsThatDoNotBlock() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    defer { close(input) }
    for end in ends { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    // Random bytes do not compress: far more than the 64 KiB that a pipe holds.
    let pixels = (0..<1 << 20).map { _ in UInt8.random(in: 0...255) }
    let frame = try Frame([Tensor("x", shape: [pixels.count], pixels)])
    let writing = Thread {
      do {
        var writer = try StreamWriter(descriptor: output)
        try writer.write(frame)
        try writer.finish()
      } catch {
        Issue.record(error)
      }
      close(output)
    }
    writing.start()
    var reader = try StreamReader(descriptor: input)
    let received = try #require(try reader.next())
    #expect(equal([received], [frame]))
    #expect(try reader.next() == nil)
  }
}
