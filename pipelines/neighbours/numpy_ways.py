#!/usr/bin/env python3
"""Takes arrays of every type, shape and order through npy2t and t2npy, and counts those that come back as they were.

For pipelines/neighbours/numpy.sh. Works in the present folder. Writes lines of what, tried, result; the status is 1 where
one differs.
"""

import io
import itertools
import os
import subprocess
import sys

import ml_dtypes
import numpy as np
from numpy.lib import format

from read_t import read
from write_t import cut, write

KINDS = "?", "i1", "u1", "i2", "u2", "f2", "i4", "u4", "f4", "i8", "u8", "f8"
TYPES = [np.dtype(order + kind) for kind in KINDS for order in ("<>" if kind[-1] in "248" else "|")]
TYPES.append(np.dtype(ml_dtypes.bfloat16))
SHAPES = (), (0,), (1,), (5,), (0, 3), (3, 0), (1, 7), (7, 1), (4, 5), (2, 3, 4), (2, 3, 4, 5), (1, 3, 1, 4), (2, 0, 3)
LARGE = (3000, 40, 10)
random = np.random.default_rng(1)
counts = {}


def array(kind, shape):
    """Random bits, NaNs of all kinds among them."""
    size = int(np.prod(shape))
    if kind.kind == "b":
        return random.integers(0, 2, size).astype(bool).reshape(shape)
    numbers = np.frombuffer(random.bytes(size * kind.itemsize), kind).copy()
    if (kind.kind, kind.itemsize) == ("u", 8):
        numbers >>= kind.type(1)
    return numbers.reshape(shape)


def bits(array):
    """Little-endian bytes in the order of C."""
    size = array.dtype.itemsize
    plain = np.ascontiguousarray(array).reshape(array.shape)
    is_big = array.dtype.byteorder == ">"
    return (plain.view(f"u{size}").byteswap() if is_big else plain).tobytes()


def run(line, data=b""):
    return subprocess.run(["bash", "-o", "pipefail", "-c", line], input=data, stdout=subprocess.PIPE, check=True).stdout


def check(what, first, found, saved=None):
    kind = first.dtype.newbyteorder("<")
    same = found.shape == first.shape and bits(found) == bits(first)
    same = same and (found.dtype == kind or found.dtype == np.dtype("V2") and kind.name == "bfloat16")
    if saved is not None and np.__version__ >= "2":
        file = io.BytesIO()
        # Of the two bytes that the file has, only who saves them knows the name.
        named = found.view(ml_dtypes.bfloat16) if found.dtype.kind == "V" else found
        np.save(file, np.ascontiguousarray(named).reshape(found.shape))
        same = same and file.getvalue() == saved
    good, tried = counts.get(what, (0, 0))
    counts[what] = good + same, tried + 1
    if not same:
        print(f"{what}: {first.dtype} {first.shape} {found.dtype} {found.shape}", file=sys.stderr)


def ways(first):
    file = io.BytesIO()
    np.save(file, first)
    data = file.getvalue()
    with open("in.npy", "wb") as file:
        file.write(data)
    out = run("npy2t --bfloat16 | t2npy", data)
    check("through pipes", first, np.load(io.BytesIO(out)), out)
    run("npy2t --bfloat16 in.npy -o s.t && t2npy s.t > out.npy")
    with open("out.npy", "rb") as file:
        check("by files", first, np.load("out.npy"), file.read())
    for name, save in (("stored", np.savez), ("deflated", np.savez_compressed)):
        save("in.npz", a=first, b=first)
        run("npy2t --bfloat16 in.npz | t2npy --npz -o out.npz")
        with np.load("out.npz") as found:
            check(f"in archives, {name}", first, found["b"])
    if first.dtype.kind != "V" and first.ndim and (first.dtype.kind, first.dtype.itemsize) != ("u", 8):
        write("w.t", cut(x=first))
        check("by write_t.py", first, np.load(io.BytesIO(run("t2npy w.t"))))
    frames = [frame["x"] for frame in read("s.t")]
    found = np.concatenate(frames) if first.ndim else frames[0]
    if first.dtype.itemsize == 2 and first.dtype.kind in "fV":
        # A conversion of NumPy's changes signalling NaNs; what they are is checked above.
        first, found = (np.nan_to_num(numbers.astype("<f4"), nan=7) for numbers in (first, found))
    check("by read_t.py", first.astype(found.dtype), found)


def main():
    for kind, shape in itertools.product(TYPES, (*SHAPES, LARGE)):
        first = array(kind, shape)
        ways(first)
        if first.ndim > 1 and first.size:
            ways(np.asfortranarray(first))
        if shape == (4, 5):
            for version in ((2, 0), (3, 0)):
                file = io.BytesIO()
                format.write_array(file, first, version)
                out = run("npy2t --bfloat16 | t2npy", file.getvalue())
                check("versions 2 and 3", first, np.load(io.BytesIO(out)), out)
    for what, (good, tried) in counts.items():
        print(what, tried, "all the same" if good == tried else f"{tried - good} DIFFER", sep="\t")
    return any(good != tried for good, tried in counts.values())


if __name__ == "__main__":
    os.environ["TMPDIR"] = os.getcwd()
    sys.exit(main())
