#!/usr/bin/env python3
"""Writes a tensor stream with NumPy.

    from write_t import cut, write
    write("data.t", cut(x=images, y=labels))

As a script it writes .npy files as one stream: write_t.py x=images.npy y=labels.npy > data.t. Stands beside read_t.py,
and needs what that needs.
"""

import contextlib
import struct
import sys

import numpy as np

from read_t import KNOWN, MAGIC, SIGNATURE, TYPES, end_with_reader, zstd

CODES = {np.dtype(name): code for code, name in TYPES.items() if code < 6}
# The type of the stream that has all numbers of one that it lacks.
WIDER = {"bool": "u1", "int8": "<i4", "int16": "<i4", "uint16": "<i4", "uint32": "<i8", "uint64": "<i8"}
WIDER |= {"float16": "<f4", "bfloat16": "<f4"}


def cut(size=1 << 20, **tensors):
    """Yields frames of some rows of all tensors, about `size` bytes each, with what does not change in every one: names
    that begin with "@" are given as keys of a dict, cut(**{"x": x, "@source": "here"})."""
    rows = {name: array for name, array in tensors.items() if not name.startswith("@")}
    count = {len(array) for array in rows.values()}
    if len(count) != 1:
        raise ValueError(f"expected tensors with the same rows, found {sorted(count)}")
    (count,) = count
    step = max(1, size * count // max(1, sum(array.nbytes for array in rows.values())))
    stamps = {name: value for name, value in tensors.items() if name.startswith("@")}
    for start in range(0, max(1, count), step):
        yield {**stamps, **{name: array[start : start + step] for name, array in rows.items()}}


def write(file, frames):
    """Writes a dict of arrays, numbers and texts for each frame, to a path or a binary file. Types that the stream lacks
    are widened, and "@dtype" says what they were. Whatever is raised, the stream has no END then."""
    compress = zstd()[1]
    with contextlib.ExitStack() as stack:
        if not hasattr(file, "write"):
            file = stack.enter_context(open(file, "wb"))
        count, size = 0, 0
        for frame in frames:
            body = data(frame)
            put(file, compress(body), count)
            count, size = count + 1, size + len(body)
        put(file, compress(struct.pack("<4sBBHQQQ", b"TIO1", 1, 0, 0, 32, count, size)), count)
        file.flush()


def put(file, frame, number):
    file.write(struct.pack("<II6s2sQII", MAGIC, 24, SIGNATURE, b"1\n", len(frame), number % 2**32, 0) + frame)


def data(frame):
    """The body of a frame."""
    tensors, types = [], ""
    if "@!unit" not in frame and getattr(frame.get("x"), "dtype", None) == bool:
        frame = {"@!unit": 1.0, **frame}
    for name, value in frame.items():
        if isinstance(value, str):
            text = value.encode()
            tensors.append(part(name, 6, (len(text),), text))
            continue
        array = np.asarray(value)
        if array.dtype.name in WIDER:
            types += f"{name} {array.dtype.name}\n"
            if array.dtype.name == "uint64" and array.size and int(array.max()) > 2**63 - 1:
                raise ValueError(f"tensor {name}: {array.max()}, the largest that a stream can hold is {2**63 - 1}")
            array = array.astype(WIDER[array.dtype.name])
        code = CODES.get(array.dtype.newbyteorder("<"))
        if code is None:
            raise ValueError(f"tensor {name}: {array.dtype}, which a stream cannot hold")
        tensors.append(part(name, code, array.shape, array.astype(TYPES[code]).tobytes()))
    if types:
        tensors.insert(next(iter(frame)) == "@!unit", part("@dtype", 6, (len(types),), types.encode()))
    size = 16 + sum(map(len, tensors))
    return struct.pack("<4sBBHQ", b"TIO1", 0, 0, len(tensors), size) + b"".join(tensors)


def part(name, code, shape, elements):
    """A tensor in a body: every part of it is a multiple of 8 bytes."""
    if not (0 < len(name) < 256 and all("!" <= letter <= "~" for letter in name)):
        raise ValueError(f"tensor {name!r}: expected a name of 1 to 255 visible characters of ASCII")
    if name.startswith("@!") and name not in KNOWN:
        raise ValueError(f"tensor {name}: a feature that is not known here")
    if len(shape) > 8 or any(size >= 2**31 for size in shape):
        raise ValueError(f"tensor {name}: expected at most 8 dimensions, below 2^31, found {shape}")
    head = struct.pack(f"<BBHI{len(shape)}Q", code, len(shape), len(name), 0, *shape)
    return b"".join(piece + bytes(-len(piece) % 8) for piece in (head, name.encode(), elements))


if __name__ == "__main__":
    end_with_reader()
    named = dict(argument.split("=", 1) for argument in sys.argv[1:])
    write(sys.stdout.buffer, cut(**{name: np.load(path, mmap_mode="r") for name, path in named.items()}))
