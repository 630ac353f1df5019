/// Floats of its own, zeroed and on a cache line's boundary: biases, sums, moments.
package final class Buffer: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Float>
  package let count: Int
  /// `count`, padded to whole vectors of 16.
  package let paddedCount: Int

  package init(count: Int) {
    self.count = count
    paddedCount = max(16, (count + 15) / 16 * 16)
    let raw = UnsafeMutableRawPointer.allocate(byteCount: paddedCount * 4, alignment: 64)
    base = raw.initializeMemory(as: Float.self, repeating: 0, count: paddedCount)
  }

  deinit { base.deallocate() }

  package var elements: [Float] {
    get { Array(UnsafeBufferPointer(start: base, count: count)) }
    set {
      precondition(newValue.count == count)
      for (index, value) in newValue.enumerated() { base[index] = value }
    }
  }
}
