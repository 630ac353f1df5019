package import TensorIO

/// Notices bytes that hardly stand for p/255: where no byte of a stream is as large as half of that, it is likely
/// that 1 is written as some smaller number, as in data of 0 and 1, and what is made of them would be nearly black.
package struct UnitHint {
  /// Of fewer bytes nothing is said: a few can all be small by chance, as at the border of a picture.
  private static let leastBytes = 1024

  private var largest: UInt8 = 0
  private var count = 0
  private var isStated = false

  package init() {}

  /// Adds a frame.
  package mutating func add(_ frame: Frame) {
    guard let x = frame["x"], x.elementType == .u8 else { return }
    isStated = isStated || frame[Frame.unitField] != nil
    if isStated || isBright { return }
    count += x.count
    x.withElements(of: UInt8.self) { bytes in
      for index in bytes.indices where bytes[index] > largest {
        largest = bytes[index]
        if isBright { return }
      }
    }
  }

  /// Whether a byte is as large as those of 255 are.
  private var isBright: Bool { largest >= 128 }

  /// What to say, with the cure; nil where a unit is stated, or a byte is 128 or more.
  package var message: String? {
    guard !isStated, !isBright, largest > 0, count >= Self.leastBytes else { return nil }
    return
      "no byte of 'x' is above \(largest), and a byte p stands for p/255: if \(largest) stands for 1, make the "
      + "stream with --unit \(largest), as mnist2t, tsv2t and npy2t have it"
  }
}
