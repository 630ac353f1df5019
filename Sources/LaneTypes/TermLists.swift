/// For each of several sums, which of its terms are not zero, in ascending order; without ownership.
///
/// A term is two numbers: where its column of the factor begins that is read by single elements, and its
/// line of the other, both in elements. To work them out from the number of the term
/// would take as many instructions as half of a tile's multiply-adds on AVX2.
package struct TermLists {
  /// Terms behind a list that a kernel may read, though it does not use them: to ask for memory ahead.
  package static var margin: Int { 16 }

  package let places: UnsafeMutablePointer<UInt32>
  /// How long each list is.
  package let counts: UnsafeMutablePointer<UInt32>
  /// Terms from a list to the next, the margin included.
  package let stride: Int

  package init(
    places: UnsafeMutablePointer<UInt32>, counts: UnsafeMutablePointer<UInt32>, stride: Int
  ) {
    (self.places, self.counts, self.stride) = (places, counts, stride)
  }

  /// The terms of a list.
  package subscript(index: Int) -> [(column: Int, line: Int)] {
    (index * stride..<index * stride + Int(counts[index])).map {
      (Int(places[2 * $0]), Int(places[2 * $0 + 1]))
    }
  }
}
