import Tool

/// How the images of a stream are drawn: the settings of `t2pgm`, `t2ppm` and `t2png`.
package struct Drawing {
  var columns: Int?
  var gap = 1
  var scale = 1
  var isInverted = false
  var prefix: String?
  var isByID = false
  var output: String?

  /// The command line of the tool that draws pictures of this kind.
  ///
  /// - Parameter more: options that other such tools lack.
  package static func command(
    _ format: PictureFormat, summary: String, more: [Option<Drawing>] = [], examples: [String]
  ) -> Command<Drawing> {
    Command(
      name: format.tool, summary: summary, operands: "[FILE]", defaults: Drawing(),
      options: [
        Option("columns", "c", "N", "images side by side", \.columns, default: "near square") {
          try $0.integer(in: 1...1_000_000)
        },
        Option("pad", nil, "N", "black pixels between images", \.gap) {
          try $0.integer(in: 0...1000)
        },
        Option("scale", nil, "N", "draw every pixel N times as wide and high", \.scale) {
          try $0.integer(in: 1...100)
        },
        Option(flag: "invert", nil, "draw the negative, black as white", \.isInverted),
      ] + more + [.output(\.output)],
      examples: examples)
  }

  /// Draws all images of the stream at `path`, or of standard input.
  ///
  /// - Throws: `ToolError`.
  package func draw(_ format: PictureFormat, from path: String?) throws(ToolError) {
    if let prefix { return try ImageFiles(self, prefix).draw(format, from: path) }
    let images = try Images(reading: path, format)
    remark(format)
    let output = try OutputFile(
      output, hint: "a picture is binary; use a pipe, > FILE or -o FILE")
    let grid = try Grid(images, columns: columns, gap: gap, scale: scale)
    try grid.write(images, inverted: isInverted, format, to: output)
  }

  /// Says so where a file gets the name of another kind of picture.
  private func remark(_ format: PictureFormat) {
    let others = ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "pgm", "ppm"]
      .filter { $0 != format.name.lowercased() && (format == .png || !"pgm ppm".contains($0)) }
    guard let output, let point = output.lastIndex(of: "."),
      others.contains(output[output.index(after: point)...].lowercased())
    else { return }
    Diagnostic.report(
      format.tool, subject: output,
      "will be a \(format.name) picture whatever its name"
        + (format == .png ? "" : "; for PNG: t2png -o FILE"))
  }
}
