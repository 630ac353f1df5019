/// What a file is, told by its first bytes and never by its name.
package struct FileKind: Sendable {
  /// With its article, as a message calls it: `a PNG picture`.
  package let name: String
  let cure: Cure
  /// Whether a file begins so.
  let matches: @Sendable (_ start: [UInt8]) -> Bool

  /// So many bytes tell every kind; of a shorter file all.
  package static let prefixSize = 256

  /// The kind of a file that begins with these bytes; nil where it is none of the table.
  package init?(_ start: some Sequence<UInt8>) {
    let start = Array(start.prefix(Self.prefixSize))
    guard let kind = Self.all.first(where: { $0.matches(start) }) else { return nil }
    // How a table is read stands in its first line.
    self =
      kind.isText
      ? FileKind(Self.text, .convert(TableGuess(start).command), if: kind.matches) : kind
  }

  init(_ name: String, _ cure: Cure, if matches: @escaping @Sendable ([UInt8]) -> Bool) {
    (self.name, self.cure, self.matches) = (name, cure, matches)
  }

  /// A kind of which each file begins with one of these.
  init(_ name: String, _ cure: Cure, _ beginnings: [[UInt8]]) {
    self.init(name, cure) { start in beginnings.contains { start.starts(with: $0) } }
  }

  /// Whether it is lines of text, which some tools read.
  package var isText: Bool { name == Self.text }

  /// `is a PNG picture, expected a tensor stream: img2t FILE`.
  package func refusal(_ expected: Expected) -> String {
    message(expected, found: name, layer: nil)
  }

  /// The same for what stands within gzip data, which the reader has taken off.
  package func refusalWithinGzip(_ expected: Expected) -> String {
    let found = "\(name) within gzip"
    return message(
      expected, found: isGzip ? "compressed twice (gzip within gzip)" : found,
      layer: "gzip -dc FILE")
  }

  private var isGzip: Bool {
    if case .decompressOrRead = cure { return true }
    return false
  }

  private func message(_ expected: Expected, found: String, layer: String?) -> String {
    let way = cure.text(for: expected, behind: layer).map { ": \($0)" } ?? ""
    return "is \(found), expected \(expected.name)\(way)"
  }
}
