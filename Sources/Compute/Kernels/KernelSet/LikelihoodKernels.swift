/// Likelihoods: losses, means, draws and their gradients.
package protocol LikelihoodKernels {
  /// Adds the gradient on the mean image, times the derivatives of the mean by the decoder's outputs, to the
  /// gradient on these.
  ///
  /// - Parameters:
  ///   - meanGradient: `[pixels, batch]`.
  ///   - slopes: as `likelihoodMeanSlopes` gives them: `[pixels, batch]`, or `[2·pixels, batch]` where the
  ///     mean depends on a scale of each pixel.
  ///   - gradient: of at least as many rows; zero beyond the batch afterwards.
  static func addMeanGradient(
    _ meanGradient: Panels, slopes: Panels, to gradient: Panels, panels: Range<Int>)

  /// The least that −log p(x|z) can be whatever the decoder says, in nats per example and without the likelihood's
  /// constant: of the Bernoulli likelihood the entropy of grey pixels. 0 where it is not known.
  ///
  /// - Parameters:
  ///   - target: `[numbers, batch]`.
  ///   - result: `[panels · 32]`.
  static func leastLosses(
    _ target: Panels, likelihood: Likelihood, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// The decoder's last layer and the likelihood in one pass: for some tiles of the outputs
  /// `Σ_i weights[o, i] · input[i, n] + bias[o]`, the loss −log p(x|z) and its gradient. For likelihoods
  /// with one output a pixel.
  ///
  /// - Parameters:
  ///   - weights: `[pixels, inputs]`; bias: `[pixels]`; input: `[inputs, batch]`.
  ///   - target: the pixels, `[pixels, batch]`.
  ///   - gradient: `[pixels, batch]`, the loss's gradient times `scale`, zero beyond the batch.
  ///     `nil` where only the loss is asked for.
  ///   - losses: one line of 32 a tile, `[panels, tiles, 32]`: the loss of the tile's pixels in nats
  ///     per image. Their sum over the tiles is an image's loss, up to a constant that no output moves:
  ///     the caller adds it, once an image.
  ///   - scaleSlopes: `[panels, tiles, 32]`, as `losses`: their derivatives by `logScale`, not
  ///     multiplied by anything. `nil` where the scale is not shared.
  ///   - logScale: the logarithm of a scale that all pixels share.
  static func likelihoodForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels, gradient: Panels?,
    losses: UnsafeMutablePointer<Float>, scaleSlopes: UnsafeMutablePointer<Float>?,
    likelihood: Likelihood, logScale: Float, scale: Float, tileRows: Range<Int>, panels: Range<Int>)

  /// E[x|z] of every pixel.
  ///
  /// - Parameters:
  ///   - outputs: the decoder's, as in `likelihoodPass`.
  ///   - result: `[pixels, batch]`; it may be `outputs` where there is one a pixel.
  ///   - logScale: the logarithm of a scale that all pixels share.
  static func likelihoodMean(
    outputs: Panels, result: Panels, likelihood: Likelihood, logScale: Float, panels: Range<Int>)

  /// E[x|z] of every pixel, and its derivatives by the decoder's outputs.
  ///
  /// - Parameters:
  ///   - outputs: the decoder's, as in `likelihoodPass`.
  ///   - mean: `[pixels, batch]`, the numbers of `likelihoodMean`.
  ///   - slopes: the derivatives by the logits or locations, `[pixels, batch]`. Where they are asked for by
  ///     the logarithms of the scales too, `[2·pixels, batch]`: only the mean of the discretised logistic
  ///     depends on those.
  ///   - logScale: the logarithm of a scale that all pixels share.
  static func likelihoodMeanSlopes(
    outputs: Panels, mean: Panels, slopes: Panels, likelihood: Likelihood, logScale: Float,
    panels: Range<Int>)

  /// The likelihood alone, for some tiles of outputs that are there already: where each pixel has its own
  /// scale, or where the last layer is not dense.
  ///
  /// - Parameters:
  ///   - outputs: `[pixels, batch]`; `[2·pixels, batch]` where each pixel has its own scale: all
  ///     locations, then the logarithms of all scales.
  ///   - gradient: of the shape of `outputs`; the rest as in `likelihoodForward`.
  ///   - tileRows: of `target`.
  static func likelihoodPass(
    outputs: Panels, target: Panels, gradient: Panels?, losses: UnsafeMutablePointer<Float>,
    scaleSlopes: UnsafeMutablePointer<Float>?, likelihood: Likelihood, logScale: Float,
    scale: Float, tileRows: Range<Int>, panels: Range<Int>)

  /// A draw from p(x|z) for every pixel, a function of the key, the example and the pixel.
  ///
  /// - Parameters:
  ///   - outputs: the decoder's, as in `likelihoodPass`.
  ///   - examples: their numbers, `[panels · 32]`, whatever beyond the last.
  ///   - result: `[pixels, batch]`, apart from `outputs`.
  ///   - logScale: the logarithm of a scale that all pixels share.
  static func likelihoodSample(
    outputs: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    likelihood: Likelihood, logScale: Float, panels: Range<Int>)

  /// An image's loss: the sum of its column over the tiles, in ascending order. So also the derivative by
  /// a shared scale, from `scaleSlopes`. What each addition rounds off is added at the end: losses of hundreds
  /// of nats from a hundred tiles would be off by 1e-4 otherwise.
  ///
  /// - Parameters:
  ///   - losses: `[panels, tiles, 32]`, from `likelihoodForward` or `likelihoodPass`.
  ///   - result: `[panels · 32]`.
  static func sumLosses(
    _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>)
}
