/// The numbers 0 up to `count` in a random order (Fisher & Yates), a function of the key alone.
///
/// A 64-bit word times the range, the high half kept, is biased by less than count/2⁶⁴.
///
/// - Parameter first: the first of the `count` words of the key's stream that decide the order, for
///   several orders of one key.
package func permutation(_ count: Int, key: NoiseKey, first: Int = 0) -> [UInt32] {
  var order = (0..<UInt32(count)).map { $0 }
  for last in stride(from: count - 1, to: 0, by: -1) {
    let chosen = Philox.word(first &+ last, key).multipliedFullWidth(by: UInt64(last + 1)).high
    order.swapAt(last, Int(chosen))
  }
  return order
}
