extension SIMDKernels {
  @inline(never)
  package static func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    let factor = Vector(repeating: factor)
    var offset = 0
    while offset < count {
      (Vector(at: values + offset) * factor).store(to: values + offset)
      offset += 16
    }
  }
}
