import Tool

/// What `--list` prints: every word of the options that name something, from the rows that read them.
enum List {
  /// No line beyond 100 columns.
  ///
  /// - Parameter options: in the order of the help.
  static func text(_ options: [Option<Settings>]) -> String {
    let head = "Numbers follow a word as its form shows; what is in brackets may be left out.\n"
    return options.reduce(into: head) { text, option in
      guard let listing = option.listing else { return }
      let place = option.goesFirst ? ", in the place of options that are not given" : ""
      text += "\n\(listing.heading): --\(option.long) \(option.argument ?? "")\(place)\n"
      let width = listing.entries.map(\.form.count).max() ?? 0
      for entry in listing.entries { text += lines(entry, width: width) }
    }
  }

  /// A word, and what it means in the column beside it.
  private static func lines(_ entry: Listing.Entry, width: Int) -> String {
    let margin = String(repeating: " ", count: width + 3)
    var lines = ["  " + entry.form + margin.dropFirst(entry.form.count + 2)]
    // What is in brackets is not torn apart at the end of a line.
    let paper = entry.paper.map { ["(\($0))"] } ?? []
    for part in entry.meaning.split(separator: " ").map(String.init) + paper {
      if lines[lines.count - 1].count + 1 + part.count > 100 { lines.append(margin) }
      lines[lines.count - 1] += " " + part
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
