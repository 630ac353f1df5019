extension Command {
  /// What `--help` prints: no line beyond 100 columns. Tools with one list of options keep to 24 lines
  /// of 80 columns.
  var helpText: String {
    let last = [(left: "      --help, --version", right: "show this, or the version, and exit")]
    var blocks = groups.map { group in
      (heading: group.heading, rows: group.options.map { (leftColumn($0), rightColumn($0)) })
    }
    if !blocks.isEmpty { blocks[blocks.count - 1].rows += last }
    let width = blocks.flatMap(\.rows).map(\.0.count).max() ?? 0
    let table = blocks.flatMap { block in
      (block.heading.map { ["", "\($0):"] } ?? [""])
        + block.rows.flatMap { lines($0.0, $0.1, width: width) }
    }
    let head = ["Usage: \(usage)", sentence(summary)]
    let tail = ["", "Examples:"] + examples.map { "  \($0)" }
    return (head + table + tail).joined(separator: "\n") + "\n"
  }

  /// `t2pgm [OPTION]... [FILE]`
  var usage: String {
    [name, "[OPTION]...", operands].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// With a capital, unless it begins with a word of the command line, as a list of choices does.
  func sentence(_ text: String) -> String {
    let isLiteral = text.prefix { $0 != " " }.contains { ",:[".contains($0) }
    return isLiteral ? text + "." : text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func leftColumn(_ option: Option<Settings>) -> String {
    let short = option.short.map { "  -\($0), " } ?? "      "
    let argument = option.argumentName.map { option.isOptional ? "[=\($0)]" : " \($0)" } ?? ""
    return "\(short)--\(option.long)\(argument)"
  }

  private func rightColumn(_ option: Option<Settings>) -> String {
    option.help + (option.standard(defaults).map { " [\($0)]" } ?? "")
  }

  /// An option and its help, which goes on below itself where it is too long for the line.
  private func lines(_ left: String, _ right: String, width: Int) -> [String] {
    var lines = [left + String(repeating: " ", count: width - left.count + 1)]
    for word in right.split(separator: " ") {
      if lines[lines.count - 1].count + 1 + word.count > 100 {
        lines.append(String(repeating: " ", count: width + 1))
      }
      lines[lines.count - 1] += " \(word)"
    }
    return lines
  }
}
