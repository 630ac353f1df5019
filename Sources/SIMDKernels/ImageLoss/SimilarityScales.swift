import Kernels

extension SIMDKernels {
  @inline(never)
  package static func similaritySlopes(
    x: Panels, y: Panels, _ slopes: SimilarityMaps, result: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      let (a, b) = (x.base + panel * x.panelStride, y.base + panel * y.panelStride)
      let place = panel * slopes.xy.panelStride
      let target = result.base + panel * result.panelStride
      for piece in 0..<result.rows * 2 {
        let offset = piece * 16
        let image = Vector(at: b + offset)
        let sum = Vector(at: slopes.meanY.base + place + offset)
          .addingProduct(image + image, Vector(at: slopes.yy.base + place + offset))
        sum.addingProduct(Vector(at: a + offset), Vector(at: slopes.xy.base + place + offset))
          .store(to: target + offset)
      }
    }
  }

  @inline(never)
  package static func multiscaleLosses(
    means: UnsafeMutablePointer<Float>, stride: Int, exponents: UnsafePointer<Float>, scales: Int,
    channels: Int, factor: Float, losses: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let floor = Vector(repeating: ContrastFloor.value)
    for panel in panels {
      for half in 0..<2 {
        var total = Vector.zero
        for channel in 0..<channels {
          let line = means + (panel * channels + channel) * 32 + half * 16
          var sum = Vector.zero
          for scale in 0..<scales {
            let mean = Vector(at: line + scale * stride)
            let bounded = mean.replacing(with: floor, where: mean .< floor)
            let exponent = Vector(repeating: exponents[scale])
            let below = exponent * (bounded - mean) / floor
            sum += exponent * log(bounded) - logOnePlusAny(below)
          }
          let similarity = exp(sum)
          total += similarity
          for scale in 0..<scales {
            let mean = Vector(at: line + scale * stride)
            let bounded = mean.replacing(with: floor, where: mean .< floor)
            let below = (bounded - mean) * exponents[scale] / floor
            let weight = -(factor * exponents[scale] / Float(channels))
            (similarity * weight / (bounded * (below + 1))).store(to: line + scale * stride)
          }
        }
        (1 - total / Vector(repeating: Float(channels))).store(to: losses + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func weighChannels(
    _ slopes: Panels, factors: UnsafePointer<Float>, channels: Int, adds: Bool, result: Panels,
    panels: Range<Int>
  ) {
    for panel in panels {
      let source = slopes.base + panel * slopes.panelStride
      let target = result.base + panel * result.panelStride
      for half in 0..<2 {
        let mask = maskBits(result.columns - panel * 32 - half * 16)
        for channel in 0..<channels {
          let factor = Vector(at: factors + (panel * channels + channel) * 32 + half * 16)
          var row = channel
          while row < result.rows {
            let offset = row * 32 + half * 16
            let start = adds ? Vector(at: target + offset) : Vector.zero
            let value = start.addingProduct(factor, Vector(at: source + offset))
            Vector(bits: value.bits & mask).store(to: target + offset)
            row += channels
          }
        }
      }
    }
  }
}
