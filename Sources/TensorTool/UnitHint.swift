package import TensorIO

/// Notices bytes that hardly stand for p/255: where no byte of a stream is as large as half of that, it is likely
/// that 1 is written as some smaller number, as in data of 0 and 1, and what is made of them would be nearly black.
package struct UnitHint {
  /// Of fewer bytes nothing is said: a few can all be small by chance, as at the border of a picture.
  private static let leastBytes = 1024

  private var largest: UInt8 = 0
  private var count = 0
  private var isPlain = true

  package init() {}

  /// Adds a frame. Nothing is said of a stream that states a unit, or in which a byte is 128 or more.
  package mutating func add(_ frame: Frame) {
    guard isPlain, let x = frame["x"], x.elementType == .u8 else { return }
    isPlain =
      frame[Frame.unitField] == nil
      && x.withElements(of: UInt8.self) { bytes in
        !bytes.indices.contains { bytes[$0] >= 128 }
      }
    guard isPlain else { return }
    count += x.count
    x.withElements(of: UInt8.self) { bytes in
      for index in bytes.indices { largest = max(largest, bytes[index]) }
    }
  }

  /// What to say, with the cure; nil where there is nothing to say.
  package var message: String? {
    guard isPlain, largest > 0, count >= Self.leastBytes else { return nil }
    return
      "no byte of 'x' is above \(largest), and a byte p stands for p/255: if \(largest) stands for 1, make the "
      + "stream with --unit \(largest), as mnist2t and tsv2t have it"
  }
}
