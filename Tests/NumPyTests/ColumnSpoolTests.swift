import Foundation
import Spool
import Testing

@Suite struct ColumnSpoolTests {
  /// Columns that grow side by side by pieces of all sizes are what was appended.
  @Test func columnsStayApart() throws {
    let spool = try ColumnSpool(
      columns: 3, in: FileManager.default.temporaryDirectory.path)
    var expected: [[UInt8]] = [[], [], []]
    for step in 0..<60 {
      for column in 0..<3 where (step + column) % 3 != 2 || step > 50 {
        let count = (step * 7919 + column * 104_729) % 90_000 * (column == 1 ? 3 : 1)
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ step &+ column << 6) }
        try spool.append(bytes.span.bytes, to: column)
        expected[column] += bytes
      }
    }
    // Pieces of a column double from 64 KiB: some bounds of them were passed.
    #expect(expected.allSatisfy { $0.count > 1 << 20 })
    for column in 0..<3 {
      #expect(spool.size(of: column) == expected[column].count)
      var found: [UInt8] = []
      try spool.read(column) { bytes in
        #expect(bytes.byteCount <= 1 << 20)
        bytes.withUnsafeBytes { found += $0 }
      }
      #expect(found == expected[column])
    }
  }
}
