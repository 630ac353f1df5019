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
