import Kernels

/// A standard Gumbel number −log(−log u) from a uniform one in (0, 1).
///
/// log u keeps its relative error beside u = 1, so the result's error is at most 6 units in the last
/// place of the larger of 1 and itself. From `unit` it is between −2.82 and 16.64.
@inline(__always)
private func gumbel(_ u: Vector) -> Vector { -log(-log(u)) }

extension SIMDKernels {
  @inline(never)
  package static func softmax(
    _ logits: Panels, uniform: Panels?, temperature: Float, categories: Int, result: Panels,
    panels: Range<Int>
  ) {
    let inverse = Vector(repeating: 1 / temperature)
    for panel in panels {
      for half in 0..<2 {
        let source = logits.base + panel * logits.panelStride + half * 16
        let target = result.base + panel * result.panelStride + half * 16
        var first = 0
        while first < logits.rows {
          var largest = Vector(repeating: -.infinity)
          for row in first..<first + categories {
            var value = Vector(at: source + row * 32)
            if let uniform {
              let line = uniform.base + panel * uniform.panelStride + half * 16 + row * 32
              value += gumbel(Vector(at: line))
            }
            value *= inverse
            value.store(to: target + row * 32)
            largest = largest.replacing(with: value, where: value .> largest)
          }
          var sum = Vector.zero
          for row in first..<first + categories {
            let power = exp(Vector(at: target + row * 32) - largest)
            power.store(to: target + row * 32)
            sum += power
          }
          for row in first..<first + categories {
            (Vector(at: target + row * 32) / sum).store(to: target + row * 32)
          }
          first += categories
        }
      }
    }
  }
}

/// What softmax and entropy of a group need: m = max l, S = Σ exp(l − m) and Σ exp(l − m)·(l − m).
@inline(__always)
private func groupSums(_ line: UnsafeMutablePointer<Float>, categories: Int)
  -> (largest: Vector, sum: Vector, weighted: Vector)
{
  var largest = Vector(at: line)
  for category in 1..<categories {
    let value = Vector(at: line + category * 32)
    largest = largest.replacing(with: value, where: value .> largest)
  }
  var (sum, weighted) = (Vector.zero, Vector.zero)
  for category in 0..<categories {
    let distance = Vector(at: line + category * 32) - largest
    let power = exp(distance)
    sum += power
    weighted.addProduct(power, distance)
  }
  return (largest, sum, weighted)
}

extension SIMDKernels {
  @inline(never)
  package static func categoricalDivergence(
    _ logits: Panels, categories: Int, divergence: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let logCategories = log(Vector(repeating: Float(categories)))
    for panel in panels {
      for half in 0..<2 {
        let lines = logits.base + panel * logits.panelStride + half * 16
        var total = Vector.zero
        var first = 0
        while first < logits.rows {
          let group = groupSums(lines + first * 32, categories: categories)
          total += group.weighted / group.sum - log(group.sum) + logCategories
          first += categories
        }
        total.store(to: divergence + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func categoricalLogRatio(
    _ logits: Panels, draws: Panels, categories: Int, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    let logCategories = log(Vector(repeating: Float(categories)))
    for panel in panels {
      for half in 0..<2 {
        let lines = logits.base + panel * logits.panelStride + half * 16
        let drawn = draws.base + panel * draws.panelStride + half * 16
        var total = Vector.zero
        var first = 0
        while first < logits.rows {
          let group = groupSums(lines + first * 32, categories: categories)
          var distance = Vector.zero
          for row in first..<first + categories {
            distance.addProduct(
              Vector(at: drawn + row * 32), Vector(at: lines + row * 32) - group.largest)
          }
          total += log(group.sum) - distance - logCategories
          first += categories
        }
        total.store(to: logRatio + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func categoricalBackward(
    logits: Panels, soft: Panels, zGradient: Panels, temperature: Float,
    weight: UnsafePointer<Float>, categories: Int, gradient: Panels, panels: Range<Int>
  ) {
    let (inverse, weight) = (Vector(repeating: 1 / temperature), Vector(repeating: weight[0]))
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(logits.columns - panel * 32 - half * 16)
        let source = logits.base + panel * logits.panelStride + half * 16
        let outputs = soft.base + panel * soft.panelStride + half * 16
        let incoming = zGradient.base + panel * zGradient.panelStride + half * 16
        let target = gradient.base + panel * gradient.panelStride + half * 16
        var first = 0
        while first < logits.rows {
          let group = groupSums(source + first * 32, categories: categories)
          let meanDistance = group.weighted / group.sum
          var mean = Vector.zero
          for row in first..<first + categories {
            mean.addProduct(Vector(at: outputs + row * 32), Vector(at: incoming + row * 32))
          }
          for row in first..<first + categories {
            let distance = Vector(at: source + row * 32) - group.largest
            let probability = exp(distance) / group.sum
            let fromDivergence = probability * (distance - meanDistance)
            let y = Vector(at: outputs + row * 32)
            let fromZ = y * (Vector(at: incoming + row * 32) - mean)
            let value = (fromZ * inverse).addingProduct(weight, fromDivergence)
            Vector(bits: value.bits & mask).store(to: target + row * 32)
          }
          first += categories
        }
      }
    }
  }
}
