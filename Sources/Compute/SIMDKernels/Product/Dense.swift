import Kernels

extension SIMDKernels {
  @inline(never)
  package static func denseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels, slopes: Panels?,
    activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(weights, input, output, tileRows, panels)
    checkShapes(rows: output.rows, panels, output)
    activatedTiles(
      weights, transposed: false, bias: bias, input: input, terms: { _, _ in nil }, output: output,
      slopes: slopes, activation: activation, tileRows: tileRows, panels: panels)
  }
}

/// The tiles of a layer's output; see `denseForward`, and for weights that are `transposed` and `terms`
/// that are not zero `sparseForward`.
@inline(__always)
func activatedTiles(
  _ weights: Panels, transposed: Bool, bias: UnsafePointer<Float>, input: Panels,
  terms: TileTerms, output: Panels, slopes: Panels?, activation: Activation,
  tileRows: Range<Int>, panels: Range<Int>
) {
  // The usual activation on its own, while the sums are in registers: a call for every line would
  // move them out.
  if case .relu = activation {
    forEachTile(weights, transposed: transposed, input, tileRows, panels, terms: terms) {
      tileRow, panel, offset, sums in
      let row = tileRow * 8 + offset / 32
      guard row < output.rows else { return }
      rectified(sums + bias[row])
        .store(to: output.base + panel * output.panelStride + tileRow * 256 + offset)
    }
    return
  }
  forEachTile(weights, transposed: transposed, input, tileRows, panels, terms: terms) {
    tileRow, panel, offset, sums in
    let row = tileRow * 8 + offset / 32
    guard row < output.rows else { return }
    (sums + bias[row]).store(
      to: output.base + panel * output.panelStride + tileRow * 256 + offset)
  } tileDone: { tileRow, panel in
    if case .identity = activation { return }
    let place = panel * output.panelStride + tileRow * 256
    activate(
      output.base + place, slopes: slopes.map { $0.base + place },
      lines: min(8, output.rows - tileRow * 8), activation)
  }
}

extension SIMDKernels {
  @inline(never)
  package static func denseBackward(
    weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels, activation: Activation,
    tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(transposed: weights, gradient, inputGradient, tileRows, panels)
    checkShapes(rows: inputGradient.rows, panels, inputGradient)
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

extension SIMDKernels {
  @inline(never)
  package static func weightGradient(
    gradient: Panels, input: Panels, result: Panels, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(gradient, input, result, tileRows, panels)
    forEachTile(gradient, input, tileRows, panels) { tileRow, panel, offset, sums in
      sums.store(
        to: result.base + panel * result.panelStride + tileRow * result.tileStride + offset)
    }
  }

  @inline(never)
  package static func biasGradient(gradient: Panels, result: UnsafeMutablePointer<Float>) {
    checkShapes(rows: gradient.rows, 0..<Panels.panels(gradient.columns), gradient)
    for row in 0..<gradient.rows {
      var (low, high) = (Vector.zero, Vector.zero)
      for panel in 0..<Panels.panels(gradient.columns) {
        low += gradient.panel(panel)[row * 2]
        high += gradient.panel(panel)[row * 2 + 1]
      }
      result[row] = (low + high).treeSum()
    }
  }
}
