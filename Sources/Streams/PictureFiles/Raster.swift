import PNM

/// A picture in memory.
package struct Raster<Element: Sample>: Sendable {
  package let size: PictureSize
  /// 1 for grey, 3 for red, green and blue.
  package let channels: Int
  /// `[height, width, channels]`, the top left pixel first, 0 for black.
  package private(set) var samples: [Element]

  package var width: Int { size.width }
  package var height: Int { size.height }

  /// - Precondition: there are as many samples as the size and the channels need.
  package init(_ size: PictureSize, channels: Int, _ samples: [Element]) {
    precondition(samples.count == size.width * size.height * channels)
    self.size = size
    self.channels = channels
    self.samples = samples
  }

  /// The same picture in grey or in colour. The grey of a colour is 0.299 of red, 0.587 of green and 0.114 of
  /// blue (ITU-R BT.601), in whole steps; a grey in colour has three samples of its value.
  @specialized(where Element == UInt8)
  @specialized(where Element == UInt16)
  package func converted(toChannels wanted: Int) -> Raster {
    if wanted == channels { return self }
    let count = size.width * size.height
    var converted: [Element] = []
    converted.reserveCapacity(count * wanted)
    for pixel in 0..<count {
      if wanted == 1 {
        converted.append(
          luma(samples[3 * pixel], samples[3 * pixel + 1], samples[3 * pixel + 2]))
      } else {
        for _ in 0..<3 { converted.append(samples[pixel]) }
      }
    }
    return Raster(size, channels: wanted, converted)
  }
}

/// The grey of a colour, in 2⁻¹⁶ of the weights, rounded: they sum to 1, and white stays white.
func luma<Element: Sample>(_ red: Element, _ green: Element, _ blue: Element) -> Element {
  let sum = UInt64(red) * 19_595 + UInt64(green) * 38_470 + UInt64(blue) * 7471
  return Element((sum + 32_768) >> 16)
}
