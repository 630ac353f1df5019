import Found
import Kernels
import Networks
import TensorIO

/// A likelihood in a model file: its word in `@likelihood`, and its numbers.
extension Likelihood {
  var tensors: [Tensor] { [Tensor("@likelihood", text: family.name)] + numbers }

  private var numbers: [Tensor] {
    switch family.takes {
    case .nothing: []
    case .sharpness: sharpness.map { [Tensor("@sharpness", scalar: Double($0))] } ?? []
    case .spread(let field, _):
      switch spread {
      case .fixed(let value): [Tensor(field, scalar: Double(value))]
      case .shared: [Tensor("@spread", text: "learned")]
      case .perPixel: [Tensor("@spread", text: "pixel")]
      case nil: []
      }
    }
  }

  /// - Throws: `VAEError`, where a field is missing or not what it should be.
  init(_ fields: Fields) throws {
    let name = try fields.text("@likelihood")
    guard let family = Self.family(name) else {
      let words = Self.families.map { $0.name }.joined(separator: ", ")
      throw VAEError("'@likelihood' is \(quoted(name)), expected \(words): a newer model?")
    }
    func positive(_ field: String) throws -> Float {
      let value = try fields.number(field)
      guard value > 0, Float(value).isNormal else {
        throw VAEError("'\(field)' is \(value), expected a number greater than 0")
      }
      return Float(value)
    }
    switch family.takes {
    case .nothing: self.init(family)
    case .sharpness: self.init(family, sharpness: try positive("@sharpness"))
    case .spread(let field, _):
      guard fields.has("@spread") else {
        self.init(family, spread: .fixed(try positive(field)))
        return
      }
      switch try fields.text("@spread") {
      case "learned": self.init(family, spread: .shared)
      case "pixel": self.init(family, spread: .perPixel)
      case let word: throw VAEError("'@spread' is \(quoted(word)), expected learned or pixel")
      }
    }
  }
}
