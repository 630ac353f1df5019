import LaneTypes
import LanesV3
import LanesV4

/// The products of a layer that passes over zeros.
extension Kernels {
  package func listNonzeroRows(
    _ matrix: Panels, lists: TermLists, tileStride: Int, panels: Range<Int>
  ) {
    pick(LanesV3.listNonzeroRows, LanesV4.listNonzeroRows)(matrix, lists, tileStride, panels)
  }

  package func listNonzeroColumns(_ matrix: Panels, lists: TermLists, tileRows: Range<Int>) {
    pick(LanesV3.listNonzeroColumns, LanesV4.listNonzeroColumns)(matrix, lists, tileRows)
  }

  package func sparseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, nonzero: TermLists,
    output: Panels, slopes: Panels? = nil, activation: Activation, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    pick(LanesV3.sparseForward, LanesV4.sparseForward)(
      weights, bias, input, nonzero, output, slopes, activation, tileRows, panels)
  }

  package func sparseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels,
    activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.sparseBackward, LanesV4.sparseBackward)(
      weights, gradient, input, inputGradient, activation, tileRows, panels)
  }

  package func sparseWeightStep(
    input: Panels, nonzero: TermLists, gradient: Panels, weights: Panels,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    step: AdamStep, tileRows: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.sparseWeightStep, LanesV4.sparseWeightStep)(
      input, nonzero, gradient, weights, firstMoment, secondMoment, step, tileRows, panels)
  }
}
