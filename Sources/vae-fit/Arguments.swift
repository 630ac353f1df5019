import LaneTypes
import Tool
import VAE

/// What the options of `vae-fit` take.
extension Argument {
  /// Whole numbers between commas: the widths of layers.
  func widths() throws(ToolError) -> [Int] {
    guard let numbers = Argument.widths(text) else {
      throw refused("whole numbers from 1 to 65536 with commas between them")
    }
    return numbers
  }

  private static func widths(_ text: some StringProtocol) -> [Int]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers.count <= 64,
      numbers.allSatisfy((1...65_536).contains)
    else { return nil }
    return numbers
  }

  /// `mlp`, `mlp:400,200`, `conv`, `conv:32,64`.
  ///
  /// - Returns: the kind of network; the widths of the hidden layers, if the argument has them.
  func network() throws(ToolError) -> (Network.Kind, hidden: [Int]?) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts.count > 1 ? Argument.widths(parts[1]) : nil
    switch (parts[0], parts.count) {
    case ("mlp", 1): return (.mlp, nil)
    case ("conv", 1): return (.convolutional(filters: [32, 64]), nil)
    case ("mlp", _): if let numbers { return (.mlp, numbers) }
    case ("conv", _):
      if let numbers { return (.convolutional(filters: numbers), nil) }
    default: break
    }
    throw refused("mlp[:WIDTH,...] or conv[:FILTERS,...]")
  }

  /// A value that reads its own words.
  func value<Value: LosslessStringConvertible>(
    _ expected: String, _: Value.Type = Value.self
  ) throws(ToolError) -> Value {
    guard let value = Value(text) else { throw refused(expected) }
    return value
  }

  func likelihood() throws(ToolError) -> Likelihood {
    guard let likelihood = LikelihoodFamily.parse(text) else {
      throw refused(LikelihoodFamily.syntax)
    }
    return likelihood
  }

  func activation() throws(ToolError) -> Activation {
    guard let activation = Activation(name: text), activation != .identity, activation != .sigmoid
    else { throw refused("tanh, relu, gelu, silu or softplus") }
    return activation
  }
}
