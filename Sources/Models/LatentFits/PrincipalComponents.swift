import Found
import Kernels
import Networks
import TensorIO

/// The directions in which rows of numbers vary most (principal component analysis, Hotelling 1933):
/// the leading eigenvectors of their covariance.
package struct PrincipalComponents: Sendable {
  /// The mean, `[width]`.
  package let centre: [Double]
  /// Unit vectors at right angles to each other, `[dimensions, width]`, the one of the largest variance
  /// first. The component of largest magnitude of each is positive.
  package let axes: [Double]
  /// The share of the variance along each axis, `[dimensions]`; 0 where there is no variance at all.
  package let explained: [Double]

  /// The eigenvectors of so many numbers take some seconds.
  package static let mostFeatures = 1024

  /// Numbers in a row.
  package var width: Int { centre.count }
  package var dimensions: Int { explained.count }

  init(centre: [Double], axes: [Double], explained: [Double]) {
    (self.centre, self.axes, self.explained) = (centre, axes, explained)
  }

  /// - Parameters:
  ///   - parts: of one width, at most `mostFeatures`, with at least one row in all.
  ///   - dimensions: at most the width.
  package init(of parts: [Features], dimensions: Int, engine: Engine) {
    let covariance = Covariance(of: parts, engine: engine)
    centre = covariance.mean
    let width = centre.count
    precondition((1...width).contains(dimensions) && width <= Self.mostFeatures)
    let eigen = SymmetricEigen(covariance.matrix, size: width)
    axes = (0..<dimensions).flatMap { axis in
      let vector = eigen.vectors[axis * width..<(axis + 1) * width]
      let largest = vector.max { $0.magnitude < $1.magnitude } ?? 0
      return largest < 0 ? vector.map { -$0 } : Array(vector)
    }
    let total = (0..<width).reduce(0) { $0 + covariance.matrix[$1 * width + $1] }
    explained = eigen.values.prefix(dimensions).map { total > 0 ? max(0, $0) / total : 0 }
  }

  /// The first of the axes.
  package func prefix(_ dimensions: Int) -> PrincipalComponents {
    PrincipalComponents(
      centre: centre, axes: Array(axes.prefix(dimensions * width)),
      explained: Array(explained.prefix(dimensions)))
  }

  /// The places of rows along the axes, from the centre.
  ///
  /// - Parameters:
  ///   - features: of the width of the axes.
  ///   - firstRow: the number of the first row in its stream.
  /// - Returns: `[rows, dimensions]`.
  /// - Throws: `VAEError`, if a place is beyond single precision.
  package func project(_ features: Features, firstRow: Int, engine: Engine) throws(VAEError)
    -> [Float]
  {
    precondition(features.width == width)
    let (width, dimensions, chunkRows) = (width, dimensions, 64)
    // By feature, so that a sum over features goes along several axes at a time.
    let byFeature = (0..<width * dimensions).map { axes[$0 % dimensions * width + $0 / dimensions] }
    var result = [Float](repeating: 0, count: features.rows * dimensions)
    result.withUnsafeMutableBufferPointer { result in
      byFeature.withUnsafeBufferPointer { axes in
        centre.withUnsafeBufferPointer { centre in
          let result = result
          engine.pool.run((features.rows + chunkRows - 1) / chunkRows) { chunk in
            let row = UnsafeMutablePointer<Double>.allocate(capacity: width + dimensions)
            defer { row.deallocate() }
            let sums = row + width
            let first = chunk * chunkRows
            for index in first..<min(features.rows, first + chunkRows) {
              features.load(index, into: row)
              sums.update(repeating: 0, count: dimensions)
              for i in 0..<width {
                let (x, axis) = (row[i] - centre[i], i * dimensions)
                for j in 0..<dimensions { sums[j] += x * axes[axis + j] }
              }
              for j in 0..<dimensions { result[index * dimensions + j] = Float(sums[j]) }
            }
          }
        }
      }
    }
    if let bad = result.firstIndex(where: { !$0.isFinite }) {
      throw VAEError(
        "row \(firstRow + bad / dimensions): 'z' would be \(result[bad]): "
          + "the numbers are too large to be mapped")
    }
    return result
  }
}

/// Axes as a stream of one frame: `@map` utf8 `pca`, `axes` f64 `[dimensions, width]`, `centre` f64
/// `[width]` and `explained` f64 `[dimensions]`. In double precision, so that the same rows come to the
/// same places.
extension PrincipalComponents {
  private static let method = "pca"

  package func frame() throws(StreamError) -> Frame {
    try Frame([
      Tensor("@map", text: Self.method),
      Tensor("axes", shape: [dimensions, width], axes),
      Tensor("centre", shape: [width], centre),
      Tensor("explained", shape: [dimensions], explained),
    ])
  }

  /// - Throws: `VAEError` for whatever is not such a frame.
  package init(_ frame: Frame) throws {
    guard let map = frame["@map"]?.text else {
      throw VAEError("no '@map' in the frame: expected axes that latent-map --save-axes wrote")
    }
    guard map == Self.method else {
      throw VAEError("'@map' is \(quoted(map)), expected '\(Self.method)'")
    }
    guard let axes = frame["axes"], axes.elementType == .f64, axes.shape.count == 2,
      axes.shape.allSatisfy({ $0 > 0 })
    else { throw VAEError("no tensor 'axes' of f64 dimensions×numbers") }
    let (fields, width) = (Fields(frame, of: "set of axes"), axes.shape[1])
    self.axes = try fields.numbers("axes", shape: axes.shape)
    centre = try fields.numbers("centre", shape: [width])
    explained = try fields.numbers("explained", shape: [axes.shape[0]])
    for axis in 0..<dimensions {
      let square = self.axes[axis * width..<(axis + 1) * width].reduce(0) { $0 + $1 * $1 }
      // Far above the rounding of a few thousand sums, far below what a damaged number would do.
      guard (square - 1).magnitude < 1e-6 else {
        throw VAEError("tensor 'axes', row \(axis): a length of \(square.squareRoot()), expected 1")
      }
    }
    guard explained.allSatisfy((0...1).contains) else {
      throw VAEError("tensor 'explained': expected shares from 0 to 1")
    }
  }
}
