#!/usr/bin/env python3
"""Reads a tensor stream with NumPy. As a script it lists the tensors.

Needs one of: Python 3.14, the module zstandard, the zstd command.
"""

import math
import shutil
import signal
import struct
import subprocess
import sys

import numpy as np

# Of the names that a reader must know: the lines of "@!columns" say what the columns of a table are, and "x" of
# bytes p stands for p / frame["@!unit"], else p / 255; a model reads (x - scaler.shift) / scaler.scale where it has
# "@!scaler", see model.md.
KNOWN = {"@!unit", "@!columns", "@!scaler"}
TYPES = {1: "u1", 2: "<i4", 3: "<i8", 4: "<f4", 5: "<f8", 6: "S1"}
MAGIC, SIGNATURE = 0x184D2A57, b"TIOFRM"


def end_with_reader():
    """Lets a script end without a word where its reader has closed, as Unix filters do."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def zstd():
    """Two functions: zstd frames, each alone, to what they hold, joined; and bytes to a frame with a checksum."""
    try:
        from compression import zstd as own

        options = {own.CompressionParameter.compression_level: 1, own.CompressionParameter.checksum_flag: 1}
        return lambda frames: b"".join(map(own.decompress, frames)), lambda body: own.compress(body, options=options)
    except ImportError:
        pass
    try:
        import zstandard

        reader, writer = zstandard.ZstdDecompressor(), zstandard.ZstdCompressor(level=1, write_checksum=True)
        return lambda frames: b"".join(map(reader.decompress, frames)), writer.compress
    except ImportError:
        pass
    if not shutil.which("zstd"):
        raise ImportError("needs Python 3.14, or pip install zstandard, or apt install zstd")

    def run(data, *options):
        return subprocess.run(["zstd", "-cq", *options], input=data, stdout=subprocess.PIPE, check=True).stdout

    return lambda frames: run(b"".join(frames), "-d"), lambda body: run(body, "-1", f"--stream-size={len(body)}")


def zstd_frames(data):
    """The zstd frames of a stream. Skippable frames before and behind them are passed over."""
    at = 0
    while at < len(data):
        if len(data) < at + 8:
            raise ValueError(f"byte {at}: the stream was cut")
        magic, size = struct.unpack_from("<II", data, at)
        if magic & ~15 != 0x184D2A50:
            raise ValueError(f"byte {at}: no frame of a tensor stream")
        is_ours = magic == MAGIC and data[at + 8 : at + 14] == SIGNATURE
        at += 8 + size
        if is_ours:
            if len(data) < at or size != 24 or data[at - 18 : at - 16] != b"1\n":
                raise ValueError(f"byte {at}: no marker of version 1, or it was cut")
            (size,) = struct.unpack_from("<Q", data, at - 16)
            if len(data) < at + size:
                raise ValueError(f"byte {at}: the stream was cut")
            yield data[at : at + size]
            at += size


def read(path):
    """Yields one dict of arrays a frame; raises unless the stream is complete to its END."""
    with open(path, "rb") as file:
        data = zstd()[0](list(zstd_frames(file.read())))
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
    end_with_reader()
    for path in sys.argv[1:]:
        for number, frame in enumerate(read(path)):
            for name, array in frame.items():
                print(number, name, array.dtype, "x".join(map(str, array.shape)), sep="\t")
