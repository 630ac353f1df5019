import Kernels

/// The loop of a likelihood without a learned scale.
///
/// - Parameter body: takes outputs and pixels; gives losses in nats, and their derivatives by the
///   outputs.
@inline(__always)
func forEachPixel(
  _ tile: LikelihoodTile, _ body: (Vector, Vector) -> (loss: Vector, slope: Vector)
) {
  let (lowMask, highMask) = (maskBits(tile.columns), maskBits(tile.columns - 16))
  var (low, high) = (Vector.zero, Vector.zero)
  for line in 0..<tile.lines {
    let offset = line * 32
    let a = body(Vector(at: tile.outputs + offset), Vector(at: tile.pixels + offset))
    let b = body(Vector(at: tile.outputs + offset + 16), Vector(at: tile.pixels + offset + 16))
    low += a.loss
    high += b.loss
    if let gradient = tile.gradient {
      (a.slope * tile.weight).masked(by: lowMask).store(to: gradient + offset)
      (b.slope * tile.weight).masked(by: highMask).store(to: gradient + offset + 16)
    }
  }
  low.store(to: tile.losses)
  high.store(to: tile.losses + 16)
}

/// The loop of a location–scale likelihood.
///
/// - Parameter body: takes locations, the scales' logarithms (0 where they are fixed) and inverses, and
///   pixels; gives losses in nats, and their derivatives by the locations and by the logarithms.
@inline(__always)
func forEachPixel(
  _ tile: LikelihoodTile, _ scale: LikelihoodScale,
  _ body: (Vector, Vector, Vector, Vector) -> (loss: Vector, slope: Vector, scaleSlope: Vector)
) {
  guard let logScales = tile.logScales else { return forEachPixelOfOneScale(tile, scale, body) }
  for half in 0..<2 {
    let mask = maskBits(tile.columns - half * 16)
    var sum = Vector.zero
    for line in 0..<tile.lines {
      let offset = line * 32 + half * 16
      let raw = Vector(at: logScales + offset)
      let log = scale.cut(raw)
      let (loss, slope, scaleSlope) = body(
        Vector(at: tile.outputs + offset), log, exp(-log), Vector(at: tile.pixels + offset))
      sum += loss
      if let gradient = tile.gradient, let logScaleGradient = tile.logScaleGradient {
        (slope * tile.weight).masked(by: mask).store(to: gradient + offset)
        let within = (scaleSlope * tile.weight).replacing(with: Vector.zero, where: raw .!= log)
        within.masked(by: mask).store(to: logScaleGradient + offset)
      }
    }
    sum.store(to: tile.losses + half * 16)
  }
}

@inline(__always)
private func forEachPixelOfOneScale(
  _ tile: LikelihoodTile, _ scale: LikelihoodScale,
  _ body: (Vector, Vector, Vector, Vector) -> (loss: Vector, slope: Vector, scaleSlope: Vector)
) {
  let (log, inverse) = (Vector(repeating: scale.log), Vector(repeating: scale.inverse))
  for half in 0..<2 {
    let mask = maskBits(tile.columns - half * 16)
    var (sum, slopes) = (Vector.zero, Vector.zero)
    for line in 0..<tile.lines {
      let offset = line * 32 + half * 16
      let (loss, slope, scaleSlope) = body(
        Vector(at: tile.outputs + offset), log, inverse, Vector(at: tile.pixels + offset))
      sum += loss
      slopes += scaleSlope
      if let gradient = tile.gradient {
        (slope * tile.weight).masked(by: mask).store(to: gradient + offset)
      }
    }
    sum.store(to: tile.losses + half * 16)
    if let scaleSlopes = tile.scaleSlopes {
      (scale.isCut ? Vector.zero : slopes).store(to: scaleSlopes + half * 16)
    }
  }
}
