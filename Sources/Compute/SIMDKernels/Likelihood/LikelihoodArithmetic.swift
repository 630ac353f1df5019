import Kernels

/// The vector arithmetic of a kind of likelihood, each function with a loop of its own.
protocol LikelihoodArithmetic: LikelihoodFamily {
  /// Losses −log p(x|z) in nats of some lines of 32 numbers, and their gradient, without `constant`.
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale)

  /// E[x|z] of a panel: `outputs` `[numbers, batch]`, or `[2·numbers, batch]` with the logarithms of scales below;
  /// `result` `[numbers, batch]`.
  static func means(_ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale)

  /// E[x|z] of a panel, and its derivatives by the outputs; see `likelihoodMeanSlopes`.
  static func meanSlopes(
    _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int, _ scale: LikelihoodScale)

  /// What `draws` finds in its result: nothing, numbers from N(0, 1), or such from 0 to 1.
  static var noise: DrawNoise { get }

  /// A draw from p(x|z) for each number of a panel, from the noise that `result` holds.
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource)

  /// The least that `losses` can be for each example of a panel, `[32]`, from the data alone: 0 where the decoder can
  /// say the data themselves, and where it is not known (`hasDeviance`).
  static func leastLosses(
    _ target: Panels, _ panel: Int, _ result: UnsafeMutablePointer<Float>)
}

enum DrawNoise { case none, normal, uniform }

/// Where draws that need more than one random number a place take them from.
struct DrawSource {
  let examples: UnsafePointer<UInt32>
  let key: NoiseKey
}

extension LikelihoodArithmetic {
  static func means(_ outputs: Panels, _ result: Panels, _ panel: Int, _: LikelihoodScale) {
    copyLocations(outputs, result, panel)
  }

  static func meanSlopes(
    _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int, _: LikelihoodScale
  ) {
    locationSlopes(outputs, mean, slopes, panel)
  }

  static var noise: DrawNoise { .uniform }
}

/// The arithmetic of a likelihood. Every row of `Likelihood.families` has some, as a test holds.
func arithmetic(_ likelihood: Likelihood) -> any LikelihoodArithmetic.Type {
  guard let kind = likelihood.family as? any LikelihoodArithmetic.Type else {
    preconditionFailure("a likelihood has no arithmetic")
  }
  return kind
}

/// The least loss where it is 0, or not known.
func leastLossesOfZero(_ result: UnsafeMutablePointer<Float>) {
  for half in 0..<2 { Vector.zero.store(to: result + half * 16) }
}
