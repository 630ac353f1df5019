import Found
internal import Tool

extension RecordReader {
  /// Cuts a record into fields. Returns its size with the end of the line; nil where it goes beyond `count` bytes.
  func cut(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) throws(ToolError) -> Int? {
    // Locals, since each access to what an object holds is checked.
    var fields = self.fields
    self.fields = []
    fields.removeAll(keepingCapacity: true)
    defer { self.fields = fields }
    let (separator, isBlank, isAtEnd, isSpecial) = (separator, isBlank, isAtEnd, isSpecial)
    var at = 0
    var lines = 1
    var hasEscapes = false
    while true {
      // A field begins.
      while at < count, bytes[at] == 0x20 || bytes[at] == 0x09 && separator != 0x09 { at += 1 }
      if at == count, !isAtEnd { return nil }
      let start = at
      if at < count, bytes[at] == UInt8(ascii: "\"") {
        at += 1
        while true {
          while at < count, bytes[at] != UInt8(ascii: "\""), bytes[at] != 0x0A, bytes[at] != 0 {
            at += 1
          }
          if at == count {
            if isAtEnd {
              throw refusal("begins with a quote that is not closed", column: fields.count)
            }
            return nil
          }
          if bytes[at] == 0 { throw refusalOfZero(column: fields.count) }
          at += 1
          if bytes[at - 1] == 0x0A {
            lines += 1
            continue
          }
          if at == count, !isAtEnd { return nil }
          guard at < count, bytes[at] == UInt8(ascii: "\"") else { break }
          hasEscapes = true
          at += 1
        }
        fields.append(
          Field(start: Int32(start + 1), count: Int32(at - start - 2), isQuoted: true))
        while at < count, bytes[at] == 0x20 || bytes[at] == 0x09 && separator != 0x09 { at += 1 }
        if at < count, !isSpecial[Int(bytes[at])],
          !(isBlank && (bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09))
        {
          let rest = UnsafeBufferPointer(start: bytes + at, count: min(20, count - at))
          fields.removeLast()
          throw refusal(
            "found \(quoted(Array(rest.prefix { $0 >= 0x20 }))) behind a closing quote, expected a separator; within quotes a quote is \"\"",
            column: fields.count)
        }
      } else {
        while at < count, !isSpecial[Int(bytes[at])] { at += 1 }
        var last = at
        while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
        if !isBlank || at > start {
          fields.append(Field(start: Int32(start), count: Int32(last - start), isQuoted: false))
        }
      }
      if at == count {
        if !isAtEnd { return nil }
        return finish(bytes, at, lines, hasEscapes, &fields)
      }
      switch bytes[at] {
      case 0x0A: return finish(bytes, at + 1, lines, hasEscapes, &fields)
      case 0x0D:
        if at + 1 == count {
          if !isAtEnd { return nil }
          return finish(bytes, at + 1, lines, hasEscapes, &fields)
        }
        guard bytes[at + 1] == 0x0A else {
          throw refusal(
            "found a carriage return without a line feed, expected either the latter or both: tr '\\r' '\\n' < FILE"
          )
        }
        return finish(bytes, at + 2, lines, hasEscapes, &fields)
      case 0: throw refusalOfZero(column: fields.count - 1)
      default:
        // A separator, or with blanks perhaps the next field.
        if isBlank {
          if bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
        } else {
          at += 1
        }
      }
    }
  }

  private func finish(
    _ bytes: UnsafeMutablePointer<UInt8>, _ size: Int, _ lines: Int, _ hasEscapes: Bool,
    _ fields: inout ContiguousArray<Field>
  ) -> Int {
    nextLine = line + lines
    guard hasEscapes else { return size }
    // Two quotes become one only now: what was not whole is cut again.
    for index in fields.indices where fields[index].isQuoted {
      let field = UnsafeMutableBufferPointer(
        start: bytes + Int(fields[index].start), count: Int(fields[index].count))
      var (from, to) = (0, 0)
      while from < field.count {
        field[to] = field[from]
        to += 1
        from += field[from] == UInt8(ascii: "\"") ? 2 : 1
      }
      fields[index].count = Int32(to)
    }
    return size
  }

  private func refusalOfZero(column: Int) -> ToolError {
    refusal(
      "found a zero byte, expected text; is it UTF-16? iconv -f UTF-16 -t UTF-8 FILE | csv2t",
      column: column)
  }
}
