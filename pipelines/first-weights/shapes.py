#!/usr/bin/env python3
"""Writes pictures of 64×64 pixels in colour, PPM, one after the other: a disc, and before it a bar, of random
sizes, places and bright colours on a dark ground.

    shapes.py COUNT SEED | pnm2t > shapes.t
"""

import sys

import numpy as np

SIDE = 64


def picture(random):
    rows, columns = np.indices((SIDE, SIDE))
    dark, first, second = (random.integers(*span, 3) for span in ((0, 64), (96, 256), (96, 256)))
    radius = random.uniform(6, 14)
    centre = random.uniform(radius, SIDE - radius, 2)
    disc = np.hypot(rows - centre[0], columns - centre[1]) < radius
    height, width = random.integers(4, 21, 2)
    top, left = random.integers(0, (SIDE - height + 1, SIDE - width + 1))
    bar = (rows - top) // height | (columns - left) // width
    result = np.where(disc[..., None], first, dark)
    result[bar == 0] = second
    return result.astype(np.uint8)


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(seed)
    for _ in range(count):
        sys.stdout.buffer.write(b"P6\n%d %d\n255\n" % (SIDE, SIDE) + picture(random).tobytes())


main()
