/// The bytes of a body: a header, then the tensors one after another, every part a multiple of 8.
enum BodyLayout {
  static let magic = Array("TIO1".utf8)
  /// Magic, kind, flags, number of tensors, size of the body.
  static let headerSize = 16
  /// Element type, rank, length of the name, reserved; the dimensions and the name follow.
  static let tensorHeaderSize = 8
  /// The size of the body of an END frame.
  static let endSize = headerSize + 16

  enum Kind: UInt8 {
    case data = 0
    case end = 1
  }
}

/// What the body of a frame says.
enum Body {
  case data(Frame)
  /// The last frame of a stream, with the number of DATA frames before it and the sum of the sizes
  /// of their bodies.
  case end(frames: UInt64, bytes: UInt64)
}
