import Tool

/// A picture that is written line by line.
struct PictureOutput: ~Copyable {
  private let file: OutputFile
  private let png: PNGEncoder?

  /// Writes the head of a picture.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  init(
    _ file: consuming OutputFile, _ format: PictureFormat, _ kind: PictureKind, width: Int,
    height: Int
  ) throws(ToolError) {
    png = try Self.begin(file, format, kind, width: width, height: height)
    self.file = file
  }

  /// Writes the head of netpbm's formats; that of PNG comes with the first line, from its encoder.
  private static func begin(
    _ file: borrowing OutputFile, _ format: PictureFormat, _ kind: PictureKind, width: Int,
    height: Int
  ) throws(ToolError) -> PNGEncoder? {
    if format == .png { return try PNGEncoder(kind, width: width, height: height) }
    let header = "\(kind.magic)\n\(width) \(height)\n255\n"
    try file.write(Array(header.utf8).span.bytes)
    return nil
  }

  /// Writes a line `scale` times, with every pixel so many times.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  func write(_ line: [UInt8], scale: Int, channels: Int) throws(ToolError) {
    var wide = line
    if scale > 1 {
      wide = []
      wide.reserveCapacity(line.count * scale)
      for pixel in stride(from: 0, to: line.count, by: channels) {
        for _ in 0..<scale { wide += line[pixel..<pixel + channels] }
      }
    }
    for _ in 0..<scale { try write(wide) }
  }

  /// Writes the next line: its samples, 0 for black.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  private func write(_ line: [UInt8]) throws(ToolError) {
    if let png {
      try png.add(line)
      try file.write(png.take().span.bytes)
    } else {
      try file.write(line.span.bytes)
    }
  }

  /// Ends the picture, which has all its lines.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  consuming func finish() throws(ToolError) { try file.finish() }
}
