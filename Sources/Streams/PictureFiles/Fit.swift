import PNM

/// How a picture of any size becomes one of a given size.
package struct Fit: Sendable {
  package enum Way: String, Sendable, CaseIterable {
    /// As much of the middle as has the shape of the target.
    case crop
    /// All of it, in the middle, with the background around.
    case pad
    /// All of it, each side by itself.
    case stretch
  }

  package let size: PictureSize
  package let way: Way
  package let filter: ResampleFilter
  package let background: Background

  package init(
    _ size: PictureSize, _ way: Way, _ filter: ResampleFilter, _ background: Background
  ) {
    self.size = size
    self.way = way
    self.filter = filter
    self.background = background
  }

  /// The size to which all of a picture would be scaled: what a draft of it is for.
  package func scaled(_ picture: PictureSize) -> PictureSize {
    let isWide = picture.width * size.height >= picture.height * size.width
    // The side that decides, and the other in its proportion, at least 1.
    switch (way, isWide) {
    case (.stretch, _): return size
    case (.pad, true), (.crop, false):
      return PictureSize(
        width: size.width, height: Self.share(size.width, picture.height, picture.width))
    case (.pad, false), (.crop, true):
      return PictureSize(
        width: Self.share(size.height, picture.width, picture.height), height: size.height)
    }
  }

  /// `number` × `part` / `whole`, rounded, at least 1.
  private static func share(_ number: Int, _ part: Int, _ whole: Int) -> Int {
    max(1, (2 * number * part + whole) / (2 * whole))
  }

  @specialized(where Element == UInt8)
  @specialized(where Element == UInt16)
  package func callAsFunction<Element: Sample>(_ picture: Raster<Element>) -> Raster<Element> {
    var box = PictureBox(
      x: 0, y: 0, width: Double(picture.width), height: Double(picture.height))
    switch way {
    case .stretch: return picture.resized(to: size, from: box, filter)
    case .crop:
      if picture.width * size.height >= picture.height * size.width {
        box.width = Double(picture.height * size.width) / Double(size.height)
        box.x = (Double(picture.width) - box.width) / 2
      } else {
        box.height = Double(picture.width * size.height) / Double(size.width)
        box.y = (Double(picture.height) - box.height) / 2
      }
      return picture.resized(to: size, from: box, filter)
    case .pad: return padded(picture.resized(to: scaled(picture.size), from: box, filter))
    }
  }

  /// The picture in the middle of the background; of an odd number of pixels the smaller part is on the left and above.
  private func padded<Element: Sample>(_ picture: Raster<Element>) -> Raster<Element> {
    if picture.size == size { return picture }
    // A grey picture gets colour only where the background has it.
    let picture = background.isGrey ? picture : picture.converted(toChannels: 3)
    let pixel = background.samples(channels: picture.channels, of: Element.self)
    var samples: [Element] = []
    samples.reserveCapacity(size.width * size.height * picture.channels)
    for _ in 0..<size.width * size.height { samples += pixel }
    let left = (size.width - picture.width) / 2
    let top = (size.height - picture.height) / 2
    let line = picture.width * picture.channels
    for y in 0..<picture.height {
      let start = ((top + y) * size.width + left) * picture.channels
      samples.replaceSubrange(
        start..<start + line, with: picture.samples[y * line..<(y + 1) * line])
    }
    return Raster(size, channels: picture.channels, samples)
  }
}
