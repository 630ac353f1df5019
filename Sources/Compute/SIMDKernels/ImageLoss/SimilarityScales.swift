import Kernels

extension SIMDKernels {
  @inline(never)
  package static func similaritySlopes(
    x: Panels, y: Panels, _ slopes: SimilarityMaps, result: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: result.rows, panels, x, y, result)
    checkShapes(rows: result.rows, panels, slopes.meanY, slopes.yy, slopes.xy)
    for panel in panels {
      let (a, b, target) = (x.panel(panel), y.panel(panel), result.panel(panel))
      let (mean, square) = (slopes.meanY.panel(panel), slopes.yy.panel(panel))
      let product = slopes.xy.panel(panel)
      for piece in 0..<result.rows * 2 {
        let image = b[piece]
        let sum = mean[piece].addingProduct(image + image, square[piece])
        target[piece] = sum.addingProduct(a[piece], product[piece])
      }
    }
  }

  @inline(never)
  package static func multiscaleLosses(
    means: UnsafeMutablePointer<Float>, stride: Int, exponents: UnsafePointer<Float>, scales: Int,
    channels: Int, factor: Float, losses: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let floor = Vector(repeating: ContrastFloor.value)
    for half in halves(panels) {
      let own = Vectors(lines: means, each: channels, half: half)
      var total = Vector.zero
      for channel in 0..<channels {
        let lines = Vectors(base: own.base + channel * 32, step: stride)
        var sum = Vector.zero
        for scale in 0..<scales {
          let mean = lines[scale]
          let bounded = mean.replacing(with: floor, where: mean .< floor)
          let exponent = Vector(repeating: exponents[scale])
          let below = exponent * (bounded - mean) / floor
          sum += exponent * log(bounded) - logOnePlusAny(below)
        }
        let similarity = exp(sum)
        total += similarity
        for scale in 0..<scales {
          let mean = lines[scale]
          let bounded = mean.replacing(with: floor, where: mean .< floor)
          let below = (bounded - mean) * exponents[scale] / floor
          let weight = -(factor * exponents[scale] / Float(channels))
          lines[scale] = similarity * weight / (bounded * (below + 1))
        }
      }
      (1 - total / Vector(repeating: Float(channels))).store(to: losses + half * 16)
    }
  }

  @inline(never)
  package static func weighChannels(
    _ slopes: Panels, factors: UnsafePointer<Float>, channels: Int, adds: Bool, result: Panels,
    panels: Range<Int>
  ) {
    checkShape(channels > 0)
    checkShapes(rows: result.rows, panels, slopes, result)
    for half in halves(panels) {
      let mask = result.mask(half)
      let (source, target) = (slopes.half(half), result.half(half))
      let own = Vectors(lines: UnsafeMutablePointer(mutating: factors), each: channels, half: half)
      for channel in 0..<channels {
        let factor = own[channel]
        var row = channel
        while row < result.rows {
          let start = adds ? target[row] : Vector.zero
          target[row] = start.addingProduct(factor, source[row]).masked(by: mask)
          row += channels
        }
      }
    }
  }
}
