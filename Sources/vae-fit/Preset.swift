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

  /// - Throws: `ToolError`, if an option is refused.
  func apply(to settings: inout Settings) throws {
    var words = options.split(separator: " ")[...]
    while let word = words.popFirst() {
      guard let option = (modelOptions + trainingOptions).first(where: { "--\($0.long)" == word })
      else { preconditionFailure("--model \(name): \(word) is no option") }
      try option.apply(option.argument == nil ? "" : String(words.popFirst() ?? ""), to: &settings)
    }
  }
}
