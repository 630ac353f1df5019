import Kernels

extension SIMDKernels {
  @inline(never)
  package static func denseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(transposed: weights, gradient, inputGradient, tileRows, panels)
    checkShapes(rows: inputGradient.rows, panels, input, inputGradient)
    slopedTiles(
      weights, transposed: true, gradient: gradient, input: input, inputGradient: inputGradient,
      activation: activation, tileRows: tileRows, panels: panels)
  }
}

/// The tiles of the gradient on a layer's input; see `denseBackward`.
///
/// - Parameter transposed: whether the weights are to be: `[outputs, inputs]`, not `[inputs, outputs]`.
@inline(__always)
func slopedTiles(
  _ weights: Panels, transposed: Bool, gradient: Panels, input: Panels, inputGradient: Panels,
  activation: Activation, tileRows: Range<Int>, panels: Range<Int>
) {
  // The usual activation on its own, as in `denseForward`.
  if case .relu = activation {
    forEachTile(weights, transposed: transposed, gradient, tileRows, panels) {
      tileRow, panel, offset, sums in
      guard tileRow * 8 + offset / 32 < inputGradient.rows else { return }
      let place = panel * inputGradient.panelStride + tileRow * 256 + offset
      Vector.zero.replacing(with: sums, where: Vector(at: input.base + place) .> 0)
        .store(to: inputGradient.base + place)
    }
    return
  }
  forEachTile(weights, transposed: transposed, gradient, tileRows, panels) {
    tileRow, panel, offset, sums in
    guard tileRow * 8 + offset / 32 < inputGradient.rows else { return }
    sums.store(
      to: inputGradient.base + panel * inputGradient.panelStride + tileRow * 256 + offset)
  } tileDone: { tileRow, panel in
    if case .identity = activation { return }
    let place = panel * inputGradient.panelStride + tileRow * 256
    for piece in 0..<min(8, inputGradient.rows - tileRow * 8) * 2 {
      let line = inputGradient.base + place + piece * 16
      let slope = activation.slope(kept: Vector(at: input.base + place + piece * 16))
      (Vector(at: line) * slope).store(to: line)
    }
  }
}
