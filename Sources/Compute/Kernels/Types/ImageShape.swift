/// The shape of an image. As features its numbers are in the order `[height, width, channels]`, so
/// the channels of a pixel are neighbours.
package struct ImageShape: Sendable, Equatable {
  package let height, width, channels: Int

  package init(height: Int, width: Int, channels: Int) {
    (self.height, self.width, self.channels) = (height, width, channels)
  }

  /// Pixels.
  package var positions: Int { height * width }
  /// Numbers in an image.
  package var features: Int { positions * channels }
}
