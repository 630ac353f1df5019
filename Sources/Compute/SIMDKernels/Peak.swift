extension SIMDKernels {
  /// Ten vectors of 16 lanes, a multiplication and an addition each.
  package static var operationsPerRound: Int { 320 }

  @inline(never)
  package static func multiplyAddRounds(_ rounds: Int, start: Float) -> Float {
    let (factor, term) = (Vector(repeating: 0.9999), Vector(repeating: start))
    var (a, b, c, d, e) = (term, term + 1, term + 2, term + 3, term + 4)
    #if KERNELS_V4 && arch(x86_64)
      var (f, g, h, i, j) = (term + 5, term + 6, term + 7, term + 8, term + 9)
      for _ in 0..<rounds {
        a = a.times(factor, plus: term)
        b = b.times(factor, plus: term)
        c = c.times(factor, plus: term)
        d = d.times(factor, plus: term)
        e = e.times(factor, plus: term)
        f = f.times(factor, plus: term)
        g = g.times(factor, plus: term)
        h = h.times(factor, plus: term)
        i = i.times(factor, plus: term)
        j = j.times(factor, plus: term)
      }
      let rest = (f + g) + (h + i) + j
    #else
      for _ in 0..<2 * rounds {
        a = a.times(factor, plus: term)
        b = b.times(factor, plus: term)
        c = c.times(factor, plus: term)
        d = d.times(factor, plus: term)
        e = e.times(factor, plus: term)
      }
      let rest = Vector.zero
    #endif
    return ((a + b) + (c + d) + (e + rest)).treeSum()
  }
}
