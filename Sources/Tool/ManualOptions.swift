extension Command {
  /// The option list of the man page, in mdoc: `--help=man` prints it, the page holds a copy.
  var manualOptions: String {
    let items = options.flatMap { option -> [String] in
      let argument = option.argument.map { " Ar \($0)" } ?? ""
      let short = option.short.map { "Fl \($0)\(argument) , " } ?? ""
      let standard = option.standard.map { ["The default is \(escaped($0))."] } ?? []
      return [".It \(short)Fl -\(option.long)\(argument)", sentence(escaped(option.help))]
        + standard
    }
    let last = [
      ".It Fl -help", "Show a summary and exit.", ".It Fl -version", "Show the version and exit.",
    ]
    return ([".Bl -tag -width Ds"] + items + last + [".El"]).joined(separator: "\n") + "\n"
  }

  /// A hyphen that belongs to the text, a backslash that is one.
  private func escaped(_ text: String) -> String {
    text.map { $0 == "\\" ? "\\e" : $0 == "-" ? "\\-" : String($0) }.joined()
  }
}
