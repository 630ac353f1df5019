#!/usr/bin/env python3
"""Writes the small files of this folder, as NumPy writes them, and expected.tsv.

usage: make.py FOLDER

Needs numpy and ml_dtypes. A line of expected.tsv is a file, a tensor, the type and the shape that the tensor stream has
for it, what `@dtype` says of it, and its elements: little-endian, in the order of C, in hexadecimal.
"""

import io
import pathlib
import struct
import sys
import zipfile

import ml_dtypes
import numpy as np
from numpy.lib import format

FOLDER = pathlib.Path(sys.argv[1])
WIDE = {
    "bool": "u8", "uint8": "u8", "int8": "i32", "uint16": "i32", "int16": "i32", "int32": "i32", "uint32": "i64",
    "uint64": "i64", "int64": "i64", "float16": "f32", "bfloat16": "f32", "float32": "f32", "float64": "f64",
}  # fmt: skip
CODES = {"u8": "<u1", "i32": "<i4", "i64": "<i8", "f32": "<f4", "f64": "<f8"}
lines = []


def expect(file, tensor, array):
    kind = array.dtype.name
    wide = WIDE[kind]
    with np.errstate(invalid="ignore"):
        elements = array.astype(CODES[wide]).tobytes().hex()
    shape = "x".join(map(str, array.shape)) or "scalar"
    lines.append("\t".join([file, tensor, wide, shape, kind, elements]))


def save(name, array, version=None):
    with open(FOLDER / f"{name}.npy", "wb") as file:
        format.write_array(file, array, version)
    expect(f"{name}.npy", "x", array)


def extremes(name):
    """Six numbers of a type, the least and the greatest among them."""
    kind = np.dtype(name)
    if kind.kind == "b":
        return np.array([0, 1, 1, 0, 1, 0], kind)
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        greatest = min(limits.max, 2**63 - 1)
        return np.array([limits.min, greatest, 0, 1, 77, greatest - 1], kind)
    limits = ml_dtypes.finfo(kind)
    return np.array([limits.min, limits.max, limits.smallest_subnormal, -0.0, np.inf, 1 / 3]).astype(kind)


def arrays():
    for name in WIDE:
        save(name, extremes(name).reshape(2, 3))
    for name in ("int16", "uint32", "float16", "float32", "int64", "float64"):
        save(f"{name}-big", extremes(name).reshape(2, 3).astype(np.dtype(name).newbyteorder(">")))
    count = np.arange(24, dtype="<f4").reshape(2, 3, 4)
    save("fortran", np.asfortranarray(count))
    save("fortran-big", np.asfortranarray(count.astype(">i2")))
    save("version-2", count, (2, 0))
    save("version-3", count, (3, 0))
    save("scalar", np.array(2.5))
    save("one", np.array([7], "u1"))
    save("no-rows", np.zeros((0, 3), "<i4"))
    save("no-numbers", np.zeros((3, 0, 2), "<f4"))


def hand_made():
    """What NumPy reads and does not write."""

    def header(text, data, name, array):
        text = text.encode()
        (FOLDER / f"{name}.npy").write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data)
        assert np.load(FOLDER / f"{name}.npy").tobytes() == array.tobytes()
        expect(f"{name}.npy", "x", array)

    row = np.arange(5, dtype="<i2").reshape(1, 5)
    header("{'descr': '<i2', 'fortran_order': True, 'shape': (1, 5)}", row.tobytes(), "fortran-row", row)
    column = np.arange(3, dtype="<f8")
    header(
        '{"shape":(3 ,),\n"fortran_order":False ,"descr":"=f8",}', column.tobytes(), "other-text", column)  # fmt: skip


def archives():
    parts = {"x": np.arange(6, dtype="<u2").reshape(3, 2), "y": np.array([1, 0, 1], bool)}
    columns = {"z": np.asfortranarray(np.arange(12.0).reshape(3, 4)), "labels": np.array([5, 6, 7], ">i4")}
    np.savez(FOLDER / "stored.npz", **parts, **columns)
    np.savez_compressed(FOLDER / "deflated.npz", **parts, **columns)
    pipe = io.BytesIO()
    np.savez(Unseekable(pipe), **parts, **columns)
    (FOLDER / "descriptors.npz").write_bytes(pipe.getvalue())
    zipfile.ZIP64_LIMIT = 100
    np.savez_compressed(FOLDER / "zip64.npz", **parts, **columns)
    zipfile.ZIP64_LIMIT = (1 << 31) - 1
    for name in ("stored", "deflated", "descriptors", "zip64"):
        for tensor, array in {**parts, **columns}.items():
            expect(f"{name}.npz", tensor, array)


class Unseekable:
    """A file that cannot be sought, as a pipe."""

    def __init__(self, file):
        self.write, self.flush, self.read = file.write, file.flush, None

    def seekable(self):
        return False


def refused():
    """What is refused by name."""
    for name, array in {
        "complex": np.array([1j]), "text": np.array(["a"]), "bytes": np.array([b"a"]), "long-double": np.zeros(1, "g"),
        "times": np.array(["2026-11-29"], "M8[D]"), "raw": np.zeros(1, "V3"), "objects": np.array([None]),
        "records": np.zeros(1, [("a", "<f4"), ("b", "<i4")]), "large": np.array([1, 2**63], "u8"),
        "ranks": np.zeros((1,) * 9),
    }.items():  # fmt: skip
        np.save(FOLDER / f"refused-{name}.npy", array)


for make in (arrays, hand_made, archives, refused):
    make()
(FOLDER / "expected.tsv").write_text("".join(f"{line}\n" for line in lines))
