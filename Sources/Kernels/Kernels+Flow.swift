import LaneTypes
import LanesV3
import LanesV4

/// What normalising flows are made of beside dense layers.
extension Kernels {
  package func couplingForward(
    parameters: Panels, input: Panels, output: Panels,
    logDeterminant: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.couplingForward, LanesV4.couplingForward)(
      parameters, input, output, logDeterminant, panels)
  }

  package func couplingInverse(
    parameters: Panels, output: Panels, input: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.couplingInverse, LanesV4.couplingInverse)(parameters, output, input, panels)
  }

  package func couplingBackward(
    parameters: Panels, input: Panels, gradient: Panels, weights: UnsafePointer<Float>, batch: Int,
    parameterGradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.couplingBackward, LanesV4.couplingBackward)(
      parameters, input, gradient, weights, batch, parameterGradient, panels)
  }

  package func copyDraws(
    _ source: Panels, batch: Int, into result: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.copyDraws, LanesV4.copyDraws)(source, batch, result, panels)
  }
}
