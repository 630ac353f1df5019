#!/usr/bin/env python3
"""Makes pictures that claim much or are large, for pipelines/limits.sh.

usage: pictures.py FIXTURES FOLDER

FIXTURES is the folder Tests/Fixtures/pictures, FOLDER is where they go.
"""

import pathlib
import struct
import sys
import zlib

FIXTURES, FOLDER = map(pathlib.Path, sys.argv[1:])


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(name, width, height, depth, colours, data, *more):
    """A PNG file of these compressed lines, whatever their number."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    (FOLDER / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def zeros(size):
    """So many zero bytes, compressed as far as they can be."""
    machine = zlib.compressobj(9)
    piece = bytes(1 << 20)
    parts = [machine.compress(piece) for _ in range(size >> 20)]
    return b"".join([*parts, machine.compress(bytes(size % (1 << 20))), machine.flush()])


def claim(name, fixture, width, height):
    """A JPEG file whose frame header has another size."""
    data = bytearray((FIXTURES / fixture).read_bytes())
    at = data.index(b"\xff\xc2" if fixture == "progressive.jpg" else b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    (FOLDER / name).write_bytes(data)


# 64 Mi pixels: by a line of them, by one more than is allowed, and by all of them.
png("claim.png", 8192, 8192, 16, 6, zeros(8192 * 8 + 1))
png("beyond.png", 8193, 8192, 1, 0, zeros(1025 * 8192))
png("bomb.png", 8192, 8192, 8, 0, zeros(8193 * 8192))
png("bomb-16.png", 8192, 8192, 16, 0, zeros((2 * 8192 + 1) * 8192))
# 256 MiB of text within a few bytes of a chunk.
png("text-bomb.png", 1, 1, 8, 0, zeros(2)[:-1], chunk(b"zTXt", b"a\0\0" + zeros(256 << 20)))
claim("baseline.jpg", "rgb.jpg", 8192, 8192)
claim("progressive.jpg", "progressive.jpg", 8192, 8192)
# Six hundred scans, each of which goes over all pixels.
data = (FIXTURES / "progressive.jpg").read_bytes()
start, end = data.rindex(b"\xff\xda"), data.rindex(b"\xff\xd9")
(FOLDER / "scans.jpg").write_bytes(data[:end] + data[start:end] * 600 + data[end:])
