import Datasets
import Kernels
import Networks
import TensorIO
import Testing

@Suite struct DatasetTests {
  /// Rows have numbers of 32 bits. 16 times 268,000,000 rows of a byte, which share their memory, are within
  /// them, and once more is not.
  @Test func thereIsAMostOfRows() throws {
    let rows = 268_000_000
    let bytes = [UInt8](repeating: 7, count: rows)
    let frame = try Frame([Tensor("x", elementType: .u8, shape: [rows, 1], bytes: bytes)])
    var data = Dataset()
    for _ in 0..<16 { try data.append(frame, likelihood: .bernoulli) }
    #expect(data.count == 16 * rows)
    let error = #expect(throws: VAEError.self) { try data.append(frame, likelihood: .bernoulli) }
    #expect(error?.description == "more than 4294967295 rows, the most that a data set has")
    #expect(data.count == 16 * rows)
  }
}
