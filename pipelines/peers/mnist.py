"""The images of an IDX file as rows of floats from 0 to 1."""
import gzip

import numpy


def images(path):
    with gzip.open(path) as file:
        data = file.read()
    count, height, width = (int.from_bytes(data[at:at + 4], "big") for at in (4, 8, 12))
    pixels = numpy.frombuffer(data, numpy.uint8, count * height * width, 16)
    return pixels.reshape(count, height * width).astype(numpy.float32) / 255
