/// Σ of squares of `count` numbers, a multiple of 16: in blocks of 4096 by 16 lanes and a tree, and over
/// the blocks in Double, in ascending order. Infinite where a block's sum is beyond single precision.
@inline(never)
package func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
  var total = 0.0
  var offset = 0
  while offset < count {
    let end = min(count, offset + 4096)
    var sum = Vector.zero
    while offset < end {
      let value = Vector(at: values + offset)
      sum.addProduct(value, value)
      offset += 16
    }
    total += Double(sum.treeSum())
  }
  return total
}
