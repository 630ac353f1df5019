import Kernels
import Words

extension Corruption: Worded {
  /// Vincent et al. 2010, section 3.3.
  private static let paper = "Vincent et al. 2010, JMLR 11"

  package static let words: [Word<Corruption>] = [
    Word("gaussian:DEVIATION", "normal noise of this standard deviation", paper) {
      number($0[0]).map { .gaussian(deviation: $0) }
    },
    Word("mask:PROBABILITY", "0 with this probability", paper) {
      number($0[0], to: 1).map { .mask(probability: $0) }
    },
    Word("salt-pepper:PROBABILITY", "0 or 1 with this probability", paper) {
      number($0[0], to: 1).map { .saltAndPepper(probability: $0) }
    },
  ]

  /// A number from 0 to `bound`, in single precision.
  private static func number(
    _ number: Double, to bound: Float = .greatestFiniteMagnitude
  ) -> Float? {
    (0...bound).contains(Float(number)) && number >= 0 ? Float(number) : nil
  }

  package var description: String {
    switch self {
    case .gaussian(let deviation): "gaussian:\(deviation)"
    case .mask(let probability): "mask:\(probability)"
    case .saltAndPepper(let probability): "salt-pepper:\(probability)"
    }
  }
}
