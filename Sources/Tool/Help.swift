extension Command {
  /// What `--help` prints: at most 24 lines of 80 columns.
  var helpText: String {
    let rows =
      options.map { (left: leftColumn($0), right: rightColumn($0)) }
      + [(left: "      --help, --version", right: "show this, or the version, and exit")]
    let width = rows.map(\.left.count).max() ?? 0
    let table = rows.map { row in
      row.left + String(repeating: " ", count: width - row.left.count + 2) + row.right
    }
    let head = ["Usage: \(usage)", sentence(summary), ""]
    let tail = ["", "Examples:"] + examples.map { "  \($0)" }
    return (head + table + tail).joined(separator: "\n") + "\n"
  }

  /// `t2pgm [OPTION]... [FILE]`
  var usage: String {
    [name, "[OPTION]...", operands].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func leftColumn(_ option: Option<Settings>) -> String {
    let short = option.short.map { "  -\($0), " } ?? "      "
    let argument = option.argument.map { " \($0)" } ?? ""
    return "\(short)--\(option.long)\(argument)"
  }

  private func rightColumn(_ option: Option<Settings>) -> String {
    option.help + (option.standard.map { " [\($0)]" } ?? "")
  }
}
