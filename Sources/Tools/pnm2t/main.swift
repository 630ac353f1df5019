import PNM
import TensorTool
import Tool

struct Settings {
  var tile: PictureSize?
  var output: String?
}

let command = Command(
  name: "pnm2t", summary: "convert binary PGM and PPM pictures to a tensor stream",
  operands: "[FILE]...", defaults: Settings(),
  options: [
    Option("tile", nil, "WxH", "cut pictures into images of that size", \.tile, default: "whole") {
      try PictureSize($0)
    },
    .output(\.output),
  ],
  examples: [
    "pnm2t --tile 32x32 sheet.ppm > colour.t",
    "pngtopnm photo.png | pnm2t | t-info",
  ])

command.run { settings, operands in
  var images = ImageCollector()
  for path in operands {
    try checkKept(path, "FILE", output: settings.output)
    try InputFile.check(path)
  }
  var output = try TensorOutput(settings.output)
  for path in operands.isEmpty ? ["-"] : operands {
    var pictures = try PictureReader(path, tile: settings.tile)
    while let band = try pictures.next() {
      if let frame = try images.add(band, from: pictures) { try output.write(frame) }
    }
  }
  if let frame = try images.last() { try output.write(frame) }
  try output.finish()
}
