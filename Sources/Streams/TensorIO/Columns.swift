import Found

/// The columns of a table in the order of its file: the metadata `@!columns` of a stream or a model. Its name begins
/// with `@!`, so that a reader that does not know it refuses the frame rather than take the number of a level for
/// one that was measured.
public struct Columns: Sendable, Equatable {
  /// The tensor's name.
  public static let field = "@!columns"
  /// Most levels of a column.
  public static let mostLevels = 65_535
  /// Most bytes of the text.
  public static let mostBytes = 4 << 20

  /// All columns, one at least.
  public let all: [Column]
  /// The index of each column in `all`, by its name.
  private let indices: [ExactText: Int]

  /// Columns that keep the rules: names differ, each place but `x` has one column, and place, kind and levels of each
  /// go together.
  ///
  /// - Throws: `StreamError` with the number of the line that would break one.
  public init(_ all: [Column]) throws(StreamError) {
    guard !all.isEmpty else { throw Self.error(1, "found no line, expected one for each column") }
    var indices: [ExactText: Int] = [:]
    indices.reserveCapacity(all.count)
    var places: Set<String> = []
    for (index, column) in all.enumerated() {
      if let fault = column.fault { throw Self.error(index + 1, fault) }
      if let other = indices.updateValue(index, forKey: ExactText(column.name)) {
        throw Self.error(
          index + 1, "found the name \(quoted(column.name)), which line \(other + 1) has")
      }
      if column.place != "x", !places.insert(column.place).inserted {
        throw Self.error(
          index + 1, "found a second column at the place \(quoted(column.place)), expected one")
      }
    }
    (self.all, self.indices) = (all, indices)
  }

  /// The columns that a text has: a line for each, which ends in a line feed.
  ///
  /// - Throws: `StreamError` with the number of the line that breaks a rule.
  public init(parsing text: String) throws(StreamError) {
    guard text.utf8.count <= Self.mostBytes else {
      throw StreamError(
        .aboveLimit("size of the text", found: UInt64(text.utf8.count), limit: Self.mostBytes),
        tensor: Self.field)
    }
    var lines = text[...].utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.removeLast().isEmpty else {
      throw Self.error(lines.count + 1, "found no line feed at its end")
    }
    var columns: [Column] = []
    columns.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() {
      columns.append(try Column(parsing: line, number: index + 1))
    }
    try self.init(columns)
  }

  /// The text of the tensor, which reads as the same columns.
  public var text: String { all.map { $0.line + "\n" }.joined() }

  /// The metadata of a frame.
  public var tensor: Tensor { Tensor(Self.field, text: text) }

  /// The column of that name.
  public subscript(name: String) -> Column? { indices[ExactText(name)].map { all[$0] } }

  /// Where in `all` the column of that name is.
  public func index(of name: String) -> Int? { indices[ExactText(name)] }

  /// The columns of a tensor, in its order: the k-th of place `x` is the k-th column of `x`.
  public func at(_ place: String) -> [Column] { all.filter { $0.place == place } }

  static func error(_ line: Int, _ message: String) -> StreamError {
    StreamError(.columns("line \(line): \(message)"), tensor: field)
  }

  public static func == (one: Columns, other: Columns) -> Bool { one.all == other.all }
}
