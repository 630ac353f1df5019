"""Compares img2t and t2png with Pillow, for pictures.sh.

usage: pictures.py FORMATS MAKE WORK PHOTOS COUNT
"""

import pathlib
import resource
import subprocess
import sys

import numpy as np
import PIL
from PIL import Image, ImageOps

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import read_t  # noqa: E402

MAKE, WORK, PHOTOS, COUNT = sys.argv[2], *map(pathlib.Path, sys.argv[3:5]), int(sys.argv[5])
FILTERS = {"box": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
wrong = False


def report(what, tried, result, right=True):
    global wrong
    wrong |= not right
    print(what, tried, result if right else f"WRONG: {result}", sep="\t", flush=True)


def run(*command):
    """A command, and the processor time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(word) for word in command], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows(path):
    return np.concatenate([frame["x"] for frame in read_t.read(path)])


def img2t(*words):
    run("img2t", "-o", WORK / "x.t", *words)
    return rows(WORK / "x.t")


def as_seen(path):
    """What Pillow reads, over black and upright."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode == "I;16":
        return image
    is_grey = image.mode in ("1", "L", "LA")
    if image.has_transparency_data:
        image = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image.convert("RGBA"))
    return image.convert("L" if is_grey else "RGB")


def fixtures():
    """Files of every kind, written anew by the versions that are here."""
    made = WORK / "made"
    made.mkdir()
    run(sys.executable, MAKE, made)
    tried = 0
    for path in sorted([*made.glob("*.png"), *made.glob("*.jpg")]):
        if path.name in ("cmyk.jpg", "rgb-16.png", "grey-16.png"):
            continue
        found, expected = img2t(path)[0], np.asarray(as_seen(path))
        tried += 1
        if not np.array_equal(found, expected):
            report(path.name, 1, "pixels differ", False)
    wide = np.asarray(Image.open(made / "grey-16.png")).astype(np.uint16)
    found = img2t("--f32", made / "grey-16.png")[0]
    report("grey of 16 bits", 1, "the same", np.array_equal(found, wide.astype(np.float32) / np.float32(65535)))
    report(f"kinds of files, Pillow {PIL.__version__}", tried, "the same pixels", not wrong)


def sizes():
    """Pictures of many sizes fitted to many sizes."""
    random, worst, tried = np.random.default_rng(2), 0, 0
    for _ in range(60):
        width, height, w, h = (int(n) for n in random.integers(1, 90, 4))
        # Away from black and white, where Pillow cuts off what the cubic adds before its second pass.
        Image.fromarray(random.integers(60, 196, (height, width, 3), np.uint8)).save(WORK / "p.png")
        image = Image.open(WORK / "p.png")
        for name, kind in FILTERS.items():
            ways = {"crop": ImageOps.fit(image, (w, h), kind), "stretch": image.resize((w, h), kind)}
            # Pillow has the rectangle in single precision, and a box whose border falls on the middle of a pixel takes
            # it or not by the last bit.
            if name == "box":
                del ways["crop"]
            for way, result in ways.items():
                found = img2t("--size", f"{w}x{h}", "--fit", way, "--filter", name, WORK / "p.png")[0]
                worst = max(worst, int(np.abs(found.astype(int) - np.asarray(result)).max()))
                tried += 1
    report("sizes, box, bilinear and bicubic", tried, f"differ by at most {worst}", worst <= 1)


def written():
    """What t2png writes, read by Pillow."""
    found = img2t(*sorted(PHOTOS.iterdir())[:6], "--size", "31x17")
    run("t2png", WORK / "x.t", "--each", WORK / "each-")
    read = np.stack([np.asarray(Image.open(path)) for path in sorted(WORK.glob("each-*.png"))])
    report("files of t2png", len(read), "the same pixels", np.array_equal(read, found))


def photographs():
    """JPEG files with structure of every size, edges and noise."""
    PHOTOS.mkdir(exist_ok=True)
    for number in range(COUNT):
        path = PHOTOS / f"{number:05}.jpg"
        if path.exists():
            continue
        random = np.random.default_rng(number)
        width, height = (500, 375) if number % 4 else (375, 500)
        pixels = random.normal(128, 5, (height, width, 3))
        for side, size in ((4, 60), (16, 30), (64, 15), (160, 8)):
            for channel in range(3):
                field = Image.fromarray(random.normal(size=(side, side)).astype(np.float32))
                pixels[:, :, channel] += size * np.asarray(field.resize((width, height), Image.BICUBIC))
        for _ in range(12):
            x, y, w, h = random.integers(0, [width, height, 130, 130]) + [0, 0, 20, 20]
            pixels[y : y + h, x : x + w] += random.normal(size=3) * 50
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path, quality=88)


PILLOW = """
import pathlib, sys, numpy as np
from PIL import Image, ImageOps
pictures = []
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with Image.open(path) as image:
        if len(sys.argv) > 4: image.draft("RGB", (128, 128))
        pictures.append(np.asarray(ImageOps.fit(image.convert("RGB"), (64, 64), int(sys.argv[2]))))
np.save(sys.argv[3], np.stack(pictures))
"""


def speed():
    for name, kind in list(FILTERS.items())[1:]:
        for draft in [], ["--draft"]:
            ours, theirs = [], []
            for _ in range(3):
                options = ["--threads", 1, "--size", "64x64", "--filter", name, *draft]
                ours.append(run("img2t", *options, "-o", WORK / "photos.t", PHOTOS))
                theirs.append(run(sys.executable, "-c", PILLOW, PHOTOS, int(kind), WORK / "photos.npy", *draft))
            a, b = rows(WORK / "photos.t").astype(int), np.load(WORK / "photos.npy").astype(int)
            difference = np.abs(a - b)
            report(
                f"JPEG 500x375 to 64x64x3, {' '.join([name, *draft])}", len(a),
                f"img2t {min(ours):.2f} s, Pillow {min(theirs):.2f} s of processor time; pixels differ by "
                f"{difference.mean():.2f} on average, {difference.max()} at most",
                bool(draft) or min(ours) <= min(theirs),
            )  # fmt: skip
            if not draft:
                full = a
            else:
                error = np.abs(a - full)
                noise = 10 * np.log10(255**2 / np.mean((a - full) ** 2.0))
                report(f"draft beside all of the picture, {name}", len(a),
                       f"differs by {error.mean():.2f} on average, {noise:.1f} dB")  # fmt: skip


print("what", "tried", "result", sep="\t", flush=True)
photographs()
fixtures()
sizes()
written()
speed()
sys.exit(wrong)
