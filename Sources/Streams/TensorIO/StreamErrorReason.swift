extension StreamError {
  /// What is wrong. Each case is one rule of the format, or one system call.
  public enum Reason: Error, Sendable, Equatable {
    /// Reading failed with this `errno`.
    case input(Int32)
    /// Writing failed with this `errno`.
    case output(Int32)
    /// libzstd failed for a reason of its own, such as want of memory.
    case library(String)

    /// The input holds no bytes at all.
    case empty
    /// The input ends after a complete frame, and no END frame came.
    case missingEnd
    /// The input ends inside a frame.
    case truncated
    /// Neither a frame marker nor a skippable frame: the bytes found, 256 of them where there are as many.
    case notFrame([UInt8])
    /// The marker of another version of the format.
    case version
    /// The size in a field is not what it must be.
    case size(String, found: UInt64, expected: UInt64)
    /// A reserved field or padding is not zero.
    case notZero(String)
    /// A frame is missing, repeated or out of place.
    case sequence(found: UInt32, expected: UInt32)
    /// Too large to accept.
    case aboveLimit(String, found: UInt64, limit: Int)

    /// The zstd frame breaks a rule of the format: what it is, in words.
    case zstdFrame(String)
    /// libzstd cannot decompress the frame: its message.
    case zstdData(String)

    /// The body does not begin with `TIO1`.
    case bodyMagic
    case kind(UInt8)
    case elementType(UInt8)
    /// The size of the shape does not fit in 63 bits.
    case overflow([UInt64])
    /// A field or a tensor needs more bytes than are left in the body.
    case beyondBody(needed: Int, left: Int)
    /// Bytes follow the last tensor.
    case trailing(Int)
    case nameLength(Int)
    case nameByte(UInt8)
    case duplicateName
    /// The name begins with `@!` and is not known.
    case unknownRequirement
    /// `@!unit` is not what it must be.
    case unit
    /// `@!columns` is not what it must be: what is wrong, in words.
    case columns(String)
    /// Text whose rank is not 1.
    case textRank(Int)
    /// Text that is not UTF-8.
    case text

    /// A scalar where rows are wanted.
    case noRows
    case unequalRows(Int, other: String, otherRows: Int)
    /// One frame was expected, and the input holds this many or more.
    case notSingle(frames: Int)
  }
}

extension StreamError.Reason {
  /// One line without a final full stop: what was found, what was expected.
  public var message: String {
    switch self {
    case .input(let code): "cannot read: \(systemMessage(code))"
    case .output(let code): "cannot write: \(systemMessage(code))"
    case .library(let message): "libzstd: \(message)"
    case .empty: "the input is empty; a tensor stream has at least an END frame"
    case .missingEnd:
      "the input ends without an END frame; the program that wrote it failed, or it was cut"
    case .truncated: "the input ends inside the frame; it was cut"
    case .notFrame(let bytes):
      "no tensor stream: found bytes \(hex(bytes.prefix(4))) where a frame must begin"
    case .version: "the frame marker is not of version 1, the only one known here"
    case .size(let field, let found, let expected): "\(field) is \(found), expected \(expected)"
    case .notZero(let field): "\(field) must be 0"
    case .sequence(let found, let expected):
      "the frame has sequence number \(found), expected \(expected); frames are missing, "
        + "repeated or out of order"
    case .aboveLimit(let field, let found, let limit): "\(field) is \(found), the limit is \(limit)"
    case .zstdFrame(let message): "zstd frame \(message)"
    case .zstdData(let message): "zstd data are corrupt: \(message)"
    case .bodyMagic: "the body does not begin with 'TIO1'"
    case .kind(let code): "frame kind is \(code), expected 0 (data) or 1 (END)"
    case .elementType(let code): "element type is \(code), expected 1 to 6"
    case .overflow(let shape):
      "a shape of \(Shape.describe(shape)) is too large for any memory"
    case .beyondBody(let needed, let left): "\(needed) bytes are needed and \(left) are left"
    case .trailing(let count): "\(count) bytes follow the last tensor, expected none"
    case .nameLength(let count): "a tensor's name has \(count) bytes, expected 1 to 255"
    case .nameByte(let byte):
      "a tensor's name holds byte \(byte), expected visible ASCII, 33 to 126"
    case .duplicateName: "the name is used twice in one frame"
    case .unknownRequirement: "the stream needs a feature that is not known here"
    case .unit: "expected an f64 scalar, a whole number from 1 to 255"
    case .columns(let message): message
    case .textRank(let rank): "text has rank \(rank), expected 1"
    case .text: "text is not valid UTF-8"
    case .noRows: "a scalar has no rows; expected the first dimension to be the rows"
    case .unequalRows(let rows, let other, let otherRows):
      "\(rows) rows, but tensor '\(other)' has \(otherRows); is this a stream of rows?"
    case .notSingle(let frames):
      frames == 0
        ? "no data frame, expected exactly one, as in a model"
        : "more than one data frame, expected exactly one, as in a model"
    }
  }
}

/// Two hexadecimal digits for each byte.
private func hex(_ bytes: ArraySlice<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
