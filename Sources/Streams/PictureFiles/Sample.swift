/// A sample of a picture: of 8 bits or of 16. The greatest value is white.
package protocol Sample: FixedWidthInteger, UnsignedInteger, Sendable, BitwiseCopyable {
  /// The sample nearest to a number of such steps; what is below 0 or above the greatest is cut off.
  init(rounding value: Float)
}

extension UInt8: Sample {
  package init(rounding value: Float) {
    self = UInt8(Swift.max(0, Swift.min(255, value)).rounded())
  }
}

extension UInt16: Sample {
  package init(rounding value: Float) {
    self = UInt16(Swift.max(0, Swift.min(65_535, value)).rounded())
  }
}

extension Sample {
  /// The sample that stands for the same brightness as one of another width: 8 bits become 16 exactly, 16 bits
  /// become the nearest of 8.
  init<Other: Sample>(scaling sample: Other) {
    let (from, to) = (UInt64(Other.max), UInt64(Self.max))
    self = Self((UInt64(sample) * to + from / 2) / from)
  }
}
