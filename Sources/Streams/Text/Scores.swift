import Found
package import Tool

/// The scores of anomalies and of what is normal; a larger one says anomaly. Some may be infinite.
package struct Scores {
  /// Both ascending, and neither empty.
  package private(set) var anomalous: [Double] = []
  package private(set) var normal: [Double] = []
  /// The name of the text, for diagnostics.
  package let name: String

  /// Reads lines `LABEL<TAB>SCORE`.
  ///
  /// - Throws: `ToolError`, with the status `badData` for a line of another form, a score that is no
  ///   number, and where one of the two classes is missing.
  package init(_ path: String?, isAnomaly: (Int64) -> Bool) throws(ToolError) {
    var reader = try LineReader(path, as: .lines)
    name = reader.name
    while try reader.next() {
      reader.split(at: UInt8(ascii: "\t"))
      guard reader.fieldCount == 2 else {
        throw reader.refusal(
          "\(reader.fieldCount) \(reader.fieldCount == 1 ? "field" : "fields"), expected two with a "
            + "tab between: label and score")
      }
      let label = try reader.integer(0, in: .min ... .max)
      let score = try reader.score(1)
      if isAnomaly(label) { anomalous.append(score) } else { normal.append(score) }
    }
    guard !anomalous.isEmpty, !normal.isEmpty else {
      let missing = anomalous.isEmpty ? "anomalous" : "normal"
      throw ToolError(
        .badData, reader.name,
        reader.number == 0
          ? "no lines, expected a label and a score in each"
          : "none of \(reader.number) labels is \(missing), expected some of both kinds")
    }
    anomalous.sort()
    normal.sort()
  }
}
