extension SIMDKernels {
  @inline(never)
  package static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
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
}
