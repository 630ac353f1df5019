import CPUFeatures
import Kernels

extension SIMDKernels {
  @inline(never)
  package static func convolutionBackward(
    _ sums: ChannelSums, gradient: Panels, input: Panels, inputGradient: Panels,
    activation: Activation, positions: Range<Int>, panels: Range<Int>
  ) {
    checkConvolution(sums, gradient, inputGradient, input, positions, panels)
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
}
