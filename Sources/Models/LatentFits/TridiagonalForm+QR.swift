extension TridiagonalForm {
  /// Makes T diagonal. With Wilkinson's shift the iteration always ends (Parlett 1998, §8.10), mostly
  /// after two steps a value.
  mutating func diagonalize() {
    let norm = zip(diagonal, beside).reduce(0) { max($0, $1.0.magnitude + $1.1.magnitude) }
    // What is left out moves the eigenvalues by less than rounding already did.
    let negligible = norm * .ulpOfOne / 2
    var last = size - 1
    while last > 0 {
      if beside[last - 1].magnitude <= negligible {
        last -= 1
        continue
      }
      var first = last - 1
      while first > 0, beside[first - 1].magnitude > negligible { first -= 1 }
      step(first, last)
    }
  }

  /// One implicit step on the block from `first` to `last`: rotations chase an element off the three
  /// diagonals downwards and out.
  private mutating func step(_ first: Int, _ last: Int) {
    let half = (diagonal[last - 1] - diagonal[last]) / 2
    let coupling = beside[last - 1]
    let root = (half * half + coupling * coupling).squareRoot()
    let shift = diagonal[last] - coupling * coupling / (half + (half < 0 ? -root : root))
    var (x, z) = (diagonal[first] - shift, beside[first])
    for k in first..<last {
      let square = x * x + z * z
      let length = square.squareRoot()
      // Squares that small have lost digits, and what they stand for is far below rounding.
      let (c, s) = square > 0x1p-800 ? (x / length, z / length) : (1, 0)
      if k > first { beside[k - 1] = length }
      rotate(k, c, s)
      if k + 1 < last {
        (x, z) = (beside[k], s * beside[k + 1])
        beside[k + 1] *= c
      }
    }
  }

  /// Rotates rows and columns k and k + 1 of T, and the rows of V.
  private mutating func rotate(_ k: Int, _ c: Double, _ s: Double) {
    let (a, b, d) = (diagonal[k], beside[k], diagonal[k + 1])
    diagonal[k] = c * c * a + 2 * c * s * b + s * s * d
    diagonal[k + 1] = s * s * a - 2 * c * s * b + c * c * d
    beside[k] = c * s * (d - a) + (c * c - s * s) * b
    let size = size
    vectors.withUnsafeMutableBufferPointer {
      guard let upper = $0.baseAddress.map({ $0 + k * size }) else { return }
      let lower = upper + size
      for j in 0..<size {
        let (u, v) = (upper[j], lower[j])
        upper[j] = c * u + s * v
        lower[j] = c * v - s * u
      }
    }
  }
}
