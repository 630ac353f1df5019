/// What a reader accepts at most. A stream beyond them is refused before memory is spent on it.
public struct Limits: Sendable, Equatable {
  /// Bytes of a frame's body, uncompressed.
  public var body = 256 << 20
  /// Tensors in a frame.
  public var tensors = 4096
  /// Dimensions of a tensor.
  public var rank = 8
  /// The size of one dimension.
  public var dimension = Int(Int32.max)
  /// Bytes of foreign skippable frames between two frames of ours.
  public var skipped = 1 << 20

  public init() {}

  /// The limits of the format: every reader accepts what lies within them, and no writer exceeds
  /// them.
  public static let standard = Limits()
}
