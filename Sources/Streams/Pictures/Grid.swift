import Tool

/// Where the images of a picture stand: `columns` side by side, `rows` of them, with a gap between.
struct Grid {
  static let maximumPixels = 1 << 30

  private let columns, rows, gap, scale: Int

  /// A grid of `columns`, or of so many that the picture is as square as it can be without the last
  /// row being the longer side.
  ///
  /// - Throws: `ToolError` where the picture would have more than `maximumPixels`.
  init(_ images: Images, columns: Int?, gap: Int, scale: Int) throws(ToolError) {
    let height = images.shape.height + gap
    let width = images.shape.width + gap
    let square = (Double(images.count) * Double(height) / Double(width)).squareRoot().rounded(.up)
    self.columns = min(columns ?? max(1, Int(square)), images.count)
    rows = (images.count + self.columns - 1) / self.columns
    (self.gap, self.scale) = (gap, scale)
    // Each factor is below 2^29, so the products of two fit.
    let pixels = Double(self.columns * width * scale) * Double(rows * height * scale)
    guard pixels <= Double(Self.maximumPixels) else {
      throw ToolError(
        .usage, "--scale",
        "the picture would have more than \(Self.maximumPixels) pixels; scale it less, or give fewer images"
      )
    }
  }

  /// Writes the picture.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  func write(
    _ images: Images, inverted: Bool, _ format: PictureFormat, to file: consuming OutputFile
  ) throws(ToolError) {
    let height = rows * (images.shape.height + gap) - gap
    let width = columns * (images.shape.width + gap) - gap
    let output = try PictureOutput(
      file, format, images.kind, width: width * scale, height: height * scale)
    for y in 0..<height {
      var line = line(y, width: width, of: images)
      if inverted { for i in line.indices { line[i] = 255 - line[i] } }
      try output.write(line, scale: scale, channels: images.kind.channels)
    }
    try output.finish()
  }

  /// One line of pixels, unscaled. Gaps, and places behind the last image, are black.
  private func line(_ y: Int, width: Int, of images: Images) -> [UInt8] {
    let (shape, channels) = (images.shape, images.kind.channels)
    let (row, inner) = y.quotientAndRemainder(dividingBy: shape.height + gap)
    var line = [UInt8](repeating: 0, count: width * channels)
    guard inner < shape.height else { return line }
    for column in 0..<min(columns, images.count - row * columns) {
      let count = shape.width * channels
      let source = ((row * columns + column) * shape.height + inner) * count
      let target = column * (shape.width + gap) * channels
      line.replaceSubrange(target..<target + count, with: images.pixels[source..<source + count])
    }
    return line
  }

}
