import LaneTypes
import Tool
import VAE

/// What the options of `vae-fit` take.
extension Argument {
  /// Whole numbers between commas: the widths of layers.
  func widths() throws(ToolError) -> [Int] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, Network.areWidths(numbers) else {
      throw refused("whole numbers from 1 to 65536 with commas between them")
    }
    return numbers
  }

  /// A value that reads its own form.
  func value<Value: LosslessStringConvertible>(
    _ expected: String, _: Value.Type = Value.self
  ) throws(ToolError) -> Value {
    guard let value = Value(text) else { throw refused(expected) }
    return value
  }

  /// A word of the table of such values, and its numbers.
  func word<Value: Worded>() throws(ToolError) -> Value {
    guard let value = Value(text) else {
      throw refused(Value.syntax, among: Value.words.map { String($0.name) })
    }
    return value
  }

  /// A row of the table of models.
  func preset() throws(ToolError) -> Preset {
    guard let preset = Preset(named: text) else {
      throw refused("a model of --list", among: Preset.all.map(\.name), without: "vae")
    }
    return preset
  }

  func objective() throws(ToolError) -> CodeObjective {
    if let objective = CodeObjective(text) { return objective }
    let name = text.prefix { $0 != ":" }
    let form = CodeObjective.words.first { $0.name == name }?.form
    throw refused(
      form.map { "\($0), see --list" } ?? "an objective of --list",
      among: CodeObjective.words.map { String($0.name) }, without: "vae")
  }

  func likelihood() throws(ToolError) -> Likelihood {
    guard let likelihood = LikelihoodFamily.parse(text) else {
      throw refused(LikelihoodFamily.syntax, among: LikelihoodFamily.all.map { String($0.name) })
    }
    return likelihood
  }
}

/// The words of the tables, for help, completions and `--list`.
extension Listing {
  init<Value>(_ heading: String, _ words: [Word<Value>]) {
    self.init(heading, words.map { Entry($0.form, $0.meaning, $0.paper) })
  }
}

extension LikelihoodFamily {
  static var listing: Listing {
    Listing("Likelihoods", all.map { Listing.Entry($0.form, $0.meaning, $0.paper) })
  }
}

extension Preset {
  static var listing: Listing {
    Listing(
      "Models", all.map { Listing.Entry($0.name, "\($0.meaning): \($0.options)", $0.paper) })
  }
}

extension Option<Settings> {
  /// The same, refused where the bottleneck does not read it: `belongs to a codebook: add --bottleneck vq`.
  func needs(_ option: BottleneckOption, _ reason: String) -> Option {
    needs("\(reason): add --bottleneck \(Bottlenecks.words(reading: option))") {
      $0.model.bottleneck.reads(option)
    }
  }

  /// The same, and `Settings.given` remembers it.
  var remembered: Option {
    applying { settings, text in
      settings.given.append(Settings.Given(name: long, text: text))
    }
  }
}
