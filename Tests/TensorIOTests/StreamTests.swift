import TensorIO
import Testing

@Suite struct StreamTests {
  @Test(arguments: [-7, 1, 19] as [Int32])
  func roundTrip(level: Int32) throws {
    let frames = try smallFrames()
    #expect(equal(try decode(try encode(frames, level: level)), frames))
  }

  @Test func streamWithoutFrames() throws {
    #expect(try decode(try encode([])).isEmpty)
  }

  @Test func concatenation() throws {
    let frames = try smallFrames()
    let a = try encode(frames)
    let b = try encode([frames[1]])
    let none = try encode([])
    #expect(equal(try decode(a + none + b), frames + [frames[1]]))
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try encode(try smallFrames())
    for length in bytes.indices {
      let error = streamError { _ = try decode(Array(bytes[..<length])) }
      let expected: [StreamError.Reason] = length == 0 ? [.empty] : [.truncated, .missingEnd]
      #expect(
        expected.contains { $0 == error?.reason }, "cut at \(length): \(String(describing: error))")
    }
  }

  @Test func everyTruncationOfASecondStreamIsRefused() throws {
    let a = try encode(try smallFrames())
    let bytes = a + a
    for length in a.count + 1..<bytes.count {
      #expect(streamError { _ = try decode(Array(bytes[..<length])) } != nil, "cut at \(length)")
    }
  }
}
