import Kernels

// A dense layer on inputs with many zeros. Its weights are kept transposed, `[inputs, outputs]`, so that
// both of its products meet the inputs where whole terms are zero: a row of 32 examples on the way
// forward, an example's eight inputs in the gradient. A term that is zero adds nothing to a sum, so it is
// passed over, and the sums have the bits that all terms would give.

extension SIMDKernels {
  @inline(never)
  package static func sparseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, nonzero: NonzeroLists,
    output: Panels,
    slopes: Panels?, activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(transposed: weights, input, output, tileRows, panels)
    checkShapes(rows: output.rows, panels, output)
    activatedTiles(
      weights, transposed: true, bias: bias, input: input,
      terms: { _, panel in worthwhile(TermList(nonzero, panel), of: input.rows) },
      output: output, slopes: slopes, activation: activation, tileRows: tileRows, panels: panels)
  }

  @inline(never)
  package static func sparseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(weights, gradient, inputGradient, tileRows, panels)
    checkShapes(rows: inputGradient.rows, panels, inputGradient)
    slopedTiles(
      weights, transposed: false, gradient: gradient, input: input, inputGradient: inputGradient,
      activation: activation, tileRows: tileRows, panels: panels)
  }

  @inline(never)
  package static func sparseWeightStep(
    input: Panels, nonzero: NonzeroLists, gradient: Panels, weights: Panels,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    step: AdamStep, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(input, gradient, weights, tileRows, panels)
    steppedTiles(
      input, gradient,
      terms: { tileRow, _ in worthwhile(TermList(nonzero, tileRow), of: input.columns) },
      weights: weights, firstMoment: firstMoment, secondMoment: secondMoment, step: step,
      tileRows: tileRows, panels: panels)
  }
}

/// A list, unless it has more than seven eighths of all terms: to go through all of them is then faster,
/// above all with AVX2, which goes through a tile three times.
@inline(__always)
private func worthwhile(_ list: TermList, of terms: Int) -> TermList? {
  list.count * 8 > terms * 7 ? nil : list
}
