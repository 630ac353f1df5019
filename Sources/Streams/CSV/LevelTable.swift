import Text

/// Different texts, numbered from 0 in the order in which they were met.
struct LevelTable {
  /// All texts, one after another, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Places by hash: the number of a text plus 1, or 0. As many as a power of two, at most half of them used.
  private var slots: [UInt32] = []

  init() {}

  /// These texts, numbered as they stand.
  init(_ texts: [String]) {
    for text in texts {
      var text = text
      _ = text.withUTF8 { add($0) }
    }
  }

  var count: Int { ends.count }
  /// The bytes of all texts.
  var size: Int { bytes.count }

  /// The number of a text; nil where it was not met.
  func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    if slots.isEmpty { return nil }
    let slot = slots[slot(of: text)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  /// The number of a text, which is added if it is new.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    if slots.isEmpty { grow() }
    let place = slot(of: text)
    if slots[place] > 0 { return Int(slots[place]) - 1 }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[place] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return ends.count - 1
  }

  /// The bytes of a text.
  func text(_ number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  /// All texts, those that are numbers by their value if all are, else by their bytes; of equal numbers too.
  var sorted: [[UInt8]] {
    let texts = (0..<count).map { Array(text($0)) }
    let numbers = texts.compactMap { nearestDouble($0.span) }
    if numbers.count == texts.count {
      return zip(numbers, texts).sorted {
        $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.lexicographicallyPrecedes($1.1)
      }.map(\.1)
    }
    return texts.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
    // A seed of its own in each process: no file can make all texts fall on one place.
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text))
    var place = hasher.finalize() & (slots.count - 1)
    while slots[place] > 0, !isEqual(Int(slots[place]) - 1, text) {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private func isEqual(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == text.count else { return false }
    for index in 0..<text.count where bytes[start + index] != text[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: max(16, slots.count * 2))
    for number in 0..<count {
      Array(text(number)).withUnsafeBufferPointer { slots[slot(of: $0)] = UInt32(number + 1) }
    }
  }
}
