import Kernels

extension SIMDKernels {
  @inline(never)
  package static func denseForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels, slopes: Panels?,
    activation: Activation, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(weights, input, output, tileRows, panels)
    checkShapes(rows: output.rows, panels, output, slopes)
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
