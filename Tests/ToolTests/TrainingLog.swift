import Testing
import ToolSandbox

/// A log of `vae-fit`.
struct TrainingLog {
  let columns: [String]
  let lines: [Line]

  /// A line; a column that it lacks is NaN, which fails every comparison.
  struct Line {
    let fields: [String: Double]
    subscript(_ column: String) -> Double { fields[column] ?? .nan }
  }
}

extension Sandbox {
  func readLog(_ name: String = "log.tsv") throws -> TrainingLog {
    let lines = String(decoding: try read(name), as: UTF8.self).split(separator: "\n")
    let columns = lines[0].split(separator: "\t").map(String.init)
    return TrainingLog(
      columns: columns,
      lines: try lines.dropFirst().map { line in
        let numbers = line.split(separator: "\t").compactMap { Double($0) }
        try #require(numbers.count == columns.count, "\(line)")
        return TrainingLog.Line(fields: Dictionary(uniqueKeysWithValues: zip(columns, numbers)))
      })
  }
}
