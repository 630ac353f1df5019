import Words

/// Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019, algorithm 2).
package struct AdamW: OptimizerKind {
  let decay: Double

  package static let word = Word<Optimizer>(
    "adamw[:DECAY]", "adam with weight decay apart from the gradient, 0.01 unless given",
    "Loshchilov & Hutter 2019, arXiv 1711.05101"
  ) {
    let decay = $0.first ?? 0.01
    return decay >= 0 ? .adamW(decay: decay) : nil
  }

  package var numbers: [Double] { [decay] }
  package static let hasSecondMoment = true

  package func rule(_ step: OptimizerStep) -> UpdateStep {
    let lost = Float(step.rate * decay)
    let adam = AdamStep(step)
    return lost == 0 ? .adam(adam) : .adamW(AdamWStep(adam: adam, lost: lost))
  }
}

extension Optimizer {
  package static func adamW(decay: Double) -> Optimizer { Optimizer(AdamW(decay: decay)) }
}

/// A step of Adam, before which each parameter loses a share of itself.
@usableFromInline
package struct AdamWStep: UpdateRule {
  @usableFromInline package let adam: AdamStep
  /// Learning rate · decay.
  @usableFromInline package let lost: Float

  @inlinable @inline(__always)
  package func update(
    _ weight: inout SIMD16<Float>, gradient: SIMD16<Float>, first: inout SIMD16<Float>,
    second: inout SIMD16<Float>
  ) {
    weight.addProduct(SIMD16(repeating: -lost), weight)
    adam.update(&weight, gradient: gradient, first: &first, second: &second)
  }
}
