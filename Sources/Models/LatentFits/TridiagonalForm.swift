/// A symmetric matrix as Vᵀ·T·V, T tridiagonal and V orthogonal, on its way to a diagonal T.
struct TridiagonalForm {
  let size: Int
  var diagonal: [Double]
  /// Beside the diagonal: element i couples i and i + 1. One more than needed where size is 0 or 1.
  var beside: [Double]
  /// V, `[size, size]`.
  var vectors: [Double]

  /// Reduces a matrix `[size, size]`, whose largest element is about 1, by Householder reflections.
  init(_ matrix: [Double], size: Int) {
    self.size = size
    diagonal = Array(repeating: 0, count: size)
    beside = Array(repeating: 0, count: max(1, size))
    vectors = []
    var (matrix, vectors) = (matrix, [Double](repeating: 0, count: size * size))
    for i in 0..<size { vectors[i * size + i] = 1 }
    var factors = [Double](repeating: 0, count: size)
    matrix.withUnsafeMutableBufferPointer { matrix in
      guard let matrix = matrix.baseAddress else { return }
      for k in 0..<size {
        diagonal[k] = matrix[k * size + k]
        if k + 1 < size { (beside[k], factors[k]) = reflect(matrix, k) }
      }
      vectors.withUnsafeMutableBufferPointer { vectors in
        guard let vectors = vectors.baseAddress else { return }
        for k in (0..<max(0, size - 2)).reversed() where factors[k] != 0 {
          accumulate(matrix + k * size, factors[k], into: vectors, from: k + 1)
        }
      }
    }
    self.vectors = vectors
  }

  /// Makes row k zero beyond the place next to the diagonal, and keeps the reflection I − f·v·vᵀ there:
  /// v in row k from k + 1 on.
  ///
  /// - Returns: the element next to the diagonal, and f; 0 where nothing had to be done.
  private func reflect(_ matrix: UnsafeMutablePointer<Double>, _ k: Int) -> (Double, Double) {
    let (v, first) = (matrix + k * size, k + 1)
    var rest = 0.0
    for j in first + 1..<size { rest += v[j] * v[j] }
    // Less than this is far below the rounding of the largest element, and its inverse would overflow.
    guard rest > 0x1p-400 else { return (v[first], 0) }
    let length = (v[first] * v[first] + rest).squareRoot()
    let result = v[first] > 0 ? -length : length
    v[first] -= result
    let factor = 2 / (v[first] * v[first] + rest)
    update(matrix, v, factor, first)
    return (result, factor)
  }

  /// H·A·H for the part of A from `first` on, H = I − f·v·vᵀ: A − v·wᵀ − w·vᵀ with
  /// w = p − f/2·(p·v)·v and p = f·A·v.
  private func update(
    _ matrix: UnsafeMutablePointer<Double>, _ v: UnsafeMutablePointer<Double>, _ factor: Double,
    _ first: Int
  ) {
    var p = [Double](repeating: 0, count: size)
    p.withUnsafeMutableBufferPointer {
      guard let p = $0.baseAddress else { return }
      // Row by row: A is symmetric, and a sum over rows can go by several columns at a time.
      for i in first..<size {
        add(factor * v[i], matrix + i * size, to: p, first..<size)
      }
      var product = 0.0
      for i in first..<size { product += p[i] * v[i] }
      add(-factor / 2 * product, v, to: p, first..<size)
      for i in first..<size {
        let (row, a, b) = (matrix + i * size, v[i], p[i])
        for j in first..<size { row[j] -= a * p[j] + b * v[j] }
      }
    }
  }

  /// V·H for the part of V from `first` on.
  private func accumulate(
    _ v: UnsafeMutablePointer<Double>, _ factor: Double,
    into vectors: UnsafeMutablePointer<Double>, from first: Int
  ) {
    for i in first..<size {
      let row = vectors + i * size
      var product = 0.0
      for j in first..<size { product += row[j] * v[j] }
      add(-factor * product, v, to: row, first..<size)
    }
  }

  private func add(
    _ factor: Double, _ x: UnsafeMutablePointer<Double>, to y: UnsafeMutablePointer<Double>,
    _ range: Range<Int>
  ) {
    for j in range { y[j] += factor * x[j] }
  }
}
