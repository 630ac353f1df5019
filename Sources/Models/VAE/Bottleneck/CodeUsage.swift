/// How much of a bottleneck some data use.
package struct CodeUsage: Sendable, Equatable {
  /// Active units: numbers of z whose posterior mean varies by more than 0.01 over the data (Burda et
  /// al. 2016, section 5.2). Of a codebook, the vectors that were used.
  package var active: Int
  /// Of a codebook: the exponential of the entropy of its use.
  package var perplexity: Double?

  /// Whether a number of this variance is active. One that has none, since it is beyond single precision in some
  /// example, is.
  static func isActive(_ variance: Double) -> Bool { !(variance <= 0.01) }

  package init(active: Int, perplexity: Double? = nil) {
    (self.active, self.perplexity) = (active, perplexity)
  }
}
