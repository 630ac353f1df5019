/// Floats of its own, zeroed: biases, sums, moments.
package final class Buffer: Sendable {
  private let memory: Memory
  package let count: Int
  /// `count`, padded to whole vectors of 16.
  package let paddedCount: Int

  package init(count: Int) {
    self.count = count
    paddedCount = max(16, (count + 15) / 16 * 16)
    memory = Memory(count: paddedCount)
  }

  package var base: UnsafeMutablePointer<Float> { memory.base }

  package var elements: [Float] {
    get { Array(UnsafeBufferPointer(start: base, count: count)) }
    set {
      precondition(newValue.count == count)
      for (index, value) in newValue.enumerated() { base[index] = value }
    }
  }

  /// The sum of the first `count` elements, in order.
  package func sum(_ count: Int) -> Double {
    var sum = 0.0
    for index in 0..<count { sum += Double(base[index]) }
    return sum
  }
}
