/// For each of several sums, which of its terms are not zero: their numbers in ascending order, without
/// ownership.
package struct TermLists {
  /// Elements behind a list that a kernel may read, though it does not use them: to ask for memory ahead.
  package static var margin: Int { 16 }

  package let terms: UnsafeMutablePointer<UInt32>
  /// How long each list is.
  package let counts: UnsafeMutablePointer<UInt32>
  /// Elements from a list to the next, the margin included.
  package let stride: Int

  package init(
    terms: UnsafeMutablePointer<UInt32>, counts: UnsafeMutablePointer<UInt32>, stride: Int
  ) {
    (self.terms, self.counts, self.stride) = (terms, counts, stride)
  }

  @inlinable package subscript(index: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: terms + index * stride, count: Int(counts[index]))
  }
}
