#!/usr/bin/env python3
"""Makes the pictures of this folder, and beside each what Pillow or ImageMagick read in it, as PGM or PPM.

usage: make.py FOLDER

Needs Pillow, NumPy, ImageMagick's convert, netpbm's pnmtopng and libjpeg's cjpeg. README.md has the versions that
wrote what is here.
"""

import pathlib
import subprocess
import sys

import numpy as np
from PIL import Image, ImageOps

FOLDER = pathlib.Path(sys.argv[1])
WIDTH, HEIGHT = 23, 17
ORIENTATION = 0x0112
random = np.random.default_rng(1)


def run(*command, stdin=None):
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True).stdout


def expect(name, image):
    """Writes the pixels that a reader must find."""
    image.save(FOLDER / f"{name}.{'pgm' if image.mode == 'L' else 'ppm'}")


def save(name, image, **options):
    image.save(FOLDER / name, **options)
    return Image.open(FOLDER / name)


def over(image, colour=(0, 0, 0)):
    """A picture with an alpha channel over a colour."""
    behind = Image.new("RGBA", image.size, (*colour, 255))
    return Image.alpha_composite(behind, image.convert("RGBA")).convert("RGB")


y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
waves = [128 + 100 * np.sin(x / (3 + c) + y / (5 - c) + c) + random.normal(size=x.shape) * 9 for c in range(3)]
colours = np.stack(waves, -1).clip(0, 255).astype(np.uint8)
alpha = (x * 255 // (WIDTH - 1)).astype(np.uint8)
rgb = Image.fromarray(colours)
grey = rgb.convert("L")
rgba = rgb.copy()
rgba.putalpha(Image.fromarray(alpha))
la = Image.merge("LA", [grey, Image.fromarray(alpha)])

# Pillow: kinds of PNG.
expect("rgb.png", save("rgb.png", rgb))
expect("grey.png", save("grey.png", grey))
expect("rgba.png", over(save("rgba.png", rgba)))
expect("rgba-on-ff8000.png", over(rgba, (255, 128, 0)))
expect("grey-alpha.png", over(save("grey-alpha.png", la)).convert("L"))
palette = rgb.quantize(19)
expect("palette.png", save("palette.png", palette).convert("RGB"))
expect("palette-alpha.png", over(save("palette-alpha.png", palette, transparency=3)))
expect("bits-1.png", save("bits-1.png", grey.convert("1")).convert("L"))
expect("bits-4.png", save("bits-4.png", palette.convert("L").quantize(9), bits=4).convert("RGB"))
exif = Image.Exif()
exif[ORIENTATION] = 6
expect("turned.png", ImageOps.exif_transpose(save("turned.png", rgb, exif=exif)))

# Pillow: kinds of JPEG.
for name, image, options in [
    ("rgb.jpg", rgb, {}),
    ("rgb-444.jpg", rgb, {"subsampling": 0}),
    ("rgb-422.jpg", rgb, {"subsampling": 1}),
    ("grey.jpg", grey, {}),
    ("progressive.jpg", rgb, {"progressive": True}),
]:
    expect(name, save(name, image, quality=90, **options))
half = Image.open(FOLDER / "rgb-444.jpg")
half.draft("RGB", (11, 8))
half.save(FOLDER / "half.png")
rgb.convert("CMYK").save(FOLDER / "cmyk.jpg")
for value in range(1, 9):
    exif[ORIENTATION] = value
    name = f"orientation-{value}.jpg"
    expect(name, ImageOps.exif_transpose(save(name, rgb, subsampling=0, exif=exif)))

# Pillow: other sizes.
expect("crop-bilinear", ImageOps.fit(rgb, (8, 8), Image.BILINEAR))
expect("crop-box", ImageOps.fit(rgb, (5, 11), Image.BOX))
expect("stretch-bicubic", rgb.resize((31, 40), Image.BICUBIC))
expect("pad-bilinear", ImageOps.pad(rgb, (13, 14), Image.BILINEAR, color=(255, 128, 0)))

# ImageMagick: 16 bits, interlaced.
pixels = (random.integers(0, 65536, (HEIGHT, WIDTH, 3)) & 0xFFFF).astype(">u2")
wide = f"P6 {WIDTH} {HEIGHT} 65535\n".encode() + pixels.tobytes()
run("convert", "ppm:-", f"png48:{FOLDER / 'rgb-16.png'}", stdin=wide)
(FOLDER / "rgb-16.png.ppm").write_bytes(wide)
thin = f"P5 {WIDTH} {HEIGHT} 65535\n".encode() + pixels[:, :, 0].tobytes()
run("convert", "pgm:-", "-define", "png:color-type=0", "-define", "png:bit-depth=16",
    f"png:{FOLDER / 'grey-16.png'}", stdin=thin)  # fmt: skip
(FOLDER / "grey-16.png.pgm").write_bytes(thin)
run("convert", FOLDER / "rgb.png", "-interlace", "PNG", f"png24:{FOLDER / 'interlaced.png'}")
expect("interlaced.png", rgb)

# netpbm: one transparent colour of a grey picture. libjpeg: restart marks.
levels = np.asarray(grey) // 16 * 16
pgm = f"P5 {WIDTH} {HEIGHT} 255\n".encode() + levels.tobytes()
(FOLDER / "transparent-grey.png").write_bytes(
    run("pnmtopng", "-quiet", "-force", "-interlace", "-transparent", "rgb:80/80/80", stdin=pgm))  # fmt: skip
expect("transparent-grey.png", Image.fromarray(np.where(levels == 128, 0, levels).astype(np.uint8)))
ppm = f"P6 {WIDTH} {HEIGHT} 255\n".encode() + colours.tobytes()
(FOLDER / "restarts.jpg").write_bytes(run("cjpeg", "-quality", "90", "-restart", "1B", stdin=ppm))
expect("restarts.jpg", Image.open(FOLDER / "restarts.jpg"))
