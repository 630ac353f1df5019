import TensorIO
import Tool

/// Collects images of one size in frames of about 1 MiB.
package struct ImageCollector {
  private static let frameSize = 1 << 20

  private var size: PictureSize?
  private var channels = 1
  /// Images that are not yet in a frame.
  private var pixels: [UInt8] = []

  package init() {}

  /// Adds images. Returns a frame when there are enough for one.
  ///
  /// - Throws: `ToolError` where they are not as those before.
  package mutating func add(
    _ band: Band, from pictures: borrowing PictureReader
  ) throws -> Frame? {
    let size = self.size ?? band.size
    if self.size == nil { channels = band.channels }
    self.size = size
    guard band.size == size else {
      throw pictures.refusal("has \(band.size) pixels, expected \(size) as those before")
    }
    guard band.channels == channels else {
      let words =
        channels == 1 ? "colour (P6), expected grey (P5)" : "grey (P5), expected colour (P6)"
      throw pictures.refusal("is \(words) as those before")
    }
    pixels += band.pixels
    return pixels.count >= Self.frameSize ? try last() : nil
  }

  /// A frame of the images that are left; nil where there are none.
  package mutating func last() throws -> Frame? {
    guard let size, !pixels.isEmpty else { return nil }
    let image = [size.height, size.width] + (channels == 1 ? [] : [channels])
    let rows = pixels.count / (size.width * size.height * channels)
    defer { pixels.removeAll(keepingCapacity: true) }
    return try Frame([Tensor("x", shape: [rows] + image, pixels)])
  }
}
