import Found
import Kernels
import Networks
import Tool
import VAE
import Words

/// What the options of `vae-fit` take.
extension Argument {
  /// Whole numbers between commas, the widths of layers, or `none` for no layer.
  func widths() throws(ToolError) -> [Int] {
    if text == "none" { return [] }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int(numeral: $0) }
    guard numbers.count == parts.count, Network.areWidths(numbers) else {
      throw refused("whole numbers from 1 to 65536 with commas between them, or none")
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

  /// What a word of a table makes.
  func value<Value>(of words: [Word<Value>], _ expected: String) throws(ToolError) -> Value {
    guard let value = words.value(of: text) else {
      throw refused(expected, among: words.map { String($0.name) })
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
}

/// The words of the tables, for help, completions and `--list`.
extension Listing {
  init<Value>(_ heading: String, _ words: [Word<Value>]) {
    self.init(heading, words.map { Entry($0.form, $0.meaning, $0.paper) })
  }
}

extension Likelihood {
  static var listing: Listing {
    Listing("Likelihoods", families.map { Listing.Entry($0.form, $0.meaning, $0.paper) })
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
