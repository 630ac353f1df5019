/// Group normalisation and the sum of two branches of a network.
///
/// Inputs and outputs are `[positions · channels, batch]`, the channels of a position being neighbours. A group's
/// mean and variance are those of an example's numbers in its channels at all positions, n of them. Sums are made of
/// a position's channels first, then of the positions, both in ascending order.
package protocol NormalizationKernels {
  /// `output = activation(scale[c] · (input − μ) / √(σ² + ε) + shift[c])`, where μ and σ² are the mean and the
  /// variance of the group of channel c (Wu & He 2018, equations 1 and 6), for some groups.
  ///
  /// - Parameters:
  ///   - scale, shift: `[channels]`.
  ///   - slopes: the activation's slopes, where it keeps them; nil where there is no way back.
  ///   - statistics: `[2 · groups, batch]`: μ of each group, and below them 1 / √(σ² + ε).
  static func groupNormForward(
    _ input: Panels, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    channels: ChannelGroups, output: Panels, slopes: Panels?, activation: Activation,
    statistics: Panels, groups: Range<Int>, panels: Range<Int>)

  /// The gradient on the input, through the activation that made that input, for some groups.
  ///
  /// With x̂ the normalised input and h = scale · gradient it is
  /// `slope(kept) · (h − mean(h) − x̂ · mean(h · x̂)) / √(σ² + ε)`, the means over the group; zero beyond the batch.
  ///
  /// - Parameters:
  ///   - gradient: on the output before its activation.
  ///   - statistics: those of the way forward.
  ///   - kept: the output of `activation`, or its slopes where it keeps them.
  static func groupNormBackward(
    _ input: Panels, gradient: Panels, scale: UnsafePointer<Float>, channels: ChannelGroups,
    statistics: Panels, kept: Panels, activation: Activation, inputGradient: Panels,
    groups: Range<Int>, panels: Range<Int>)

  /// The gradients on scale and shift of some channels: the sums over positions and examples of `gradient · x̂` and
  /// of `gradient`. Each panel has its own sum, and the panels are added in ascending order.
  ///
  /// - Parameters:
  ///   - scaleResult, shiftResult: `[channels]`.
  static func groupNormGradient(
    _ input: Panels, gradient: Panels, channels: ChannelGroups, statistics: Panels,
    scaleResult: UnsafeMutablePointer<Float>, shiftResult: UnsafeMutablePointer<Float>,
    range: Range<Int>)

  /// `output = activation(a + b)`.
  ///
  /// - Parameters:
  ///   - a, b, output: `[rows, batch]`.
  ///   - slopes: as in `groupNormForward`.
  static func addForward(
    _ a: Panels, _ b: Panels, output: Panels, slopes: Panels?, activation: Activation,
    panels: Range<Int>)
}

/// The channels of an image in groups of neighbours, as group normalisation has them.
package struct ChannelGroups: Sendable, Equatable {
  package let channels, groups: Int

  /// - Precondition: the groups are of one size.
  package init(channels: Int, groups: Int) {
    precondition(groups > 0 && channels % groups == 0)
    (self.channels, self.groups) = (channels, groups)
  }

  /// Up to eight groups, each of four channels or more where there are so many: of 32 channels there are eight
  /// groups, of 16 four, of 6 one.
  package init(channels: Int) {
    let most = max(1, min(8, channels / 4))
    let groups = (1...most).last { channels % $0 == 0 } ?? 1
    self.init(channels: channels, groups: groups)
  }

  /// Channels in a group.
  @inlinable package var width: Int { channels / groups }

  /// What is added to the variance.
  @inlinable package static var epsilon: Float { 1e-5 }
}
