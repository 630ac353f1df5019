/// What to do about a file of the wrong kind.
package enum Cure: Sendable {
  /// The command line that makes a tensor stream of it. Where `FILE` is left out it reads standard input.
  case convert(String)
  /// The same for a picture, which becomes one that `img2t` reads by other means.
  case picture(String)
  /// The command that decompresses it to standard output, with `FILE` at its end.
  case decompress(String)
  /// The same for the format that holds IDX data as a rule, which `mnist2t` reads as it is.
  case decompressOrRead(String)
  /// It is a tensor stream: the tool was one too many, or its opposite is wanted.
  case stream
  /// Words, where no command does it.
  case advice(String)

  /// What makes pictures that `img2t` reads of those of a folder, whatever they are, or of one that stands for
  /// `FOLDER/*`.
  package static let pictures = "mkdir NEW && mogrify -path NEW -format png FOLDER/* && img2t NEW"

  /// - Parameter layer: the command that takes off what was found around it; nil where nothing was.
  func text(for expected: Expected, behind layer: String?) -> String? {
    let command: String
    switch (self, expected) {
    case (.advice(let words), _): return expected == .lines ? nil : words
    case (.convert, .lines), (.picture, .lines): return nil
    case (.picture, .image) where layer == nil: return Self.pictures
    case (.convert(let line), .csv) where line.hasPrefix("iconv"):
      command = "iconv -f UTF-16 -t UTF-8 FILE | csv2t"
    case (.stream, .csv): command = "t2csv FILE"
    case (.convert(let line), _), (.picture(let line), _): command = line
    case (.stream, .table), (.stream, .lines): command = "t2tsv FILE"
    case (.stream, _): return layer
    case (.decompressOrRead(let line), .stream):
      return "for IDX data, mnist2t FILE; for others, \(line) | …"
    case (.decompress(let line), _), (.decompressOrRead(let line), _):
      command = "\(line) | \(expected.tool)"
    }
    guard let layer else { return command }
    return "\(layer) | \(command.withoutFile)"
  }
}

extension String {
  /// A command line that reads standard input in place of `FILE`.
  fileprivate var withoutFile: String {
    split(separator: " ").filter { $0 != "<" && $0 != "FILE" }.joined(separator: " ")
  }
}
