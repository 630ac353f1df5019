import Pictures
import Tool

let command = Drawing.command(
  .png, summary: "draw the images of a tensor stream as PNG: one sheet, or a file each",
  more: Drawing.fileOptions,
  examples: [
    "latent-sample -n 64 | vae-decode model.t | t2png > grid.png",
    "img2t --size 64x64 photos | t2png --each small- --by-id",
  ])

command.run { drawing, operands in try drawing.draw(.png, from: operands.first) }
