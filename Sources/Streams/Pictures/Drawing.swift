import Tool

/// How the images of a stream are drawn: the settings of `t2pgm` and `t2ppm`.
package struct Drawing {
  var columns: Int?
  var gap = 1
  var scale = 1
  var isInverted = false
  var output: String?

  /// The command line of the tool that draws pictures of this kind.
  package static func command(
    _ kind: PictureKind, summary: String, examples: [String]
  ) -> Command<Drawing> {
    Command(
      name: kind.tool, summary: summary, operands: "[FILE]", defaults: Drawing(),
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
        .output(\.output),
      ],
      examples: examples)
  }

  /// Draws all images of the stream at `path`, or of standard input.
  ///
  /// - Throws: `ToolError`.
  package func draw(_ kind: PictureKind, from path: String?) throws(ToolError) {
    let images = try Images(reading: path, kind: kind)
    remark(kind)
    let output = try OutputFile(
      output, hint: "a picture is binary; use a pipe, > FILE or -o FILE")
    let grid = try Grid(images, columns: columns, gap: gap, scale: scale)
    try grid.write(images, inverted: isInverted, to: output)
    try output.finish()
  }

  /// Says so where a file gets the name of another kind of picture.
  private func remark(_ kind: PictureKind) {
    let others = ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"]
    guard let output, let point = output.lastIndex(of: "."),
      others.contains(output[output.index(after: point)...].lowercased())
    else { return }
    Diagnostic.report(
      kind.tool, subject: output,
      "will be a \(kind.format) picture whatever its name; for PNG: \(kind.tool) | pnmtopng > FILE")
  }
}
