import Pictures
import Tool

let command = Drawing.command(
  .ppm, summary: "draw the colour images of a tensor stream as one PPM picture",
  examples: [
    "latent-sample -n 64 | vae-decode colour.t | t2ppm > grid.ppm",
    "pnm2t --tile 32x32 sheet.ppm | t2ppm --scale 2 | pnmtopng > images.png",
  ])

command.run { drawing, operands in try drawing.draw(.ppm, from: operands.first) }
