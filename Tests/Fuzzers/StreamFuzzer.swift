import Glibc
import TensorIO

extension Fuzzer {
  /// Whole streams, or else fragments. What is read and written again reads as the same.
  static var stream: Fuzzer {
    Fuzzer(name: "stream") { bytes in
      StandardInput.hold(bytes)
      var isFragment = false
      let frames = Refusal.allowed {
        do {
          return try read(fragment: false)
        } catch let error as StreamError {
          isFragment = isWaived(error.reason)
          throw error
        }
      }
      if isFragment {
        StandardInput.rewind()
        Refusal.allowed { try read(fragment: true) }
      }
      guard let frames else { return }
      StandardInput.hold([])
      do {
        var writer = try StreamWriter(descriptor: STDIN_FILENO)
        for frame in frames { try writer.write(frame) }
        try writer.finish()
        StandardInput.rewind()
        let again = try read(fragment: false)
        precondition(again.count == frames.count)
        for (first, second) in zip(frames, again) { precondition(isSame(first, second)) }
      } catch {
        preconditionFailure("written and not read: \(error)")
      }
    }
  }

  /// Whether a fragment of a stream may be refused for that as a whole one: it is without an END or out of
  /// order.
  private static func isWaived(_ reason: StreamError.Reason) -> Bool {
    switch reason {
    case .empty, .missingEnd, .sequence, .size: true
    default: false
    }
  }

  private static func read(fragment: Bool) throws -> [Frame] {
    var reader = try StreamReader(descriptor: STDIN_FILENO, fragment: fragment)
    var frames: [Frame] = []
    while let frame = try reader.next() { frames.append(frame) }
    return frames
  }

  /// Whether two frames have the same tensors in the same order.
  static func isSame(_ first: Frame, _ second: Frame) -> Bool {
    first.tensors.count == second.tensors.count
      && zip(first.tensors, second.tensors).allSatisfy { $0.isIdentical(to: $1) }
  }
}
