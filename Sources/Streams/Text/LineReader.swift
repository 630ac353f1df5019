import Found
package import Tool

/// Lines of text from a file or standard input, each cut into fields.
///
/// A line ends with a line feed, or with a carriage return and a line feed; after the last line it may
/// be missing. Lines without text are refused, but for those at the very end.
package struct LineReader: ~Copyable {
  /// The bytes of a line at most, so that memory stays bounded whatever the input.
  private static let lineLimit = 16 << 20
  private let file: InputFile
  private let expected: Expected
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// What of the buffer is still to be used.
  private var rest = 0..<0
  /// The present line, without its end.
  package private(set) var line: [UInt8] = []
  /// The number of the present line, from 1.
  package private(set) var number = 0
  /// Where the fields of the present line are.
  private(set) var fields: [Range<Int>] = []

  /// The name for diagnostics.
  package var name: String { file.name }

  /// Whether the present line is the first.
  package var isFirst: Bool { number == 1 }

  /// The bytes of a field of the present line.
  package func text(_ field: Int) -> [UInt8] { Array(line[fields[field]]) }

  /// How many fields the present line has.
  package var fieldCount: Int { fields.count }

  /// Opens the file at `path`, or standard input for nil and `-`.
  ///
  /// - Parameter expected: what the lines are for.
  /// - Throws: `ToolError` with the status `noInput`, or `usage` for a terminal.
  package init(_ path: String?, as expected: Expected) throws(ToolError) {
    self.expected = expected
    file = try InputFile(path, hint: "expected lines of text; use a pipe or name a file")
  }

  /// Goes to the next line. Returns false after the last.
  ///
  /// - Throws: `ToolError` with the status `badData`, or `inputOutput` where reading fails.
  package mutating func next() throws(ToolError) -> Bool {
    var firstEmpty: Int?
    while try readLine() {
      if line.isEmpty {
        firstEmpty = firstEmpty ?? number
      } else if let firstEmpty {
        number = firstEmpty
        throw refusal("the line is empty, expected at least one field")
      } else {
        return true
      }
    }
    return false
  }

  /// Cuts the line at every separator; two of them have an empty field between them.
  package mutating func split(at separator: UInt8) {
    fields.removeAll(keepingCapacity: true)
    var start = 0
    for i in line.indices where line[i] == separator {
      fields.append(start..<i)
      start = i + 1
    }
    fields.append(start..<line.count)
  }

  /// Cuts the line at blanks and tabs, of which any number stand between two fields, as `awk` does.
  package mutating func splitAtBlanks() {
    fields.removeAll(keepingCapacity: true)
    var start = 0
    for i in 0...line.count
    where i == line.count || line[i] == UInt8(ascii: " ") || line[i] == UInt8(ascii: "\t") {
      if start < i { fields.append(start..<i) }
      start = i + 1
    }
  }

  /// The error for a line that is not what it should be.
  ///
  /// - Parameter field: the field that the message is about, from 0; it is shown from 1.
  package func refusal(_ message: String, field: Int? = nil) -> ToolError {
    let place = field.map { ", field \($0 + 1)" } ?? ""
    return ToolError(.badData, name, "line \(number)\(place): \(message)")
  }

  /// Reads a line, which may be empty. Returns false at the end of the file.
  private mutating func readLine() throws(ToolError) -> Bool {
    line.removeAll(keepingCapacity: true)
    number += 1
    while true {
      if rest.isEmpty {
        rest = 0..<(try file.read(into: &buffer, from: 0))
        if number == 1, line.isEmpty { try begin() }
        if rest.isEmpty {
          endLine()
          if line.isEmpty { number -= 1 }
          return !line.isEmpty
        }
      }
      let end = buffer[rest].firstIndex(of: UInt8(ascii: "\n"))
      line += buffer[rest.lowerBound..<(end ?? rest.upperBound)]
      guard line.count <= Self.lineLimit else {
        throw refusal("longer than \(Self.lineLimit) bytes, expected lines of text")
      }
      rest = (end.map { $0 + 1 } ?? rest.upperBound)..<rest.upperBound
      if end != nil {
        endLine()
        return true
      }
    }
  }

  /// Sees what the file is by its first bytes, and passes over the mark with which UTF-8 may begin.
  private mutating func begin() throws(ToolError) {
    while (1..<FileKind.prefixSize).contains(rest.count) {
      let count = try file.read(into: &buffer, from: rest.count)
      if count == 0 { break }
      rest = 0..<rest.count + count
    }
    if let kind = FileKind(buffer[rest]), !kind.isText {
      throw ToolError(.badData, name, kind.refusal(expected))
    }
    if buffer[rest].starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
  }

  private mutating func endLine() {
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
  }

  /// A field as the 32-bit float nearest to it.
  ///
  /// - Throws: `ToolError` with the status `badData` for what is no decimal number, and for one whose
  ///   nearest float is not finite.
  package func float(_ field: Int) throws(ToolError) -> Float {
    let number = nearestFloat(line.span.extracting(fields[field]))
    guard let number, number.isFinite else {
      throw refused(field, isNumber: number != nil, greatest: Float.greatestFiniteMagnitude)
    }
    return number
  }

  /// A field as the 64-bit float nearest to it; the same is refused.
  package func double(_ field: Int) throws(ToolError) -> Double {
    try double(field, others: "")
  }

  /// A field as such a number, or as an infinite one the way that t2tsv writes it, `inf` or `-inf`; all else is
  /// refused.
  package func score(_ field: Int) throws(ToolError) -> Double {
    if line[fields[field]].elementsEqual("inf".utf8) { return .infinity }
    if line[fields[field]].elementsEqual("-inf".utf8) { return -.infinity }
    return try double(field, others: ", inf or -inf")
  }

  private func double(_ field: Int, others: String) throws(ToolError) -> Double {
    let number = nearestDouble(line.span.extracting(fields[field]))
    guard let number, number.isFinite else {
      throw refused(
        field, isNumber: number != nil, greatest: Double.greatestFiniteMagnitude, others: others)
    }
    return number
  }

  /// A field as a whole number: digits alone, or a minus before them.
  ///
  /// - Throws: `ToolError` with the status `badData` for anything else, and for a number out of range.
  package func integer(_ field: Int, in range: ClosedRange<Int64>) throws(ToolError) -> Int64 {
    guard let number = wholeNumber(line.span.extracting(fields[field])), range.contains(number)
    else {
      let wanted =
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): "of 64 bits"
        case (let least, .max): "of at least \(least)"
        case (let least, let greatest): "from \(least) to \(greatest)"
        }
      throw refusal("found \(shown(field)), expected a whole number \(wanted)", field: field)
    }
    return number
  }

  /// The error for a field that is no number, or none of the type.
  ///
  /// - Parameter others: what is taken beside decimal numbers.
  private func refused(
    _ field: Int, isNumber: Bool, greatest: some BinaryFloatingPoint, others: String = ""
  ) -> ToolError {
    let range = isNumber ? " of magnitude at most \(greatest)" : others
    return refusal("found \(shown(field)), expected a decimal number\(range)", field: field)
  }

  /// The beginning of a field, for a message of one line.
  private func shown(_ field: Int) -> String {
    fields[field].isEmpty ? "nothing" : quoted(line[fields[field]], most: 40)
  }
}

/// The whole number that `text` is; nil where it is none or does not fit.
private func wholeNumber(_ text: Span<UInt8>) -> Int64? {
  guard !text.isEmpty else { return nil }
  let isNegative = text[0] == UInt8(ascii: "-")
  let first = isNegative ? 1 : 0
  guard first < text.count else { return nil }
  // Below zero there is one number more, so the sum goes downwards.
  var negated: Int64 = 0
  for i in first..<text.count {
    let digit = text[i] &- UInt8(ascii: "0")
    guard digit <= 9 else { return nil }
    let (product, isLarge) = negated.multipliedReportingOverflow(by: 10)
    let (difference, isLarger) = product.subtractingReportingOverflow(Int64(digit))
    if isLarge || isLarger { return nil }
    negated = difference
  }
  if isNegative { return negated }
  return negated == .min ? nil : -negated
}
