extension Command {
  /// The option list of the man page, in mdoc: `--help=man` prints it, the page holds a copy.
  var manualOptions: String {
    let last = [
      ".It Fl -help", "Show a summary and exit.", ".It Fl -version", "Show the version and exit.",
    ]
    let lines = groups.enumerated().flatMap { index, group -> [String] in
      (group.heading.map { [".Ss \($0)"] } ?? []) + [".Bl -tag -width Ds"]
        + group.options.flatMap(item) + (index == groups.count - 1 ? last : []) + [".El"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func item(_ option: Option<Settings>) -> [String] {
    let argument =
      option.argumentName.map { option.isOptional ? " Ns Op = Ns Ar \($0)" : " Ar \($0)" } ?? ""
    let short = option.short.map { "Fl \($0)\(argument) , " } ?? ""
    let standard = option.standard(defaults).map { ["The default is \(escaped($0))."] } ?? []
    return [".It \(short)Fl -\(option.long)\(argument)", sentence(escaped(option.help))]
      + standard
  }

  /// A hyphen that belongs to the text, a backslash that is one.
  private func escaped(_ text: String) -> String {
    text.map { $0 == "\\" ? "\\e" : $0 == "-" ? "\\-" : String($0) }.joined()
  }
}
