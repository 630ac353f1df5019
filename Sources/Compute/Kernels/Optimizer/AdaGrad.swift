import Words

/// Steps divided by the root of all squares so far, so that seldom parameters keep large ones (Duchi et al. 2011,
/// the diagonal form of figure 1).
package struct AdaGrad: OptimizerKind {
  package static let word = Word<Optimizer>(
    "adagrad", "steps divided by the root of the sum of all squares", "Duchi et al. 2011, JMLR 12"
  ) { _ in .adaGrad }

  package func rule(_ step: OptimizerStep) -> UpdateStep { .adaGrad(AdaGradStep(step.rate)) }
}

extension Optimizer {
  package static let adaGrad = Optimizer(AdaGrad())
}

/// s ← s + g², then w ← w − rate·g/(√s + 1e-10).
@usableFromInline
package struct AdaGradStep: UpdateRule {
  @usableFromInline package let rate: Float

  package init(_ rate: Double) { self.rate = Float(rate) }

  @inlinable @inline(__always)
  package func update(
    _ weight: inout SIMD16<Float>, gradient: SIMD16<Float>, first squares: inout SIMD16<Float>,
    second _: inout SIMD16<Float>
  ) {
    squares.addProduct(gradient, gradient)
    weight.addProduct(SIMD16(repeating: -rate), gradient / (squares.squareRoot() + 1e-10))
  }
}
