/// The numbers of `count` rows of a stream, padded to whole panels, as the noise kernels take them.
package func rowIndices(from first: Int, count: Int) -> [UInt32] {
  (0..<Panels.panels(count) * Panels.width).map { UInt32(truncatingIfNeeded: first + $0) }
}
