import Kernels
import Words

/// How the learning rate changes from step to step.
package enum Schedule: Sendable, Equatable {
  case constant
  /// Half a cosine down to `last` of the rate (Loshchilov & Hutter 2017, equation 5, one period).
  case cosine(last: Double)
  /// Times `factor` after every `epochs` epochs.
  case step(epochs: Int, factor: Double)

  /// Whether it is a function of the number of all epochs.
  package var isSpread: Bool { if case .cosine(let last) = self { last != 1 } else { false } }

  /// What the rate is multiplied by.
  ///
  /// - Parameters:
  ///   - done: epochs that are over, whole and in parts.
  ///   - all: of the run.
  package func factor(epochs done: Double, of all: Int) -> Double {
    switch self {
    case .constant: return 1
    case .cosine(let last):
      return last + (1 - last) * 0.5 * (1 + Schedule.cosine(min(1, done / Double(max(1, all)))))
    case .step(let epochs, let factor): return AdamStep.power(factor, Int(done) / epochs)
    }
  }

  /// cos(πt) for t from 0 to 1, as the Taylor series of the sine of π(½ − t). Not the C library's, whose
  /// last bit is not the same everywhere. The first term left out is below (π/2)²³/23! < 2e-18.
  private static func cosine(_ t: Double) -> Double {
    let x = Double.pi * (0.5 - t)
    var (sum, term) = (0.0, x)
    var n = 1.0
    while n <= 21 {
      sum += term
      term *= -x * x / ((n + 1) * (n + 2))
      n += 2
    }
    return sum
  }
}

extension Schedule: Worded {
  package static let words: [Word<Schedule>] = [
    Word("constant", "the rate stays") { _ in .constant },
    Word(
      "cosine[:LAST]", "half a cosine down to the share LAST of the rate, 0 unless given",
      "Loshchilov & Hutter 2017, arXiv 1608.03983"
    ) {
      let last = $0.first ?? 0
      return (0...1).contains(last) ? .cosine(last: last) : nil
    },
    Word("step:EPOCHS,FACTOR", "times FACTOR after every so many epochs") {
      guard let epochs = Int(exactly: $0[0]), epochs > 0, $0[1] > 0 else { return nil }
      return .step(epochs: epochs, factor: $0[1])
    },
  ]

  package var description: String {
    switch self {
    case .constant: "constant"
    case .cosine(let last): NamedNumbers("cosine", [last]).text
    case .step(let epochs, let factor): NamedNumbers("step", [Double(epochs), factor]).text
    }
  }
}
