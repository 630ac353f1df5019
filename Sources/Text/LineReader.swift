package import Tool

/// Lines of text from a file or standard input, each cut into fields.
///
/// A line ends with a line feed, or with a carriage return and a line feed; after the last line it may
/// be missing. Lines without text are refused, but for those at the very end.
package struct LineReader: ~Copyable {
  /// The bytes of a line at most, so that memory stays bounded whatever the input.
  private static let lineLimit = 16 << 20
  /// How the frame of a tensor stream begins.
  private static let frameStart: [UInt8] = [0x57, 0x2A, 0x4D, 0x18]

  private let file: InputFile
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// What of the buffer is still to be used.
  private var rest = 0..<0
  /// The present line, without its end.
  private(set) var line: [UInt8] = []
  /// The number of the present line, from 1.
  package private(set) var number = 0
  /// Where the fields of the present line are.
  private(set) var fields: [Range<Int>] = []

  /// The name for diagnostics.
  package var name: String { file.name }

  /// How many fields the present line has.
  package var fieldCount: Int { fields.count }

  /// Opens the file at `path`, or standard input for nil and `-`.
  ///
  /// - Throws: `ToolError` with the status `noInput`, or `usage` for a terminal.
  package init(_ path: String?) throws(ToolError) {
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
        rest = 0..<(try Self.read(file, into: &buffer))
        if rest.isEmpty {
          endLine()
          if line.isEmpty { number -= 1 }
          return !line.isEmpty
        }
        if number == 1, line.isEmpty, buffer[rest].starts(with: Self.frameStart) {
          throw ToolError(.badData, name, "is a tensor stream, expected lines of text")
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

  private static func read(
    _ file: borrowing InputFile, into buffer: inout [UInt8]
  ) throws(ToolError) -> Int {
    try buffer.withUnsafeMutableBufferPointer { bytes throws(ToolError) in
      try file.read(into: UnsafeMutableRawBufferPointer(bytes))
    }
  }

  private mutating func endLine() {
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
  }
}
