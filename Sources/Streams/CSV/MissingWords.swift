/// What stands for a missing value.
struct MissingWords {
  private let words: [[UInt8]]
  /// Whether a word begins with a byte.
  private var begins = [Bool](repeating: false, count: 256)

  init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }.filter { !$0.isEmpty }
    for word in self.words { begins[Int(word[0])] = true }
  }

  /// Whether a field is missing: nothing, in quotes or not, or a word that is not in quotes.
  func contain(_ bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool) -> Bool {
    guard let first = bytes.first else { return true }
    if isQuoted || !begins[Int(first)] { return false }
    return words.contains { $0.elementsEqual(bytes) }
  }

  func contain(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { contain($0, isQuoted: false) }
  }
}
