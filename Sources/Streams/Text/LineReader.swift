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
}
