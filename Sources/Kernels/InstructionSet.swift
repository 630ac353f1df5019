import CPUFeatures
import Found
import Glibc

/// The vector instructions in use. Results are the same to the bit on each.
package enum InstructionSet: String, Sendable {
  /// x86-64-v3: AVX2 and FMA. On other processors, what the compiler takes for granted.
  case v3
  /// x86-64-v4: AVX-512.
  case v4

  /// Chosen once, by `choose()`.
  package static let current = Result { () throws(UnsupportedProcessor) in try choose() }

  /// The best that the processor has, or what `VAE_ISA` asks for (`v3` or `v4`).
  private static func choose() throws(UnsupportedProcessor) -> InstructionSet {
    #if arch(x86_64)
      let level = x86_64_level()
      guard level >= 3 else { throw .tooOld }
      let best: InstructionSet = level >= 4 ? .v4 : .v3
      guard let text = getenv("VAE_ISA") else { return best }
      let name = String(cString: text)
      guard let asked = InstructionSet(rawValue: name) else { throw .unknown(name) }
      guard asked == .v3 || level >= 4 else { throw .missing(name) }
      return asked
    #else
      return .v3
    #endif
  }
}

/// Why there is no arithmetic to be had.
package enum UnsupportedProcessor: Error, CustomStringConvertible {
  case tooOld
  case unknown(String)
  case missing(String)

  package var description: String {
    switch self {
    case .tooOld:
      "this processor lacks AVX2 and FMA: x86-64-v3 (Haswell, Zen or later) is needed"
    case .unknown(let name): "VAE_ISA is \(quoted(name)), expected v3 or v4"
    case .missing(let name): "VAE_ISA asks for \(name), which this processor lacks: use v3"
    }
  }
}
