import PictureFiles
import Tool

let command = Command(
  name: "img2t", summary: "convert PNG and JPEG pictures to a tensor stream",
  operands: "[FILE|FOLDER]...", defaults: Settings(),
  options: fittingOptions() + readingOptions(),
  examples: [
    "img2t --size 64x64 photos | vae-fit --encoder conv:32,64 > model.t",
    "img2t --size 32x32 --fit pad --background white scan.png | t-info",
  ])

command.run { settings, operands in
  let files = try PictureList.files(operands.isEmpty ? ["-"] : operands)
  for path in files { try checkKept(path, "FILE", output: settings.output) }
  if settings.isFloat {
    try Conversion<UInt16>(files, settings).run()
  } else {
    try Conversion<UInt8>(files, settings).run()
  }
}
