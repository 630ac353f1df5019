import TensorIO
import Testing

@Suite struct FrameTests {
  @Test func rows() throws {
    let x = Tensor("x", shape: [2, 3], [UInt8](repeating: 1, count: 6))
    let y = Tensor("y", shape: [2], [1, 2] as [Int32])
    #expect(try Frame([x, y, Tensor("@epochs", scalar: Int64(3))]).rows() == 2)
    #expect(try Frame([Tensor("@note", text: "no rows")]).rows() == 0)
  }

  @Test func rowsThatDiffer() throws {
    let frame = try Frame([
      Tensor("x", shape: [2, 3], [UInt8](repeating: 1, count: 6)),
      Tensor("y", shape: [3], [1, 2, 3] as [Int32]),
    ])
    let error = streamError { _ = try frame.rows() }
    #expect(error?.reason == .unequalRows(3, other: "x", otherRows: 2))
    #expect(error?.tensor == "y")
  }

  @Test func scalarsHaveNoRows() throws {
    let frame = try Frame([Tensor("x", scalar: Float(1))])
    #expect(streamError { _ = try frame.rows() }?.reason == .noRows)
  }

  @Test(arguments: [
    ("", StreamError.Reason.nameLength(0)),
    (String(repeating: "n", count: 256), .nameLength(256)),
    ("a b", .nameByte(0x20)),
    ("é", .nameByte(0xC3)),
    ("tab\t", .nameByte(0x09)),
    ("@!later", .unknownRequirement),
  ])
  func nameThatIsNotAllowed(name: String, reason: StreamError.Reason) {
    #expect(streamError { _ = try Frame([Tensor(name, scalar: Int32(0))]) }?.reason == reason)
  }

  @Test func nameTwice() {
    let tensors = [Tensor("x", scalar: Int32(0)), Tensor("x", text: "again")]
    #expect(streamError { _ = try Frame(tensors) }?.reason == .duplicateName)
  }

  @Test func limits() {
    let many = (0...4096).map { Tensor("t\($0)", shape: [], [0] as [UInt8]) }
    #expect(
      streamError { _ = try Frame(many) }?.reason
        == .aboveLimit("number of tensors", found: 4097, limit: 4096))
    let deep = Tensor("x", shape: [Int](repeating: 1, count: 9), [0] as [UInt8])
    #expect(
      streamError { _ = try Frame([deep]) }?.reason == .aboveLimit("rank", found: 9, limit: 8))
    let wide = Tensor("x", shape: [0, 1 << 31], [] as [UInt8])
    #expect(
      streamError { _ = try Frame([wide]) }?.reason
        == .aboveLimit("dimension", found: 1 << 31, limit: (1 << 31) - 1))
    // Header 16, tensor header 8, one dimension 8, name 8: 40 bytes before the elements.
    let large = Tensor("x", shape: [(256 << 20) - 32], of: UInt8.self) { _ in }
    #expect(
      streamError { _ = try Frame([large]) }?.reason
        == .aboveLimit("size of the body", found: (256 << 20) + 8, limit: 256 << 20))
  }

  @Test func renamedSharesTheElements() throws {
    let x = Tensor("x", shape: [2], [1, 2] as [Float])
    let mean = x.renamed("mean")
    #expect(mean.name == "mean")
    let addresses = [x, mean].map { $0.withElements(of: Float.self) { address(of: $0) } }
    #expect(addresses[0] == addresses[1])
  }

  @Test func scalarOfTheRightTypeOnly() {
    let tensor = Tensor("@epochs", scalar: Int64(10))
    #expect(tensor.scalar(of: Int64.self) == 10)
    #expect(tensor.scalar(of: Double.self) == nil)
    #expect(Tensor("x", shape: [1], [1] as [Int64]).scalar(of: Int64.self) == nil)
  }
}

private func address(of span: Span<Float>) -> UInt {
  span.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
}
