import Kernels

/// Makes every pixel of a panel from the decoder's output.
///
/// - Parameters:
///   - result: `[pixels, batch]`.
///   - body: takes outputs and what `result` holds: noise, for draws.
@inline(__always)
func forEachOutput(
  _ outputs: Panels, _ result: Panels, _ panel: Int, _ body: (Vector, Vector) -> Vector
) {
  let source = outputs.base + panel * outputs.panelStride
  let target = result.base + panel * result.panelStride
  for piece in 0..<result.rows * 2 {
    let place = target + piece * 16
    body(Vector(at: source + piece * 16), Vector(at: place)).store(to: place)
  }
}

/// The same where pixels have a scale, which `body` takes in second place.
@inline(__always)
func forEachOutput(
  _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
  _ body: (Vector, Vector, Vector) -> Vector
) {
  guard outputs.rows > result.rows else {
    let value = Vector(repeating: scale.value)
    return forEachOutput(outputs, result, panel) { body($0, value, $1) }
  }
  let logScales = outputs.base + panel * outputs.panelStride + result.rows * 32
  let source = outputs.base + panel * outputs.panelStride
  let target = result.base + panel * result.panelStride
  for piece in 0..<result.rows * 2 {
    let place = target + piece * 16
    let value = exp(scale.cut(Vector(at: logScales + piece * 16)))
    body(Vector(at: source + piece * 16), value, Vector(at: place)).store(to: place)
  }
}
