import LaneTypes

/// E[x|z] of every pixel.
///
/// - Parameters:
///   - outputs: the decoder's, as in `likelihoodPass`.
///   - result: `[pixels, batch]`; it may be `outputs` where there is one a pixel.
///   - logScale: the logarithm of a scale that all pixels share.
@inline(never)
package func likelihoodMean(
  outputs: Panels, result: Panels, likelihood: Likelihood, logScale: Float, panels: Range<Int>
) {
  let scale = LikelihoodScale(likelihood, logScale: logScale)
  for panel in panels {
    switch likelihood {
    case .bernoulli: bernoulliMeans(outputs, result, panel)
    case .continuousBernoulli: continuousBernoulliMeans(outputs, result, panel)
    case .discretisedLogistic: discretisedLogisticMeans(outputs, result, panel, scale)
    case .gaussian, .laplace, .logCosh: forEachOutput(outputs, result, panel) { mean, _ in mean }
    }
  }
}
