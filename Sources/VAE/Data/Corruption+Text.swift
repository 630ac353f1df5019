import LaneTypes

extension Corruption: LosslessStringConvertible {
  /// What the command line expects.
  package static let syntax =
    "gaussian:DEVIATION, mask:PROBABILITY or salt-pepper:PROBABILITY"

  package init?(_ text: String) {
    guard let words = NamedNumbers(text), words.numbers.count == 1, words.numbers[0] >= 0
    else { return nil }
    let number = Float(words.numbers[0])
    guard number.isFinite else { return nil }
    switch words.name {
    case "gaussian": self = .gaussian(deviation: number)
    case "mask" where number <= 1: self = .mask(probability: number)
    case "salt-pepper" where number <= 1: self = .saltAndPepper(probability: number)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .gaussian(let deviation): "gaussian:\(deviation)"
    case .mask(let probability): "mask:\(probability)"
    case .saltAndPepper(let probability): "salt-pepper:\(probability)"
    }
  }
}
