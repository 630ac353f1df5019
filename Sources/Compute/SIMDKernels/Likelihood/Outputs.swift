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
  let (source, target) = (outputs.panel(panel), result.panel(panel))
  for piece in 0..<result.rows * 2 { target[piece] = body(source[piece], target[piece]) }
}

/// Makes every pixel of a panel from the decoder's output where pixels have a scale, which `body` takes in
/// second place.
@inline(__always)
func forEachOutput(
  _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
  _ body: (Vector, Vector, Vector) -> Vector
) {
  guard outputs.rows > result.rows else {
    let value = Vector(repeating: scale.value)
    return forEachOutput(outputs, result, panel) { body($0, value, $1) }
  }
  let (source, target) = (outputs.panel(panel), result.panel(panel))
  let logScales = source.from(result.rows * 2)
  for piece in 0..<result.rows * 2 {
    target[piece] = body(source[piece], exp(scale.cut(logScales[piece])), target[piece])
  }
}
