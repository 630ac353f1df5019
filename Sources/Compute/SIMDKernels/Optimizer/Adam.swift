import CPUFeatures
import Kernels

/// One step of Adam with its constants in vectors.
private struct AdamRule {
  let beta1, beta2, fresh1, fresh2, scale, epsilon, rate: Vector

  @inline(__always)
  init(_ step: AdamStep) {
    beta1 = Vector(repeating: step.beta1)
    beta2 = Vector(repeating: step.beta2)
    fresh1 = Vector(repeating: 1 - step.beta1)
    fresh2 = Vector(repeating: 1 - step.beta2)
    scale = Vector(repeating: step.scale)
    epsilon = Vector(repeating: step.epsilon)
    rate = Vector(repeating: -step.rate)
  }

  /// Takes the gradient into both moments of 16 neighbouring parameters.
  @inline(__always)
  func moments(
    gradient g: Vector, firstMoment: UnsafeMutablePointer<Float>,
    secondMoment: UnsafeMutablePointer<Float>
  ) {
    (beta1 * Vector(at: firstMoment)).addingProduct(fresh1, g).store(to: firstMoment)
    (beta2 * Vector(at: secondMoment)).addingProduct(fresh2, g * g).store(to: secondMoment)
  }

  /// What the first moment is divided by: the gradient's root mean square, plus epsilon.
  ///
  /// By halves, as is `step`: two short square roots or divisions are done sooner than a long one, and
  /// what follows them waits for less.
  @inline(__always)
  func deviation(
    _ secondMoment: UnsafeMutablePointer<Float>, to result: UnsafeMutablePointer<Float>
  ) {
    deviationHalf(secondMoment, result)
    deviationHalf(secondMoment + 8, result + 8)
  }

  @inline(__always)
  private func deviationHalf(
    _ secondMoment: UnsafeMutablePointer<Float>, _ result: UnsafeMutablePointer<Float>
  ) {
    let root = HalfVector(at: secondMoment).squareRoot()
    epsilon.lowHalf.addingProduct(root, scale.lowHalf).store(to: result)
  }

  /// Steps 16 parameters.
  @inline(__always)
  func step(
    _ parameters: UnsafeMutablePointer<Float>, firstMoment: UnsafeMutablePointer<Float>,
    deviation: UnsafeMutablePointer<Float>
  ) {
    stepHalf(parameters, firstMoment, deviation)
    stepHalf(parameters + 8, firstMoment + 8, deviation + 8)
  }

  @inline(__always)
  private func stepHalf(
    _ parameters: UnsafeMutablePointer<Float>, _ firstMoment: UnsafeMutablePointer<Float>,
    _ deviation: UnsafeMutablePointer<Float>
  ) {
    let change = HalfVector(at: firstMoment) / HalfVector(at: deviation)
    HalfVector(at: parameters).addingProduct(rate.lowHalf, change).store(to: parameters)
  }
}

extension SIMDKernels {
  @inline(never)
  package static func weightStep(
    gradient: Panels, input: Panels, weights: Panels, firstMoment: UnsafeMutablePointer<Float>,
    secondMoment: UnsafeMutablePointer<Float>, step: AdamStep, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    checkProduct(gradient, input, weights, tileRows, panels)
    steppedTiles(
      gradient, input, terms: { _, _ in nil }, weights: weights, firstMoment: firstMoment,
      secondMoment: secondMoment, step: step, tileRows: tileRows, panels: panels)
  }
}

/// Steps the tiles of weights whose gradient is `a·b`, of which only `terms` are not zero; see `weightStep`.
@inline(__always)
func steppedTiles(
  _ a: Panels, _ b: Panels, terms: TileTerms, weights: Panels,
  firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
  step: AdamStep, tileRows: Range<Int>, panels: Range<Int>
) {
  let rule = AdamRule(step)
  forEachTileInStages(a, b, result: weights, tileRows, panels, terms: terms) { sums, place in
    // The next tile's, which are far away in memory.
    prefetch(firstMoment + place + 256)
    prefetch(secondMoment + place + 256)
    prefetch(weights.base + place + 256)
    rule.moments(
      gradient: Vector(at: sums), firstMoment: firstMoment + place,
      secondMoment: secondMoment + place)
  } second: { sums, place in
    rule.deviation(secondMoment + place, to: sums)
  } third: { sums, place in
    rule.step(weights.base + place, firstMoment: firstMoment + place, deviation: sums)
  }
}
