import Found
import Networks
import TensorIO

/// What the numbers of a data set are: grey as they came, or 0 and 1 and how they became so. A likelihood
/// is one of data of a certain kind, and figures of different kinds cannot be compared.
package enum PixelKind: Sendable, Equatable {
  /// Any numbers.
  case grey
  /// 0 and 1 as they came.
  case binary
  /// 1 from this value on.
  case threshold(Float)
  /// One draw for good, 1 with the pixel's value as the probability.
  case fixed(seed: UInt64)
  /// A new draw each epoch: a model's, never a stream's.
  case dynamic

  /// The metadata with the kind, in a stream where it was binarised, and in a model.
  package static let field = "@pixels"

  package var stamp: Tensor { Tensor(PixelKind.field, text: description) }

  /// What a stream says of itself; nil where it says nothing.
  ///
  /// - Throws: `VAEError`, if that is not known here.
  package static func stamp(of frame: Frame) throws(VAEError) -> PixelKind? {
    guard let tensor = frame[field] else { return nil }
    guard let text = tensor.text, let kind = PixelKind(text), kind.isStamp else {
      throw VAEError("tensor '\(field)' is not 'threshold:VALUE' or 'static:SEED'")
    }
    return kind
  }

  /// Whether it is one that a stream can say of itself.
  package var isStamp: Bool {
    switch self {
    case .threshold, .fixed: true
    case .grey, .binary, .dynamic: false
    }
  }

  /// Why a model that was fitted to this kind cannot score data with that stamp; nil where it can.
  package func fault(ofData stamp: PixelKind?) -> String? {
    switch (self, stamp) {
    case (.grey, nil), (.binary, nil), (.fixed, .fixed), (.dynamic, .fixed): return nil
    case (.threshold(let own), .threshold(let other)) where own == other: return nil
    default: break
    }
    let way =
      switch self {
      case .grey, .binary: "score data that are as they came"
      case .threshold(let value): "put t-binarize --threshold \(value) before"
      case .fixed, .dynamic: "put t-binarize --static SEED before"
      }
    let found = stamp.map { "binarised (\($0))" } ?? "as they came"
    return "the data are \(found), the model was fitted to \(self.phrase): \(way)"
  }

  private var phrase: String {
    switch self {
    case .grey: "grey data"
    case .binary: "data of 0 and 1 as they came"
    case .threshold, .fixed, .dynamic: "binarised data (\(self))"
    }
  }
}

extension PixelKind: LosslessStringConvertible {
  package init?(_ text: String) {
    let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (words[0], words.count) {
    case ("grey", 1): self = .grey
    case ("binary", 1): self = .binary
    case ("dynamic", 1): self = .dynamic
    case ("static", 2):
      guard let seed = UInt64(numeral: words[1]) else { return nil }
      self = .fixed(seed: seed)
    case ("threshold", 2):
      guard let value = Float(numeral: words[1]) else { return nil }
      self = .threshold(value)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .grey: "grey"
    case .binary: "binary"
    case .threshold(let value): "threshold:\(value)"
    case .fixed(let seed): "static:\(seed)"
    case .dynamic: "dynamic"
    }
  }
}
