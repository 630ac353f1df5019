import TensorIO
import Testing

@Suite struct RowsTests {
  /// Every range of rows, of tensors whose rows begin at multiples of 8 bytes and elsewhere.
  @Test(arguments: [[5, 3], [5, 8], [5], [5, 2, 2], [5, 0]])
  func rowsAreThoseOfTheTensor(_ shape: [Int]) throws {
    let width = shape.dropFirst().reduce(1, *)
    let elements = (0..<5 * width).map { UInt8($0) }
    let (bytes, numbers) = (
      Tensor("b", shape: shape, elements), Tensor("d", shape: shape, elements.map(Double.init))
    )
    for first in 0...5 {
      for end in first...5 {
        let part = bytes.rows(first..<end)
        #expect(part.name == "b" && part.shape == [end - first] + shape.dropFirst())
        #expect(part.elements(of: UInt8.self) == Array(elements[first * width..<end * width]))
        #expect(
          numbers.rows(first..<end).elements(of: Double.self)
            == elements[first * width..<end * width].map(Double.init))
        // Rows of rows.
        if end - first > 1 {
          #expect(
            part.rows(1..<2).elements(of: UInt8.self)
              == Array(elements[(first + 1) * width..<(first + 2) * width]))
        }
      }
    }
  }

  @Test func noRowsHaveNoRows() {
    let none = Tensor("x", shape: [0, 7], [] as [Float])
    #expect(none.rows(0..<0).shape == [0, 7])
  }
}
