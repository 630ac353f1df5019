import Found
package import TensorIO

/// Rows of frames as lines of a table.
package struct CSVWriter {
  /// Lines that wait.
  private var bytes: [UInt8] = []
  private let style: CSVStyle
  private let parts: [CSVPart]
  private let words: MissingWords
  private let separator: UInt8
  private let missing: [UInt8]

  /// The tensors of the frame: first those that its `@!columns` name, in the order of the table, then all others.
  ///
  /// - Throws: `Fault` for a frame of nothing but metadata.
  package init(_ frame: Frame, _ style: CSVStyle) throws(CSVFault) {
    self.style = style
    separator = style.separator.byte
    missing = Array(style.missing.utf8)
    words = MissingWords(CSVForm().missing + [style.missing])
    parts = CSVPart.parts(of: frame)
    if parts.isEmpty { throw CSVFault("rows of no numbers, expected at least one", tensor: nil) }
    if parts.count > CSVPart.mostParts {
      throw CSVFault("\(parts.count) columns, expected at most \(CSVPart.mostParts)", tensor: nil)
    }
    if style.hasHeader {
      add(parts.map { field(Array($0.name.utf8), isText: false) })
    }
  }

  /// Adds the rows of a frame that has the tensors of the first.
  ///
  /// - Parameter flush: takes the lines that wait, often enough.
  /// - Throws: `CSVFault` for a number that its column cannot have, and what `flush` throws.
  package mutating func add(_ frame: Frame, rows: Int, flush: (inout [UInt8]) throws -> Void) throws
  {
    var places: [String: Int] = [:]
    var cells: [CSVCells] = []
    var cellOfPart: [Int] = []
    for part in parts {
      if places[part.place] == nil {
        places[part.place] = cells.count
        cells.append(try part.cells(of: frame))
      }
      cellOfPart.append(places[part.place] ?? 0)
    }
    for row in 0..<rows {
      let start = bytes.count
      for (index, part) in parts.enumerated() {
        if index > 0 { bytes.append(separator) }
        try add(row, part, cells[cellOfPart[index]])
      }
      if bytes.count == start { bytes += "\"\"".utf8 }
      bytes.append(0x0A)
      if bytes.count >= 1 << 16 { try flush(&bytes) }
    }
    try flush(&bytes)
  }

  private mutating func add(
    _ row: Int, _ part: CSVPart, _ cell: CSVCells
  ) throws(CSVFault) {
    switch cell {
    case .text(let tensor):
      guard let text = part.text(row, tensor) else {
        throw CSVFault(
          "row \(row) is no text: expected UTF-8, and zeros behind it", tensor: tensor.name)
      }
      append(text, isText: false)
    case .bytes(let numbers, let width):
      try append(part, row, Int(numbers[row * width + part.index]))
    case .int32(let numbers, let width):
      try append(part, row, Int(numbers[row * width + part.index]))
    case .int64(let numbers, let width):
      try append(part, row, Int(numbers[row * width + part.index]))
    case .float(let numbers, let width):
      let number = numbers[row * width + part.index]
      if number.isNaN {
        bytes += missing
        return
      }
      if part.column?.levels.isEmpty == false {
        return try append(part, row, level: Double(number))
      }
      append(number.description)
    case .double(let numbers, let width):
      let number = numbers[row * width + part.index]
      if number.isNaN {
        bytes += missing
        return
      }
      if part.column?.levels.isEmpty == false { return try append(part, row, level: number) }
      if let short = ShortDecimal(number) { return append(short) }
      append(number.description)
    }
  }

  private mutating func append(_ part: CSVPart, _ row: Int, _ number: Int) throws(CSVFault) {
    if part.column?.kind == .label, number == -1 {
      bytes += missing
      return
    }
    if part.column?.levels.isEmpty == false {
      return try append(part, row, level: Double(number))
    }
    append(whole: number)
  }

  private mutating func append(_ part: CSVPart, _ row: Int, level: Double) throws(CSVFault) {
    guard let number = Int(exactly: level), part.levels.indices.contains(number) else {
      throw CSVFault(
        "row \(row), column \(quoted(part.name)): found \(level), expected the number of a level, 0 to \(part.levels.count - 1)",
        tensor: part.place)
    }
    append(part.levels[number], isText: true)
  }

  private mutating func append(_ number: ShortDecimal) {
    if number.isNegative { bytes.append(UInt8(ascii: "-")) }
    guard number.places > 0 else { return append(whole: Int(number.digits)) }
    let digits = String(number.digits).utf8
    let zeros = number.places + 1 - digits.count
    if zeros > 0 { bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: zeros)) }
    bytes += digits
    bytes.insert(style.decimalMark, at: bytes.count - number.places)
  }

  private mutating func append(whole number: Int) {
    if (0..<10).contains(number) { return bytes.append(UInt8(0x30 + number)) }
    bytes += String(number).utf8
  }

  /// Appends Swift's description, which is the shortest, without the `.0` of a whole number.
  private mutating func append(_ description: String) {
    var text = Array(description.utf8)
    if text.suffix(2).elementsEqual(".0".utf8) { text.removeLast(2) }
    if style.decimalMark != UInt8(ascii: "."), let point = text.firstIndex(of: UInt8(ascii: ".")) {
      text[point] = style.decimalMark
    }
    bytes += text
  }

  private mutating func append(_ text: [UInt8], isText: Bool) {
    bytes += field(text, isText: isText)
  }

  /// A text with quotes around it, if it would read as something else without.
  private func field(_ text: [UInt8], isText: Bool) -> [UInt8] {
    let isPlain =
      !text.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      && text.first != 0x20 && text.last != 0x20 && text.first != 0x09 && text.last != 0x09
      && !(isText && words.contain(text))
    if isPlain { return text }
    var quoted: [UInt8] = [0x22]
    for byte in text {
      if byte == 0x22 { quoted.append(0x22) }
      quoted.append(byte)
    }
    quoted.append(0x22)
    return quoted
  }

  private mutating func add(_ fields: [[UInt8]]) {
    let start = bytes.count
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(separator) }
      bytes += field
    }
    if bytes.count == start { bytes += "\"\"".utf8 }
    bytes.append(0x0A)
  }
}

/// What cannot be written, and the tensor that it is in.
package struct CSVFault: Error {
  package let message: String
  package let tensor: String?

  init(_ message: String, tensor: String?) { (self.message, self.tensor) = (message, tensor) }
}
