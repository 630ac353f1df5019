#!/usr/bin/env python3
"""Reads a tensor stream with NumPy. Needs the zstd command. As a script it lists the tensors."""

import math
import struct
import subprocess
import sys

import numpy as np

KNOWN = {"@!unit"}  # of the names that a reader must know: "x" of bytes p stands for p / frame["@!unit"], else p / 255
TYPES = {1: "u1", 2: "<i4", 3: "<i8", 4: "<f4", 5: "<f8", 6: "S1"}


def read(path):
    """Yields one dict of arrays a frame; raises unless the stream is complete to its END."""
    data = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout
    at, frames, size, ended = 0, 0, 0, False
    while at < len(data):
        magic, ended, count, body = struct.unpack_from("<4s?xHQ", data, at)
        tensors, start, at = {}, at, at + 16
        for _ in range(count):
            code, rank, length = struct.unpack_from("<BBH4x", data, at)
            shape = struct.unpack_from(f"<{rank}Q", data, at + 8)
            name = data[at + 8 + 8 * rank :][:length].decode("ascii")
            if name.startswith("@!") and name not in KNOWN:
                raise ValueError(f"tensor {name}: the stream needs a feature that is not known here")
            at += 8 + 8 * rank + (length + 7) // 8 * 8
            array = np.frombuffer(data, TYPES[code], math.prod(shape), at).reshape(shape)
            tensors[name], at = array, at + (array.nbytes + 7) // 8 * 8
        if not ended:
            frames, size = frames + 1, size + body
            yield tensors
        elif struct.unpack_from("<QQ", data, at) != (frames, size):
            raise ValueError("END does not count the frames before it: frames were lost")
        else:
            frames, size, at = 0, 0, at + 16
        if magic != b"TIO1" or at != start + body:
            raise ValueError(f"byte {start}: not a frame of a tensor stream")
    if not ended:
        raise ValueError("no END: the stream was cut")


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for number, frame in enumerate(read(path)):
            for name, array in frame.items():
                print(number, name, array.dtype, "x".join(map(str, array.shape)), sep="\t")
