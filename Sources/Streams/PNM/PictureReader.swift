import Tool

/// Images side by side out of one picture, one or more.
package struct Band {
  /// The size of one image.
  package let size: PictureSize
  package let channels: Int
  /// `[images, height, width, channels]`
  package let pixels: [UInt8]
}

/// The images of a file's pictures, in order: whole pictures, or their tiles from the top left on,
/// line by line of tiles.
package struct PictureReader: ~Copyable {
  /// As much is read at once: a picture, or a line of tiles. It is a colour picture of 4700×4700.
  private static let bandLimit = 64 << 20

  private var input: PictureBytes
  private let tile: PictureSize?
  private var header: PNMHeader?
  /// The number of pictures begun, and the lines of the last that are not yet read.
  private var count = 0
  private var linesLeft = 0

  /// Opens the file at `path`, or standard input for `-`.
  ///
  /// - Parameter tile: the size of the tiles; nil for whole pictures.
  /// - Throws: `ToolError` with the status `noInput`, or `usage` for a terminal.
  package init(_ path: String, tile: PictureSize?) throws(ToolError) {
    input = try PictureBytes(path)
    self.tile = tile
  }

  /// The next images; nil after the last.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package mutating func next() throws(ToolError) -> Band? {
    if linesLeft == 0 {
      header = try PNMHeader(&input, number: count)
      count += 1
      linesLeft = header?.size.height ?? 0
    }
    guard let header else { return nil }
    let size = tile ?? header.size
    try check(header, size: size)
    let line = header.size.width * header.channels
    let pixels = try input.next(size.height * line)
    guard pixels.count == size.height * line else {
      throw refusal(
        "the data end at byte \(input.position), after "
          + "\(header.size.height - linesLeft + pixels.count / line) of \(header.size.height) lines"
      )
    }
    linesLeft -= size.height
    return Band(
      size: size, channels: header.channels,
      pixels: Self.tiles(pixels, line: line, width: size.width * header.channels))
  }

  private func check(_ header: PNMHeader, size: PictureSize) throws(ToolError) {
    guard header.size.width % size.width == 0, header.size.height % size.height == 0 else {
      throw refusal("has \(header.size) pixels, expected whole tiles of \(size)")
    }
    // No overflow: a division in place of the last product.
    guard size.height <= Self.bandLimit / (header.size.width * header.channels) else {
      throw refusal(
        "has \(header.size) pixels; the limit is \(Self.bandLimit >> 20) MiB "
          + (tile == nil ? "a picture" : "a line of tiles"))
    }
  }

  /// Lines of pixels, cut into tiles of `width` bytes: one tile after the other.
  private static func tiles(_ pixels: [UInt8], line: Int, width: Int) -> [UInt8] {
    if line == width { return pixels }
    var tiles: [UInt8] = []
    tiles.reserveCapacity(pixels.count)
    for left in stride(from: 0, to: line, by: width) {
      for start in stride(from: left, to: pixels.count, by: line) {
        tiles += pixels[start..<start + width]
      }
    }
    return tiles
  }

  /// An error in the picture at hand.
  func refusal(_ message: String) -> ToolError {
    input.refusal("picture \(count - 1): \(message)")
  }
}
