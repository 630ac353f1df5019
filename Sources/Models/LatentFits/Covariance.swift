import Kernels

/// The mean and the covariance of rows of numbers, in double precision and around the mean.
///
/// Each element is one sum over the rows in their order, so neither the threads nor the frames that the
/// rows came in have a part in it.
struct Covariance {
  /// `[width]`.
  let mean: [Double]
  /// `[width, width]`, symmetric.
  let matrix: [Double]

  /// - Parameters:
  ///   - parts: of one width, with at least one row in all.
  init(of parts: [Features], engine: Engine) {
    let (width, count) = (parts[0].width, parts.reduce(0) { $0 + $1.rows })
    precondition(count > 0 && parts.allSatisfy { $0.width == width })
    mean = Self.mean(parts, width: width, count: Double(count), engine)
    let products = CentredProducts(mean: mean)
    for part in parts { products.add(part, engine) }
    matrix = products.matrix(dividedBy: Double(count))
  }

  private static func mean(_ parts: [Features], width: Int, count: Double, _ engine: Engine)
    -> [Double]
  {
    var sums = [Double](repeating: 0, count: width)
    let row = UnsafeMutablePointer<Double>.allocate(capacity: width)
    defer { row.deallocate() }
    sums.withUnsafeMutableBufferPointer { sums in
      engine.alone {
        for part in parts {
          for index in 0..<part.rows {
            part.load(index, into: row)
            for i in 0..<width { sums[i] += row[i] }
          }
        }
      }
    }
    return sums.map { $0 / count }
  }
}
