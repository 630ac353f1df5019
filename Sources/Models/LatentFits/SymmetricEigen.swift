/// The eigenvalues of a symmetric matrix, largest first, and their eigenvectors: Householder
/// reflections to tridiagonal form, then the implicit QR algorithm with Wilkinson's shift (Golub & Van
/// Loan 2013, §8.3). About 4·size³ multiplications; errors are about rounding, relative to the largest
/// eigenvalue.
package struct SymmetricEigen {
  /// In descending order.
  package let values: [Double]
  /// `[size, size]`, row i the unit eigenvector of value i.
  package let vectors: [Double]

  /// - Parameters:
  ///   - matrix: `[size, size]`, symmetric, all finite.
  package init(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size && matrix.allSatisfy(\.isFinite))
    // By a power of two, so that squares neither overflow nor vanish.
    let largest = matrix.reduce(0) { max($0, $1.magnitude) }
    let scale = largest > 0 ? largest.binade : 1
    var form = TridiagonalForm(matrix.map { $0 / scale }, size: size)
    form.diagonalize()
    let (diagonal, rows) = (form.diagonal, form.vectors)
    let order = diagonal.indices.sorted { (diagonal[$1], $0) < (diagonal[$0], $1) }
    values = order.map { diagonal[$0] * scale }
    vectors = order.flatMap { rows[$0 * size..<($0 + 1) * size] }
  }
}
