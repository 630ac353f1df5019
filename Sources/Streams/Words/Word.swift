/// A row in a table of words that an option takes: what is written, what it means and what it makes.
package struct Word<Value: Sendable>: Sendable {
  /// The word and the names of the numbers behind it, those in brackets not required, and dots for any
  /// number more: `sgd[:MOMENTUM[,DECAY]]`, `sizes:FIRST[,MORE...]`.
  package let form: String
  /// A few words, as in the help.
  package let meaning: String
  /// Authors, year and where to find it; nil for what has none.
  package let paper: String?
  /// What the numbers make; nil if they are out of range. There are as many as the form allows.
  package let make: @Sendable ([Double]) -> Value?

  package init(
    _ form: String, _ meaning: String, _ paper: String? = nil,
    make: @escaping @Sendable ([Double]) -> Value?
  ) {
    (self.form, self.meaning, self.paper, self.make) = (form, meaning, paper, make)
  }

  /// What stands before the numbers.
  package var name: Substring { form.prefix { $0 != ":" && $0 != "[" } }

  /// How many numbers there may be.
  package var counts: ClosedRange<Int> {
    func count(_ text: Substring) -> Int { text.split { ":,[]".contains($0) }.count }
    let numbers = form.dropFirst(name.count)
    return count(numbers.prefix { $0 != "[" })...(form.contains("...") ? Int.max : count(numbers))
  }
}

/// A value that is written as a word of a table and numbers.
package protocol Worded: LosslessStringConvertible, Sendable {
  static var words: [Word<Self>] { get }
  /// What the command line expects: all forms unless a type says more.
  static var syntax: String { get }
}

extension Worded {
  /// All forms: `adam, adamw[:DECAY] or sgd[:MOMENTUM[,DECAY]]`.
  package static var forms: String { alternatives(words.map(\.form)) }

  package static var syntax: String { forms }

  package init?(_ text: String) {
    guard let value = Self.words.value(of: text) else { return nil }
    self = value
  }
}

extension Array {
  /// What a word of the table and the numbers behind it make; nil for others.
  package func value<Value>(of text: String) -> Value? where Element == Word<Value> {
    guard let given = NamedNumbers(text), let word = first(where: { $0.name == given.name }),
      word.counts.contains(given.numbers.count)
    else { return nil }
    return word.make(given.numbers)
  }
}

/// The words as a sentence offers them: `adam, adamw or sgd`.
package func alternatives(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
