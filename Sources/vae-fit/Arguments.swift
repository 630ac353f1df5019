import Found
import Kernels
import Tool
import VAE
import Words

/// What the options of `vae-fit` take.
extension Argument {
  /// Whole numbers between commas, the widths of layers, or `none` for no layer.
  func widths() throws(ToolError) -> [Int] {
    if text == "none" { return [] }
    guard let numbers = Argument.widths(text) else {
      throw refused("whole numbers from 1 to 65536 with commas between them, or none")
    }
    return numbers
  }

  private static func widths(_ text: some StringProtocol) -> [Int]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int(numeral: $0) }
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
    if let name = NetworkName(rawValue: String(parts[0])), parts.count == 1 || numbers != nil {
      return name.network(numbers)
    }
    let names = NetworkName.allCases
    throw refused(names.map(\.form).alternatives, among: names.map(\.rawValue))
  }

  /// A value that reads its own form.
  func value<Value: LosslessStringConvertible>(
    _ expected: String, _: Value.Type = Value.self
  ) throws(ToolError) -> Value {
    guard let value = Value(text) else { throw refused(expected) }
    return value
  }

  /// A value that reads its own words.
  func value<Value: Worded>(
    _ expected: String, _: Value.Type = Value.self
  ) throws(ToolError) -> Value {
    guard let value = Value(text) else {
      throw refused(expected, among: Value.words.map { String($0.name) })
    }
    return value
  }

  /// What a word of a table makes.
  func value<Value>(of words: [Word<Value>], _ expected: String) throws(ToolError) -> Value {
    guard let value = words.value(of: text) else {
      throw refused(expected, among: words.map { String($0.name) })
    }
    return value
  }

  /// A row of the table of models.
  func preset() throws(ToolError) -> Preset {
    guard let preset = Preset.all.first(where: { $0.name == text }) else {
      throw refused("a model of --list", among: Preset.all.map(\.name), without: "vae")
    }
    return preset
  }

  func objective() throws(ToolError) -> any LatentObjective {
    if let objective = LatentObjectives.words.value(of: text) { return objective }
    let name = text.prefix { $0 != ":" }
    let form = LatentObjectives.words.first { $0.name == name }?.form
    throw refused(
      form.map { "\($0), see --list" } ?? "an objective of --list",
      among: LatentObjectives.words.map { String($0.name) }, without: "vae")
  }

  func likelihood() throws(ToolError) -> Likelihood {
    guard let likelihood = Likelihood.parse(text) else {
      throw refused(Likelihood.syntax, among: Likelihood.families.map { String($0.name) })
    }
    return likelihood
  }

  func activation() throws(ToolError) -> Activation {
    guard let activation = Activation.choices.first(where: { $0.name == text }) else {
      let names = Activation.choices.map(\.name)
      throw refused(names.alternatives, among: names)
    }
    return activation
  }
}
