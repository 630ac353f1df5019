import Kernels

extension SIMDKernels {
  @inline(never)
  package static func mapAxis(
    _ map: AxisMap, _ source: Panels, adds: Bool, result: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: map.outer * map.inputs * map.inner, panels, source)
    checkShapes(rows: map.outer * map.outputs * map.inner, panels, result)
    for panel in panels {
      let lines = source.base + panel * source.panelStride
      let results = result.base + panel * result.panelStride
      for block in 0..<map.outer {
        for output in 0..<map.outputs {
          let weights = map.weights + output * map.most
          let count = Int(map.counts[output])
          let from = lines + (block * map.inputs + Int(map.first[output])) * map.inner * 32
          let to = results + (block * map.outputs + output) * map.inner * 32
          for inner in 0..<map.inner {
            let (line, target) = (from + inner * 32, to + inner * 32)
            var (low, high) = (Vector.zero, Vector.zero)
            if adds { (low, high) = (Vector(at: target), Vector(at: target + 16)) }
            for tap in 0..<count {
              let weight = Vector(repeating: weights[tap])
              let place = line + tap * map.inner * 32
              low.addProduct(weight, Vector(at: place))
              high.addProduct(weight, Vector(at: place + 16))
            }
            low.store(to: target)
            high.store(to: target + 16)
          }
        }
      }
    }
  }

  @inline(never)
  package static func multiplyLines(_ a: Panels, _ b: Panels, result: Panels, panels: Range<Int>) {
    checkShapes(rows: result.rows, panels, a, b, result)
    for panel in panels {
      let (first, second, target) = (a.panel(panel), b.panel(panel), result.panel(panel))
      for piece in 0..<result.rows * 2 { target[piece] = first[piece] * second[piece] }
    }
  }
}
