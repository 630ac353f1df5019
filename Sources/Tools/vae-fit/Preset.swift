import Tool

/// A model of `--model`: a row in a table of options that hold where they are not given otherwise.
struct Preset {
  let name: String
  /// As on a command line, with blanks between.
  let options: String
  /// A few words.
  let meaning: String
  /// Authors, year and where to find it.
  let paper: String

  init(_ name: String, _ options: String, _ meaning: String, _ paper: String) {
    (self.name, self.options, self.meaning, self.paper) = (name, options, meaning, paper)
  }

  /// The row of that name; nil if there is none.
  init?(named name: String) {
    guard let preset = Preset.all.first(where: { $0.name == name }) else { return nil }
    self = preset
  }

  /// The options and their arguments.
  var words: [Settings.Given] {
    var words = options.split(separator: " ")[...]
    var result: [Settings.Given] = []
    while let word = words.popFirst() {
      let hasArgument = words.first?.hasPrefix("--") == false
      result.append(
        Settings.Given(
          name: String(word.dropFirst(2)), text: hasArgument ? String(words.removeFirst()) : ""))
    }
    return result
  }

  /// - Throws: `ToolError`, if an option is refused.
  func apply(to settings: inout Settings) throws {
    for (name, text) in words.map({ ($0.name, $0.text) }) {
      guard let option = Settings.options.first(where: { $0.long == name })
      else { preconditionFailure("--model \(self.name): --\(name) is no option") }
      try option.apply(text, to: &settings)
    }
  }
}
