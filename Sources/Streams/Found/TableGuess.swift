/// What a line of text says about the options with which `tsv2t` reads such lines. It is for messages: a table is
/// read by the options that were given and no others.
package struct TableGuess {
  /// The argument of `--separator`, quoted for a shell: `tab`, `,`, `';'` or `blank`.
  package let separator: String
  /// Whether the line has that separator.
  package let isSeparated: Bool
  /// Whether no field is a number, and some are names.
  package let isHeader: Bool
  /// Whether fields are numbers only with a comma as their point.
  package let hasDecimalCommas: Bool
  /// Whether the line is one such number, or two whole ones with a comma between.
  package let isAmbiguous: Bool

  package init(_ line: some Sequence<UInt8>) {
    var line = Array(line.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
    // The mark with which UTF-8 may begin.
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    let blanks = line.split { $0 == UInt8(ascii: " ") }
    let hasBlanks = blanks.count > 1
    if line.contains(UInt8(ascii: "\t")) {
      separator = "tab"
    } else if line.contains(UInt8(ascii: ";")) {
      separator = "';'"
    } else if line.contains(UInt8(ascii: ",")), !hasBlanks || !blanks.allSatisfy(Self.isNumber) {
      separator = ","
    } else {
      separator = hasBlanks ? "blank" : "tab"
    }
    isAmbiguous = separator == "," && Self.isNumber(line) && !line.contains(UInt8(ascii: "."))
    let bytes = ["tab": "\t", "';'": ";", ",": ",", "blank": " "]
    let between = bytes[separator]?.utf8.first
    isSeparated = line.contains { $0 == between }
    let fields = line.split { $0 == between }.map { $0.filter { !" \"".utf8.contains($0) } }
    isHeader = !fields.contains(where: Self.isNumber) && fields.contains(where: Self.isName)
    hasDecimalCommas = fields.contains {
      $0.contains(UInt8(ascii: ",")) && !$0.contains(UInt8(ascii: ".")) && Self.isNumber($0)
    }
  }

  /// The command line that makes a tensor stream of a file of such lines.
  package var command: String {
    let header = isHeader ? " --header" : ""
    let options = (separator == "tab" ? "" : " --separator \(separator)") + header
    let line = "tsv2t --tensor x\(options)"
    return hasDecimalCommas ? "tr , . < FILE | \(line)" : "\(line) FILE"
  }

  /// Whether a field is meant as a name, of a column or of a class, and not as a number that is missing.
  package static func isName(_ field: [UInt8]) -> Bool {
    let word = String(decoding: field, as: UTF8.self).lowercased()
    let missing = ["na", "nan", "n/a", "null", "none", "nil", "inf", "infinity"]
    return word.first?.isLetter == true && !missing.contains(word)
  }

  /// Whether a field is meant as a number, with a point or one comma.
  private static func isNumber(_ field: some BidirectionalCollection<UInt8>) -> Bool {
    field.first != UInt8(ascii: ",") && field.last != UInt8(ascii: ",")
      && field.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && field.allSatisfy { "0123456789.,+-eE".utf8.contains($0) }
      && field.count { $0 == UInt8(ascii: ",") } <= 1
  }
}
