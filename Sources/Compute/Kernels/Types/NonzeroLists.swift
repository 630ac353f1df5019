/// For each of several sums, which of its terms are not zero, in ascending order; without ownership.
///
/// A term is two numbers, one after the other: where its column of the factor begins that is read by
/// single elements, and its line of the other, both in elements. To work them out from the number of the
/// term would take about a dozen instructions, beside the twelve multiply-adds of a pass on AVX2.
package struct NonzeroLists {
  /// Terms behind a list that a kernel may read, though it does not use them: to ask for memory ahead.
  package static var margin: Int { 16 }

  /// Two for each term.
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
}
