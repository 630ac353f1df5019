/// Two places in the factors of a product, from each of which a run of terms begins.
package struct Run: Sendable {
  /// In the factor whose elements are broadcast, in units of its own.
  package let a: Int32
  /// In the factor that is read by lines, in units of its own.
  package let b: Int32

  package init(a: Int32, b: Int32) { (self.a, self.b) = (a, b) }
}

/// Lists of runs, each the terms of one sum, without ownership: list `index` is
/// `runs[starts[index]..<starts[index + 1]]`.
package struct IndirectionView {
  package let starts: UnsafePointer<Int32>
  package let runs: UnsafePointer<Run>

  package init(starts: UnsafePointer<Int32>, runs: UnsafePointer<Run>) {
    (self.starts, self.runs) = (starts, runs)
  }
}
