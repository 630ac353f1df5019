/// Multiplies `count` numbers, a multiple of 16, by `factor`: a gradient whose norm is too large, for
/// one.
@inline(never)
package func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
  let factor = Vector(repeating: factor)
  var offset = 0
  while offset < count {
    (Vector(at: values + offset) * factor).store(to: values + offset)
    offset += 16
  }
}
