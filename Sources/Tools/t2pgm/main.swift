import Pictures
import Tool

let command = Drawing.command(
  .pgm, summary: "draw the images of a tensor stream as one PGM picture",
  examples: [
    "latent-sample -n 64 | vae-decode model.t | t2pgm > grid.pgm",
    "mnist2t -n 100 test.gz | t2pgm -c 10 --scale 2 | pnmtopng > digits.png",
  ])

command.run { drawing, operands in try drawing.draw(.pgm, from: operands.first) }
