import Kernels

extension SIMDKernels {
  @inline(never)
  package static func structuralSimilarity(
    _ maps: SimilarityMaps, channels: Int, luminance: Bool, slopes: Bool,
    means: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    checkShape(channels > 0 && maps.xy.rows % channels == 0)
    checkShapes(rows: maps.xy.rows, panels, maps.meanX, maps.meanY, maps.xx, maps.yy, maps.xy)
    let positions = maps.xy.rows / channels
    let share = Vector(repeating: 1 / Float(positions))
    for half in halves(panels) {
      let (meanX, meanY) = (maps.meanX.half(half), maps.meanY.half(half))
      let (xx, yy, xy) = (maps.xx.half(half), maps.yy.half(half), maps.xy.half(half))
      let own = Vectors(lines: means, each: channels, half: half)
      for channel in 0..<channels {
        var (sum, rest) = (Vector.zero, Vector.zero)
        for position in 0..<positions {
          let row = position * channels + channel
          let point = SimilarityPoint(
            meanX[row], meanY[row], xx[row], yy[row], xy[row], luminance: luminance)
          addExactly(point.value, to: &sum, &rest)
          guard slopes else { continue }
          meanY[row] = point.slopeMean * share
          yy[row] = point.slopeSquare * share
          xy[row] = point.slopeProduct * share
        }
        own[channel] = (sum + rest) / Vector(repeating: Float(positions))
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
