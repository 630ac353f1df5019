import Foundation

/// MS-SSIM of two images in Double, each average summed pixel by pixel under a window of two dimensions.
struct ReferenceSimilarity {
  let height, width, channels: Int
  /// The similarity at each scale, finest first, channel after channel.
  private(set) var means: [[Double]] = []
  /// The least denominator of contrast and structure at each scale.
  private(set) var leastDenominators: [Double] = []
  /// Pixels at each scale.
  let positions: [Int]

  init(_ x: [Double], _ y: [Double], height: Int, width: Int, channels: Int) {
    (self.height, self.width, self.channels) = (height, width, channels)
    var sizes = [(height, width)]
    while sizes.count < 5 {
      let (h, w) = sizes[sizes.count - 1]
      let next = ((h + 1) / 2, (w + 1) / 2)
      if min(next.0, next.1) < 6 { break }
      sizes.append(next)
    }
    positions = sizes.map { $0.0 * $0.1 }
    leastDenominators = sizes.map { _ in .infinity }
    for channel in 0..<channels {
      func plane(_ image: [Double]) -> [[Double]] {
        (0..<height).map { r in (0..<width).map { image[(r * width + $0) * channels + channel] } }
      }
      var (a, b) = (plane(x), plane(y))
      var own: [Double] = []
      for scale in sizes.indices {
        if scale > 0 { (a, b) = (Self.halved(a), Self.halved(b)) }
        let (mean, least) = Self.similarity(a, b, luminance: scale == sizes.count - 1)
        own.append(mean)
        leastDenominators[scale] = min(leastDenominators[scale], least)
      }
      means.append(own)
    }
  }

  /// The exponents of the scales in use.
  var exponents: [Double] {
    let all = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333].prefix(leastDenominators.count)
    return all.map { $0 / all.reduce(0, +) }
  }

  /// Π m^w, with 0.01^w/(1 + 100w·(0.01 − m)) for m below 0.01.
  func product(_ channel: Int) -> Double {
    zip(means[channel], exponents).reduce(1) { product, pair in
      let (m, w) = pair
      return product * (m < 0.01 ? pow(0.01, w) / (1 + 100 * w * (0.01 - m)) : pow(m, w))
    }
  }

  /// 1 − MS-SSIM.
  var loss: Double {
    1 - (0..<channels).reduce(0) { $0 + product($1) } / Double(channels)
  }

  private static func halved(_ image: [[Double]]) -> [[Double]] {
    (0..<(image.count + 1) / 2).map { r in
      (0..<(image[0].count + 1) / 2).map { c in
        let rows = [2 * r, 2 * r + 1].filter { $0 < image.count }
        let columns = [2 * c, 2 * c + 1].filter { $0 < image[0].count }
        let values = rows.flatMap { row in columns.map { image[row][$0] } }
        return values.reduce(0, +) / Double(values.count)
      }
    }
  }

  private static func similarity(_ x: [[Double]], _ y: [[Double]], luminance: Bool)
    -> (mean: Double, leastDenominator: Double)
  {
    var (sum, least) = (0.0, Double.infinity)
    for r in x.indices {
      for c in x[0].indices {
        var (weights, mx, my, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for i in max(0, r - 5)...min(x.count - 1, r + 5) {
          for j in max(0, c - 5)...min(x[0].count - 1, c + 5) {
            let distance = Double((i - r) * (i - r) + (j - c) * (j - c))
            let weight = exp(-distance / (2 * 1.5 * 1.5))
            weights += weight
            mx += weight * x[i][j]
            my += weight * y[i][j]
            xx += weight * x[i][j] * x[i][j]
            yy += weight * y[i][j] * y[i][j]
            xy += weight * x[i][j] * y[i][j]
          }
        }
        (mx, my) = (mx / weights, my / weights)
        (xx, yy, xy) = (xx / weights, yy / weights, xy / weights)
        let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
        let denominator = xx - mx * mx + yy - my * my + c2
        least = min(least, denominator)
        let contrast = (2 * (xy - mx * my) + c2) / denominator
        let light = (2 * mx * my + c1) / (mx * mx + my * my + c1)
        sum += luminance ? contrast * light : contrast
      }
    }
    return (sum / Double(x.count * x[0].count), least)
  }
}
