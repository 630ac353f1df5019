import CPUFeatures
import Found
import Glibc
import Kernels
import KernelsV3
import KernelsV4

/// The vector instructions in use. Results are the same to the bit on each.
///
/// The names `v4-bf16`, for products of half the width, and `plain`, for a processor without vectors, are reserved.
package enum InstructionSet: String, CaseIterable, Sendable {
  /// x86-64-v3: AVX2 and FMA. On other processors, what the compiler takes for granted.
  case v3
  /// x86-64-v4: AVX-512.
  case v4

  /// The arithmetic compiled for it.
  package var kernels: Kernels {
    switch self {
    case .v3: KernelsV3.SIMDKernels.self
    case .v4: KernelsV4.SIMDKernels.self
    }
  }

  /// Those that this processor can run, in ascending order.
  package static var available: [InstructionSet] {
    #if arch(x86_64)
      allCases.filter { $0.level <= x86_64_level() }
    #else
      [.v3]
    #endif
  }

  /// The x86-64 level.
  private var level: Int32 { self == .v4 ? 4 : 3 }

  /// Chosen once: the best that the processor has, or what `VAE_ISA` asks for by name.
  package static let current = Result { () throws(UnsupportedProcessor) in try choose() }

  private static func choose() throws(UnsupportedProcessor) -> InstructionSet {
    guard let best = available.last else { throw .tooOld }
    #if arch(x86_64)
      guard let text = getenv("VAE_ISA") else { return best }
      let name = String(cString: text)
      guard let asked = InstructionSet(rawValue: name) else { throw .unknown(name) }
      guard asked.level <= best.level else { throw .missing(name) }
      return asked
    #else
      return best
    #endif
  }
}

extension Engine {
  /// The kernels of this machine.
  ///
  /// - Throws: `UnsupportedProcessor`, where there are none.
  package convenience init(threads: Int) throws(UnsupportedProcessor) {
    self.init(kernels: try InstructionSet.current.get().kernels, threads: threads)
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
