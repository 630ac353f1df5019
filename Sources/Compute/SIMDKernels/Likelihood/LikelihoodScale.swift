import Kernels

extension LikelihoodScale {
  /// - Parameter logScale: the logarithm of a scale that is shared; otherwise without meaning.
  init(_ likelihood: Likelihood, logScale: Float) {
    let (least, greatest) = likelihood.family.logScaleBounds
    if case .fixed(let value) = likelihood.spread {
      self.init(
        least: least, greatest: greatest, value: value, inverse: 1 / value, log: 0, isCut: false,
        sharpness: 0)
    } else {
      let log = logScale < least ? least : logScale > greatest ? greatest : logScale
      self.init(
        least: least, greatest: greatest, value: exp(Vector(repeating: log))[0],
        inverse: exp(Vector(repeating: -log))[0], log: log, isCut: log != logScale,
        sharpness: likelihood.sharpness ?? 0)
    }
  }

  /// A learned logarithm within its bounds.
  @inline(__always)
  func cut(_ log: Vector) -> Vector {
    let (least, greatest) = (Vector(repeating: least), Vector(repeating: greatest))
    return log.replacing(with: least, where: log .< least)
      .replacing(with: greatest, where: log .> greatest)
  }
}
