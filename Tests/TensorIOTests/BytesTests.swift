import TensorIO
import Testing

@Suite struct BytesTests {
  /// 5 rows of 3 bytes: rows begin at no multiple of 8.
  let bytes = Tensor("b", shape: [5, 3], [UInt8](0..<15))
  let floats = Tensor("f", shape: [3, 2], [0.5, -1, .infinity, 3, 4, 5] as [Float])

  private func read(_ tensor: Tensor) -> [UInt8] {
    tensor.withBytes { span in span.withUnsafeBytes { Array($0) } }
  }

  @Test func bytesAreThoseOfTheElements() {
    #expect(read(bytes) == [UInt8](0..<15))
    #expect(read(bytes.rows(1..<3)) == [UInt8](3..<9))
    #expect(read(bytes.rows(2..<2)) == [])
    // 0.5 is 0x3F000000 and -1 is 0xBF800000, the low byte first.
    #expect(read(floats.rows(0..<1)) == [0, 0, 0, 0x3F, 0, 0, 0x80, 0xBF])
    #expect(read(Tensor("s", scalar: Int64(258))) == [2, 1, 0, 0, 0, 0, 0, 0])
  }

  @Test func aTensorIsMadeOfBytes() {
    let tensor = Tensor("f", elementType: .f32, shape: [1, 2], bytes: read(floats.rows(2..<3)))
    #expect(tensor.shape == [1, 2] && tensor.count == 2)
    #expect(tensor.elements(of: Float.self) == [4, 5])
    #expect(tensor.isIdentical(to: floats.rows(2..<3)))
    let empty = Tensor("e", elementType: .i64, shape: [0, 4], bytes: [])
    #expect(empty.elements(of: Int64.self) == [])
  }

  @Test func partsAreJoinedInOrder() {
    for cut in 0...5 {
      let parts = [bytes.rows(0..<cut), bytes.rows(cut..<5)]
      #expect(Tensor(joining: parts).isIdentical(to: bytes))
    }
    let mixed = Tensor(joining: [bytes.rows(4..<5), bytes.rows(0..<0), bytes.rows(0..<2)])
    #expect(mixed.shape == [3, 3])
    #expect(mixed.elements(of: UInt8.self) == [12, 13, 14, 0, 1, 2, 3, 4, 5])
    #expect(Tensor(joining: [floats]).isIdentical(to: floats))
  }

  /// Name, type, shape and every bit count; where the bytes lie does not.
  @Test func identity() {
    let one = Tensor("x", shape: [1, 2], [0, .nan] as [Float])
    #expect(one.isIdentical(to: Tensor("x", shape: [1, 2], [0, .nan] as [Float])))
    #expect(!one.isIdentical(to: one.renamed("y")))
    #expect(!one.isIdentical(to: Tensor("x", shape: [2, 1], [0, .nan] as [Float])))
    #expect(!one.isIdentical(to: Tensor("x", shape: [1, 2], [-0.0, .nan] as [Float])))
    #expect(
      !Tensor("x", shape: [1], [1] as [Int32]).isIdentical(
        to: Tensor("x", elementType: .f32, shape: [1], bytes: [1, 0, 0, 0])))
    #expect(
      bytes.rows(1..<2).isIdentical(to: Tensor("b", shape: [1, 3], [3, 4, 5] as [UInt8])))
  }
}
