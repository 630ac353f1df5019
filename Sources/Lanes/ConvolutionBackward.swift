import CPUFeatures
import LaneTypes

/// The gradient on a convolution's input, through the activation that made that input:
/// `inputGradient[q, i, n] = slope(input[q, i, n]) · Σ_(tap, p) Σ_o weights[tap][o, i] · gradient[p, o, n]`,
/// for some positions q.
///
/// - Parameters:
///   - sums: the adjoint of the convolution, with its weights.
///   - gradient: `[height · width · filters, batch]` of the output.
///   - input: `[height · width · channels, batch]` of the input, what the layer before kept of `activation`.
///   - inputGradient: the same.
@inline(never)
package func convolutionBackward(
  _ sums: ChannelSums, gradient: Panels, input: Panels, inputGradient: Panels,
  activation: Activation, positions: Range<Int>, panels: Range<Int>
) {
  // The usual activation on its own, as in `denseForward`.
  if case .relu = activation {
    forEachChannelSum(sums, source: gradient, result: inputGradient, positions, panels) {
      prefetch(input.base + $0)
    } finish: { _, place, sum in
      Vector.zero.replacing(with: sum, where: Vector(at: input.base + place) .> 0)
        .store(to: inputGradient.base + place)
    } tileDone: { _, _ in
    }
    return
  }
  forEachChannelSum(sums, source: gradient, result: inputGradient, positions, panels) {
    _, place, sum in
    sum.store(to: inputGradient.base + place)
  } tileDone: { place, lines in
    if case .identity = activation { return }
    for piece in 0..<lines * 2 {
      let line = inputGradient.base + place + piece * 16
      let slope = activation.slope(kept: Vector(at: input.base + place + piece * 16))
      (Vector(at: line) * slope).store(to: line)
    }
  }
}
