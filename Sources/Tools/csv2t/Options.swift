import CSV
import Spool
import TensorIO
import Tool

/// What columns are.
func columnOptions() -> [Option<Settings>] {
  [
    named("label", "the column of labels, which becomes y", .label),
    named("id", "the column that names the rows, which becomes id", .id),
    named("time", "the column of times, numbers, which becomes time", .time),
    Option("kind", nil, "NAME=KIND", "what a column is; may be given for each", default: "found") {
      guard let equals = $1.text.lastIndex(of: "="),
        let kind = Column.Kind(rawValue: String($1.text[equals...].dropFirst()))
      else {
        let kinds = Column.Kind.allCases.map(\.rawValue)
        throw $1.refused("NAME=KIND with one of \(kinds.joined(separator: ", "))")
      }
      $0.form.kinds.append((String($1.text[..<equals]), kind))
    },
    Option("drop", nil, "NAME", "leave a column out; may be given for each") {
      $0.form.dropped.append($1.text)
    },
    Option("like", nil, "FILE", "have the columns of this stream or model", \.like) {
      try $0.file()
    },
    Option("unseen", nil, "refuse|missing", "a level that FILE of --like lacks", default: "refuse")
    { $0.form.takesUnseen = try $1.choice(Unseen.self) == .missing },
  ]
}

/// How the text is read, and the stream is written.
func textOptions() -> [Option<Settings>] {
  [
    Option("separator", nil, "CHAR", "between fields: ',', ';', tab, blank", default: "found") {
      guard let separator = CSVSeparator($1.text) else {
        throw $1.refused("',', ';', tab or blank")
      }
      $0.form.separator = separator
    },
    Option("decimal", nil, "CHAR", "before fractions: '.' or ','", default: "'.', with ';' found") {
      guard $1.text == "." || $1.text == "," else { throw $1.refused("'.' or ','") }
      $0.form.decimalMark = $1.text.utf8.first
    },
    Option("header", nil, "yes|no", "whether the first line has names", default: "found") {
      $0.form.hasHeader = try $1.choice(Header.self) == .yes
    },
    Option(
      "na", nil, "WORDS", "words for missing, beside nothing",
      default: CSVForm().missing.joined(separator: ",")
    ) { $0.form.missing = $1.text.split(separator: ",").map(String.init) },
    Option(
      "text-bytes", nil, "N", "room for an id or a text in a row", \.form.idSize,
      default: "as needed; 64 with --like"
    ) { try $0.integer(in: 1...1 << 20) },
    Option("spool", nil, "[DIR]", "copy a pipe to a temporary file, to read it twice") {
      $0.form.spool = $1.text.isEmpty ? standardTemporaryFolder : $1.text
    },
    Option(flag: "store", nil, "do not compress: for a pipe", \.isStored),
    .quiet(\.isQuiet),
    .output(\.output),
  ]
}

private enum Unseen: String { case refuse, missing }
private enum Header: String { case yes, no }

private func named(_ option: String, _ help: String, _ kind: Column.Kind) -> Option<Settings> {
  Option(option, nil, "NAME", help) { $0.form.kinds.append(($1.text, kind)) }
}
