import Kernels

extension SIMDKernels {
  @inline(never)
  package static func structuralSimilarity(
    _ maps: SimilarityMaps, channels: Int, luminance: Bool, slopes: Bool,
    means: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let positions = maps.xy.rows / channels
    let share = Vector(repeating: 1 / Float(positions))
    for panel in panels {
      for channel in 0..<channels {
        for half in 0..<2 {
          var (sum, rest) = (Vector.zero, Vector.zero)
          for position in 0..<positions {
            let offset =
              panel * maps.xy.panelStride + (position * channels + channel) * 32 + half * 16
            let point = SimilarityPoint(
              Vector(at: maps.meanX.base + offset), Vector(at: maps.meanY.base + offset),
              Vector(at: maps.xx.base + offset), Vector(at: maps.yy.base + offset),
              Vector(at: maps.xy.base + offset), luminance: luminance)
            addExactly(point.value, to: &sum, &rest)
            guard slopes else { continue }
            (point.slopeMean * share).store(to: maps.meanY.base + offset)
            (point.slopeSquare * share).store(to: maps.yy.base + offset)
            (point.slopeProduct * share).store(to: maps.xy.base + offset)
          }
          let mean = (sum + rest) / Vector(repeating: Float(positions))
          mean.store(to: means + (panel * channels + channel) * 32 + half * 16)
        }
      }
    }
  }
}

/// The similarity at one position, and its derivatives by the averages of y, y² and x·y.
private struct SimilarityPoint {
  let value, slopeMean, slopeSquare, slopeProduct: Vector

  @inline(__always)
  init(
    _ meanX: Vector, _ meanY: Vector, _ xx: Vector, _ yy: Vector, _ xy: Vector, luminance: Bool
  ) {
    let (c1, c2) = (Vector(repeating: 1e-4), Vector(repeating: 9e-4))
    let (squareX, squareY, product) = (meanX * meanX, meanY * meanY, meanX * meanY)
    let covariance = xy - product
    let sum = ((xx - squareX) + (yy - squareY)) + c2
    let isCut = sum .< 4.5e-4
    let denominator = sum.replacing(with: Vector(repeating: 4.5e-4), where: isCut)
    let contrast = ((covariance + covariance) + c2) / denominator
    let byProduct = 2 / denominator
    let bySquare = (-contrast / denominator).replacing(with: Vector.zero, where: isCut)
    let byMean = -(meanX * byProduct) - (meanY + meanY) * bySquare
    guard luminance else {
      (value, slopeMean) = (contrast, byMean)
      (slopeSquare, slopeProduct) = (bySquare, byProduct)
      return
    }
    let whole = (squareX + squareY) + c1
    let light = ((product + product) + c1) / whole
    let lightSlope = 2 * (meanX - light * meanY) / whole
    value = contrast * light
    slopeMean = light * byMean + contrast * lightSlope
    slopeSquare = light * bySquare
    slopeProduct = light * byProduct
  }
}
