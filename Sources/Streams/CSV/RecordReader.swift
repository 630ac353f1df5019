import Found
internal import Tool

/// Records of a table, each cut into fields where it lies, after RFC 4180: fields may stand in quotes, and then have
/// separators and ends of lines in them, and a quote as two.
final class RecordReader {
  /// Where a field is in the record, without its quotes and the blanks around it.
  struct Field {
    var start: Int32
    var count: Int32
    var isQuoted: Bool
  }

  /// The bytes of a record at most, so that memory stays bounded whatever the input.
  static let recordLimit = 8 << 20
  let input: CSVInput
  /// Where the record begins; only valid until the next one.
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The fields of the record.
  var fields: ContiguousArray<Field> = []
  /// The line in which the record begins, from 1.
  private(set) var line = 0
  var nextLine = 1
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 18
  /// What of the buffer is still to be read.
  private var position = 0
  private var end = 0
  private(set) var isAtEnd = false
  private(set) var separator: UInt8 = UInt8(ascii: ",")
  private(set) var isBlank = false
  /// What ends a run of plain bytes.
  private(set) var isSpecial: UnsafeMutablePointer<Bool>

  init(_ input: CSVInput) {
    self.input = input
    buffer = .allocate(capacity: capacity)
    base = buffer
    isSpecial = .allocate(capacity: 256)
    isSpecial.initialize(repeating: false, count: 256)
  }

  deinit {
    buffer.deallocate()
    isSpecial.deallocate()
  }

  /// The bytes of a field.
  func bytes(_ field: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[field]
    return UnsafeBufferPointer(start: base + Int(field.start), count: Int(field.count))
  }

  /// Begins at the first record.
  ///
  /// - Parameter separator: nil where the first line tells.
  /// - Returns: the separator.
  /// - Throws: `ToolError`, with the status `badData` for what is no text.
  func begin(_ given: CSVSeparator?) throws(ToolError) -> CSVSeparator {
    try input.begin()
    (position, end, isAtEnd, nextLine, line) = (0, 0, false, 1, 0)
    try fill()
    let start = UnsafeBufferPointer(start: buffer, count: end)
    try input.check(start)
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while given == nil, !isAtEnd, capacity < Self.recordLimit, firstLine.count == end - position {
      try fill()
    }
    let separator = given ?? CSVSeparator(ofLine: firstLine)
    (self.separator, isBlank) = (separator.byte, separator == .blank)
    isSpecial.update(repeating: false, count: 256)
    for byte: UInt8 in [self.separator, 0x0A, 0x0D, 0x00] { isSpecial[Int(byte)] = true }
    if isBlank { isSpecial[0x09] = true }
    return separator
  }

  /// The bytes up to the first end of a line outside of quotes, or all.
  private var firstLine: UnsafeBufferPointer<UInt8> {
    var isQuoted = false
    var last = position
    while last < end {
      if buffer[last] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, buffer[last] == 0x0A { break }
      last += 1
    }
    return UnsafeBufferPointer(start: buffer + position, count: last - position)
  }

  /// Goes to the next record. Returns false after the last.
  ///
  /// - Throws: `ToolError`, with the status `badData` for what is no record.
  func next() throws(ToolError) -> Bool {
    var firstEmpty: Int?
    while try readRecord() {
      let isEmpty =
        fields.isEmpty || fields.count == 1 && fields[0].count == 0 && !fields[0].isQuoted
      if isEmpty {
        firstEmpty = firstEmpty ?? line
      } else if let firstEmpty {
        line = firstEmpty
        throw refusal("the line is empty, expected a row; a row of one missing value is \"\"")
      } else {
        return true
      }
    }
    return false
  }

  /// The error for a record that is not what it should be.
  ///
  /// - Parameter column: the field that the message is about, from 0; it is shown from 1.
  func refusal(_ message: String, column: Int? = nil, _ name: String = "") -> ToolError {
    let place = column.map {
      ", column \($0 + 1)\(name.isEmpty ? "" : ", \(quoted(name, most: 80))")"
    }
    return ToolError(.badData, input.name, "line \(line)\(place ?? ""): \(message)")
  }

  private func readRecord() throws(ToolError) -> Bool {
    line = nextLine
    while true {
      if position == end {
        if isAtEnd { return false }
        try fill()
        if position == end { return false }
      }
      base = buffer + position
      if let size = try cut(base, count: end - position) {
        position += size
        return true
      }
      guard end - position <= Self.recordLimit else {
        throw refusal(
          "more than \(Self.recordLimit) bytes, expected a row; is a quote left open, or the separator another?"
        )
      }
      try fill()
    }
  }

  /// Makes room, and reads until the buffer is full or the input at its end.
  private func fill() throws(ToolError) {
    let left = end - position
    if position > 0 {
      buffer.update(from: buffer + position, count: left)
    } else if left == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
      larger.update(from: buffer, count: left)
      buffer.deallocate()
      (buffer, capacity) = (larger, 2 * capacity)
    }
    (position, end) = (0, left)
    let room = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
    let count = try input.read(into: room)
    isAtEnd = count < room.count
    end += count
  }
}
