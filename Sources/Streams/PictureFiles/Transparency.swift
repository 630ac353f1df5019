import PNM

extension Raster {
  /// A picture over a background: pixels of red, green, blue and opacity become opaque ones, in the nearest steps.
  ///
  /// - Parameters:
  ///   - pixels: `[height, width, 4]`
  ///   - isGrey: whether red, green and blue are the same in all pixels: over a grey, the picture stays grey.
  init(_ size: PictureSize, overlaying pixels: [Element], isGrey: Bool, on background: Background) {
    let channels = isGrey && background.isGrey ? 1 : 3
    let behind = background.samples(channels: channels, of: Element.self).map { UInt64($0) }
    let most = UInt64(Element.max)
    var samples: [Element] = []
    samples.reserveCapacity(size.width * size.height * channels)
    for pixel in stride(from: 0, to: pixels.count, by: 4) {
      let opacity = UInt64(pixels[pixel + 3])
      for channel in 0..<channels {
        let sum = UInt64(pixels[pixel + channel]) * opacity + behind[channel] * (most - opacity)
        samples.append(Element((sum + most / 2) / most))
      }
    }
    self.init(size, channels: channels, samples)
  }
}
