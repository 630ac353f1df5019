import Kernels

extension SIMDKernels {
  @inline(never)
  package static func centreRows(_ source: Panels, result: Panels) {
    for row in 0..<result.rows {
      var sum = Vector.zero
      for panel in 0..<Panels.panels(source.columns) {
        for half in 0..<2 {
          let mask = maskBits(source.columns - panel * 32 - half * 16)
          let line = source.base + panel * source.panelStride + row * 32 + half * 16
          sum += Vector(bits: Vector(at: line).bits & mask)
        }
      }
      let mean = sum.treeSum() / Float(source.columns)
      for panel in 0..<Panels.panels(source.columns) {
        for half in 0..<2 {
          let mask = maskBits(source.columns - panel * 32 - half * 16)
          let line = source.base + panel * source.panelStride + row * 32 + half * 16
          let target = result.base + panel * result.panelStride + row * 32 + half * 16
          Vector(bits: (Vector(at: line) - mean).bits & mask).store(to: target)
        }
      }
    }
  }

  @inline(never)
  package static func posteriorVariances(_ logVariances: Panels, result: Panels) {
    for panel in 0..<Panels.panels(logVariances.columns) {
      for half in 0..<2 {
        let mask = maskBits(logVariances.columns - panel * 32 - half * 16)
        for row in 0..<result.rows {
          let offset = row * 32 + half * 16
          let raw = Vector(at: logVariances.base + panel * logVariances.panelStride + offset)
          Vector(bits: exp(boundedLogVariance(raw)).bits & mask)
            .store(to: result.base + panel * result.panelStride + offset)
        }
      }
    }
  }

  @inline(never)
  package static func addScaledRows(
    _ source: Panels, weights: UnsafePointer<Float>, bounds: Panels?, to target: Panels
  ) {
    for panel in 0..<Panels.panels(source.columns) {
      for half in 0..<2 {
        let mask = maskBits(source.columns - panel * 32 - half * 16)
        for row in 0..<source.rows {
          let offset = row * 32 + half * 16
          var value = Vector(at: source.base + panel * source.panelStride + offset) * weights[row]
          if let bounds {
            let raw = Vector(at: bounds.base + panel * bounds.panelStride + offset)
            value = value.replacing(with: Vector.zero, where: raw .!= boundedLogVariance(raw))
          }
          let place = target.base + panel * target.panelStride + offset
          (Vector(at: place) + Vector(bits: value.bits & mask)).store(to: place)
        }
      }
    }
  }
}
