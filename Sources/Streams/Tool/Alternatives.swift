extension Sequence<String> {
  /// The words as a sentence offers them: `static or dynamic`, `tanh, relu or gelu`.
  package var alternatives: String {
    let words = Array(self)
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
