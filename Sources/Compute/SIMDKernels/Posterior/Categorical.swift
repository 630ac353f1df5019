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
    checkShape(categories > 0 && logits.rows % categories == 0)
    checkShapes(rows: logits.rows, panels, logits, uniform, result)
    let inverse = Vector(repeating: 1 / temperature)
    for half in halves(panels) {
      let (source, target) = (logits.half(half), result.half(half))
      var first = 0
      while first < logits.rows {
        var largest = Vector(repeating: -.infinity)
        for row in first..<first + categories {
          var value = source[row]
          if let uniform { value += gumbel(uniform.half(half)[row]) }
          value *= inverse
          target[row] = value
          largest = largest.replacing(with: value, where: value .> largest)
        }
        var sum = Vector.zero
        for row in first..<first + categories {
          let power = exp(target[row] - largest)
          target[row] = power
          sum += power
        }
        for row in first..<first + categories { target[row] = target[row] / sum }
        first += categories
      }
    }
  }
}

/// What softmax and entropy of a group need: m = max l, S = Σ exp(l − m) and Σ exp(l − m)·(l − m).
@inline(__always)
private func groupSums(_ logits: Vectors, categories: Int)
  -> (largest: Vector, sum: Vector, weighted: Vector)
{
  var largest = logits[0]
  for category in 1..<categories {
    let value = logits[category]
    largest = largest.replacing(with: value, where: value .> largest)
  }
  var (sum, weighted) = (Vector.zero, Vector.zero)
  for category in 0..<categories {
    let distance = logits[category] - largest
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
    checkShape(categories > 0 && logits.rows % categories == 0)
    checkShapes(rows: logits.rows, panels, logits)
    let logCategories = log(Vector(repeating: Float(categories)))
    for half in halves(panels) {
      let source = logits.half(half)
      var total = Vector.zero
      var first = 0
      while first < logits.rows {
        let group = groupSums(source.from(first), categories: categories)
        total += group.weighted / group.sum - log(group.sum) + logCategories
        first += categories
      }
      total.store(to: divergence + half * 16)
    }
  }

  @inline(never)
  package static func categoricalLogRatio(
    _ logits: Panels, draws: Panels, categories: Int, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShape(categories > 0 && logits.rows % categories == 0)
    checkShapes(rows: logits.rows, panels, logits, draws)
    let logCategories = log(Vector(repeating: Float(categories)))
    for half in halves(panels) {
      let (source, drawn) = (logits.half(half), draws.half(half))
      var total = Vector.zero
      var first = 0
      while first < logits.rows {
        let group = groupSums(source.from(first), categories: categories)
        var distance = Vector.zero
        for row in first..<first + categories {
          distance.addProduct(drawn[row], source[row] - group.largest)
        }
        total += log(group.sum) - distance - logCategories
        first += categories
      }
      total.store(to: logRatio + half * 16)
    }
  }

  @inline(never)
  package static func categoricalBackward(
    logits: Panels, soft: Panels, zGradient: Panels, temperature: Float,
    weight: UnsafePointer<Float>, categories: Int, gradient: Panels, panels: Range<Int>
  ) {
    checkShape(categories > 0 && logits.rows % categories == 0)
    checkShapes(rows: logits.rows, panels, logits, soft, zGradient, gradient)
    let (inverse, weight) = (Vector(repeating: 1 / temperature), Vector(repeating: weight[0]))
    for half in halves(panels) {
      let mask = logits.mask(half)
      let (source, outputs) = (logits.half(half), soft.half(half))
      let (incoming, target) = (zGradient.half(half), gradient.half(half))
      var first = 0
      while first < logits.rows {
        let group = groupSums(source.from(first), categories: categories)
        let meanDistance = group.weighted / group.sum
        var mean = Vector.zero
        for row in first..<first + categories { mean.addProduct(outputs[row], incoming[row]) }
        for row in first..<first + categories {
          let distance = source[row] - group.largest
          let probability = exp(distance) / group.sum
          let fromDivergence = probability * (distance - meanDistance)
          let fromZ = outputs[row] * (incoming[row] - mean)
          let value = (fromZ * inverse).addingProduct(weight, fromDivergence)
          target[row] = value.masked(by: mask)
        }
        first += categories
      }
    }
  }
}
