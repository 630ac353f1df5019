import Found
import Tool

/// What a safetensors file begins with.
struct FileStart {
  let header: SafeTensorsHeader
  /// The bytes of the header and of its size.
  let size: Int
  /// Elements that were read with it.
  let rest: ArraySlice<UInt8>

  /// Reads it from where the file stands. No more memory is taken than bytes have come.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  init(_ file: borrowing InputFile) throws(ToolError) {
    let name = file.name
    func refusal(_ message: String) -> ToolError { ToolError(.badData, name, message) }
    let start = try file.next(FileKind.prefixSize)
    let expected = Expected.safeTensors
    if start.isEmpty { throw refusal(InputFile.emptyMessage(expected.name, name)) }
    if !Self.isLikely(start), let kind = FileKind(start) { throw refusal(kind.refusal(expected)) }
    guard start.count >= 8 else {
      throw refusal(
        "has \(start.count) bytes, expected \(expected.name), of 10 or more: it was cut")
    }
    let claim = start[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard (2...UInt64(SafeTensorsHeader.mostBytes)).contains(claim) else {
      throw refusal(
        "begins with a header size of \(claim), expected 2 to \(SafeTensorsHeader.mostBytes): "
          + "this is no safetensors file, or one of too many tensors")
    }
    let count = Int(claim)
    var text = Array(start.dropFirst(8).prefix(count))
    text += try file.next(count - text.count)
    guard text.count == count else {
      throw refusal("ends after \(text.count) of the \(count) bytes of its header: it was cut")
    }
    do {
      header = try SafeTensorsHeader(json: text)
    } catch {
      throw refusal("header: \(error.message)")
    }
    size = 8 + count
    rest = start.dropFirst(8 + count)
  }

  /// Whether a header of less than 2³² bytes begins, with a brace or a blank: no other kind of file is looked for then,
  /// since the size may be any bytes.
  private static func isLikely(_ start: [UInt8]) -> Bool {
    start.count > 8 && start[4..<8].allSatisfy { $0 == 0 } && "{ \n\r\t".utf8.contains(start[8])
  }
}

extension InputFile {
  fileprivate func next(_ count: Int) throws(ToolError) -> [UInt8] {
    try [UInt8](count) { buffer throws(ToolError) in try read(into: buffer) }
  }
}
