import Foundation
import TensorIO
import Testing

@Suite struct ReaderTests {
  /// The position of each marker in a stream.
  private func frameStarts(_ bytes: [UInt8]) -> [Int] {
    let signature = Array("TIOFRM1\n".utf8)
    return bytes.indices.filter { bytes[$0...].dropFirst(8).starts(with: signature) }
  }

  @Test func fragmentsMayLackSequenceAndEnd() throws {
    let frames = try smallFrames()
    let bytes = try encode(frames)
    let starts = frameStarts(bytes)
    try #require(starts.count == 3)
    let second = Array(bytes[starts[1]..<starts[2]])
    #expect(equal(try decode(second, fragment: true), [frames[1]]))
    #expect(equal(try decode(Array(bytes[starts[1]...]), fragment: true), [frames[1]]))
    #expect(equal(try decode(second + second, fragment: true), [frames[1], frames[1]]))
    #expect(try decode([], fragment: true).isEmpty)
    #expect(
      streamError { _ = try decode(second) }?.reason == .sequence(found: 1, expected: 0))
  }

  @Test func aFragmentThatIsCutIsRefused() throws {
    let bytes = try encode([try smallFrames()[0]])
    let frame = Array(bytes[..<frameStarts(bytes)[1]])
    for length in 1..<frame.count {
      #expect(
        streamError { _ = try decode(Array(frame[..<length]), fragment: true) }?.reason
          == .truncated, "cut at \(length)")
    }
  }

  @Test func otherLimits() throws {
    let bytes = try encode([try smallFrames()[0]])
    var limits = Limits()
    limits.body = 64
    let error = streamError { _ = try decode(bytes, limits: limits) }
    guard case .aboveLimit("size of the body", _, limit: 64) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    limits = Limits()
    limits.rank = 2
    #expect(
      streamError { _ = try decode(bytes, limits: limits) }?.reason
        == .aboveLimit("rank", found: 3, limit: 2))
  }

  @Test func errorsSayWhere() throws {
    let frames = try smallFrames()
    var limits = Limits()
    limits.dimension = 3
    let error = streamError { _ = try decode(try encode(frames), limits: limits) }
    // The text of the first frame is longer than 3 bytes. Before its dimension lie 16 bytes of
    // header, then x with 8 + 24 + 8 + 8, y with 8 + 8 + 8 + 8, and 8 bytes of its own.
    #expect(error?.frame == 0)
    #expect(error?.tensor == "@source")
    #expect(error?.place == .body(byte: 16 + 48 + 32 + 8))
    #expect(
      error?.description
        == "frame 0, tensor '@source', byte 104 of the body: dimension is 24, the limit is 3")
  }

  @Test(arguments: [(0, 0), (2, 2)])
  func singleRefuses(count: Int, frames: Int) throws {
    let bytes = try encode(Array(try smallFrames().prefix(count)))
    let error = try throughFile(bytes) { descriptor in
      streamError {
        let reader = try StreamReader(descriptor: descriptor)
        _ = try reader.readSingle()
      }
    }
    #expect(error?.reason == .notSingle(frames: frames))
  }

  @Test func single() throws {
    let frames = Array(try smallFrames().prefix(1))
    let bytes = try encode(frames)
    let frame = try throughFile(bytes) { descriptor in
      let reader = try StreamReader(descriptor: descriptor)
      return try reader.readSingle()
    }
    #expect(equal([frame], frames))
  }

  /// A frame is there as soon as it was written, while the writer goes on.
  @Test func framesArriveOneByOne() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    var reader = try StreamReader(descriptor: ends[0])
    var writer = try StreamWriter(descriptor: ends[1])
    for frame in try smallFrames() {
      try writer.write(frame)
      let received = try #require(try reader.next())
      #expect(equal([received], [frame]))
    }
  }

  @Test func readingFails() throws {
    let error = streamError {
      var reader = try StreamReader(descriptor: -1)
      _ = try reader.next()
    }
    #expect(error?.reason == .input(EBADF))
    #expect(error?.systemError == EBADF)
  }

  /// The Python reader sees what our writer wrote. Skipped where NumPy is missing.
  @Test(.enabled(if: hasNumPy, "python3 has no NumPy"))
  func pythonReadsIt() throws {
    let bytes = try encode(try smallFrames())
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).t")
    try Data(bytes).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let script = vectors.appending(path: "../read_t.py").standardized
    let listing = try python([script.path, path.path])
    #expect(
      listing == """
        0\tx\tuint8\t1x2x3
        0\ty\tint32\t1
        0\t@source\t|S1\t24
        1\tx\tuint8\t2x2x3
        1\ty\tint32\t2
        1\tz\tfloat32\t2x1
        1\tprecise\tfloat64\t2x1
        1\t@epochs\tint64\t
        1\tnothing\tfloat32\t2x0

        """)
  }

  /// The example in the specification is the vector that it says it is.
  @Test func exampleOfTheSpecification() throws {
    let text = try String(
      contentsOf: vectors.appending(path: "../tensor-stream.md").standardized, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.contains(/^[0-9a-f]{8}  [0-9a-f]{2}/) }
    let bytes = lines.flatMap { $0.split(separator: " ").dropFirst().map { UInt8($0, radix: 16) } }
    let vector = Array(try Data(contentsOf: vectors.appending(path: "valid/example.t")))
    #expect(bytes == vector)
  }
}

private let hasNumPy = (try? python(["-c", "import numpy"])) != nil

/// What python3 prints, given these arguments; throws unless it succeeds.
private func python(_ arguments: [String]) throws -> String {
  struct Failed: Error {}
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3"] + arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  if process.terminationStatus != 0 { throw Failed() }
  return String(decoding: data, as: UTF8.self)
}
