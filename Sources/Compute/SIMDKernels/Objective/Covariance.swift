import Kernels

extension SIMDKernels {
  @inline(never)
  package static func centreRows(_ source: Panels, result: Panels) {
    checkShape(source.rows >= result.rows)
    checkShapes(rows: source.rows, 0..<Panels.panels(source.columns), source)
    checkShapes(rows: result.rows, 0..<Panels.panels(source.columns), result)
    for row in 0..<result.rows {
      var sum = Vector.zero
      for half in source.halves { sum += source.half(half)[row].masked(by: source.mask(half)) }
      let mean = sum.treeSum() / Float(source.columns)
      for half in source.halves {
        let value = source.half(half)[row] - mean
        result.half(half)[row] = value.masked(by: source.mask(half))
      }
    }
  }

  @inline(never)
  package static func posteriorVariances(_ logVariances: Panels, result: Panels) {
    checkShapes(
      rows: result.rows, 0..<Panels.panels(logVariances.columns), logVariances, result)
    for half in logVariances.halves {
      let mask = logVariances.mask(half)
      let (raw, target) = (logVariances.half(half), result.half(half))
      for row in 0..<result.rows {
        target[row] = exp(boundedLogVariance(raw[row])).masked(by: mask)
      }
    }
  }

  @inline(never)
  package static func addScaledRows(
    _ source: Panels, weights: UnsafePointer<Float>, bounds: Panels?, to target: Panels
  ) {
    checkShapes(rows: source.rows, 0..<Panels.panels(source.columns), source, bounds, target)
    for half in source.halves {
      let mask = source.mask(half)
      let (from, to) = (source.half(half), target.half(half))
      for row in 0..<source.rows {
        var value = from[row] * weights[row]
        if let bounds {
          let raw = bounds.half(half)[row]
          value = value.replacing(with: Vector.zero, where: raw .!= boundedLogVariance(raw))
        }
        to[row] += value.masked(by: mask)
      }
    }
  }
}
