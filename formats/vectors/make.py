#!/usr/bin/env python3
"""Makes the test vectors of the tensor stream, from the specification and nothing else.

Needs Python 3.9 and, for the vectors named zstd-*, the zstd command. All other zstd frames are put
together here from raw and run-length blocks (RFC 8878), so that they can break any rule, and so
that they are the same whatever the version of zstd. Run it in this folder.
"""

import json
import math
import pathlib
import shutil
import struct
import subprocess

HERE = pathlib.Path(__file__).parent
CODES = {"u8": (1, "B"), "i32": (2, "i"), "i64": (3, "q"), "f32": (4, "f"), "f64": (5, "d")}
MASK = (1 << 64) - 1
P1, P2, P3, P4, P5 = (
    0x9E3779B185EBCA87,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0x85EBCA77C2B2AE63,
    0x27D4EB2F165667C5,
)


def rotated(word, count):
    return (word << count | word >> (64 - count)) & MASK


def lane(accumulator, word):
    return rotated((accumulator + word * P2) & MASK, 31) * P1 & MASK


def xxh64(data):
    """The 64-bit xxHash with seed 0: a zstd frame ends in its low 4 bytes."""
    at = 0
    if len(data) >= 32:
        lanes = [(P1 + P2) & MASK, P2, 0, -P1 & MASK]
        while at + 32 <= len(data):
            words = struct.unpack_from("<4Q", data, at)
            lanes = [lane(a, w) for a, w in zip(lanes, words)]
            at += 32
        h = sum(rotated(a, n) for a, n in zip(lanes, (1, 7, 12, 18))) & MASK
        for a in lanes:
            h = ((h ^ lane(0, a)) * P1 + P4) & MASK
    else:
        h = P5
    h = (h + len(data)) & MASK
    while at + 8 <= len(data):
        h ^= lane(0, struct.unpack_from("<Q", data, at)[0])
        h = (rotated(h, 27) * P1 + P4) & MASK
        at += 8
    if at + 4 <= len(data):
        h ^= struct.unpack_from("<I", data, at)[0] * P1 & MASK
        h = (rotated(h, 23) * P2 + P3) & MASK
        at += 4
    for byte in data[at:]:
        h = rotated(h ^ byte * P5 & MASK, 11) * P1 & MASK
    h = (h ^ h >> 33) * P2 & MASK
    h = (h ^ h >> 29) * P3 & MASK
    return h ^ h >> 32


def raw_blocks(content):
    parts = [content[at : at + 16_384] for at in range(0, len(content), 16_384)] or [b""]
    return b"".join(
        ((len(part) << 3) | (i == len(parts) - 1)).to_bytes(3, "little") + part
        for i, part in enumerate(parts)
    )


def run_blocks(byte, count):
    """A run of one byte: four bytes of input stand for 128 KiB of output."""
    sizes = [131_072] * (count // 131_072) + [count % 131_072] * (count % 131_072 > 0)
    return b"".join(
        ((size << 3) | 2 | (i == len(sizes) - 1)).to_bytes(3, "little") + bytes([byte])
        for i, size in enumerate(sizes)
    )


def zstd(content, blocks=None, size=None, descriptor=0xE4, after_descriptor=b"", checksum=None):
    """A zstd frame. The descriptor 0xE4 says: an 8-byte content size, one segment, a checksum."""
    size = struct.pack("<Q", len(content) if size is None else size)
    checksum = struct.pack("<I", xxh64(content) & 0xFFFFFFFF) if checksum is None else checksum
    head = struct.pack("<IB", 0xFD2FB528, descriptor) + after_descriptor + size
    return head + (raw_blocks(content) if blocks is None else blocks) + checksum


def by_command(*options):
    """A compressor that is the zstd command with these options."""

    def run(content):
        size = f"--stream-size={len(content)}"
        return subprocess.run(
            ["zstd", "-qc", size, *options], input=content, stdout=subprocess.PIPE, check=True
        ).stdout

    return run


def pad(data, filler=b"\0"):
    return data + filler * (-len(data) % 8)


def tensor(name, kind, shape, values, **change):
    """A tensor of a body. `change` overwrites a field of its header or the padding."""
    name = name if isinstance(name, bytes) else name.encode()
    if kind == "utf8":
        code, data = 6, values if isinstance(values, bytes) else values.encode()
    else:
        code, letter = CODES[kind]
        data = struct.pack(f"<{len(values)}{letter}", *values)
    head = struct.pack(
        "<BBHI",
        change.get("code", code),
        change.get("rank", len(shape)),
        change.get("length", len(name)),
        change.get("reserved", 0),
    )
    dimensions = struct.pack(f"<{len(shape)}Q", *shape)
    name_filler, data_filler = change.get("name_filler", b"\0"), change.get("data_filler", b"\0")
    return head + dimensions + pad(name, name_filler) + pad(data, data_filler)


def body(*tensors, kind=0, magic=b"TIO1", flags=0, count=None, size=None, tail=b""):
    content = b"".join(tensors) + tail
    count = len(tensors) if count is None else count
    size = 16 + len(content) if size is None else size
    return magic + struct.pack("<BBHQ", kind, flags, count, size) + content


def end_body(frames, total, **change):
    return body(kind=1, tail=struct.pack("<QQ", frames, total), **change)


def marker(size, sequence, signature=b"TIOFRM1\n", marker_size=24, reserved=0):
    return (
        struct.pack("<II", 0x184D2A57, marker_size)
        + signature
        + struct.pack("<QII", size, sequence, reserved)
    )


def frame(content, sequence, compress=zstd, **change):
    compressed = compress(content)
    return marker(change.pop("marked", len(compressed)), sequence, **change) + compressed


def end(*bodies, sequence=None, frames=None, total=None, **change):
    """The END frame of a stream of these bodies."""
    frames = len(bodies) if frames is None else frames
    total = sum(map(len, bodies)) if total is None else total
    sequence = len(bodies) if sequence is None else sequence
    return frame(end_body(frames, total, **change), sequence)


def stream(*bodies, compress=zstd):
    frames = [frame(content, i, compress) for i, content in enumerate(bodies)]
    return b"".join(frames) + end(*bodies)


def skippable(size, content=b"", number=0):
    return struct.pack("<II", 0x184D2A50 + number, size) + content


# Valid streams: the tensors are given once, and make both the stream and the content beside it.


def valid(name, *frames, assemble=stream):
    """`frames` are lists of (name, type, shape, values)."""
    bodies = [body(*(tensor(*t) for t in tensors)) for tensors in frames]
    (HERE / f"valid/{name}.t").write_bytes(assemble(*bodies))
    lines = [
        json.dumps(
            {
                "frame": i,
                "name": t[0],
                "type": t[1],
                "shape": list(t[2]),
                "values": t[3] if t[1] == "utf8" else runs(t[1], t[3]),
            },
            ensure_ascii=False,
        )
        for i, tensors in enumerate(frames)
        for t in tensors
    ]
    (HERE / f"valid/{name}.json").write_text("".join(line + "\n" for line in lines))


def text(name, content):
    return name, "utf8", [len(content.encode())], content


def runs(kind, values):
    """The values as text, separated by spaces; V*N is N times V."""
    if kind == "f32":
        values = struct.unpack(f"{len(values)}f", struct.pack(f"{len(values)}f", *values))
    tokens = []
    for text in map(repr, values):
        if tokens and tokens[-1][0] == text:
            tokens[-1][1] += 1
        else:
            tokens.append([text, 1])
    return " ".join(text if count == 1 else f"{text}*{count}" for text, count in tokens)


def concatenated(*bodies):
    return stream(bodies[0], bodies[1]) + stream() + stream(*bodies[2:])


def with_skippables(first, second):
    return (
        skippable(5, b"hello", 0)
        + frame(first, 0)
        + skippable(0, b"", 7)
        + skippable(24, b"T" * 24, 7)
        + frame(second, 1)
        + skippable(3, b"abc", 15)
        + end(first, second)
        + skippable(1, b"x", 1)
        + skippable(5, b"TIOFR", 7)
        + skippable(0, b"", 7)
    )


def small_header(content):
    """Content size in one byte: the shortest header there is."""
    checksum = struct.pack("<I", xxh64(content) & 0xFFFFFFFF)
    head = struct.pack("<IBB", 0xFD2FB528, 0x24, len(content))
    return head + raw_blocks(content) + checksum


def wide_window(content):
    """windowLog 23, the largest allowed: exponent 13, mantissa 0."""
    return zstd(content, descriptor=0xC4, after_descriptor=bytes([13 << 3]))


# Every kind, escapes, an empty name and an empty level.
COLUMNS = (
    "x\tnumber\theight, cm\nid\tid\tpat\\tient\nx\tcategory\t\ta\t\tb \"x\"\\n\\\\\n"
    "x\tflag\tsmokes\tno\tyes\nx\tcount\tn\ny\tlabel\tspecies\tsetosa\tversicolor\n"
    "time\ttime\twhen\ntext.0\ttext\tnote\nbatch\tcategory\tlot\tL1\tL2\n"
)


def make_valid():
    labels = ("y", "u8", [3], [7, 2, 1])
    valid("example", [labels], assemble=lambda b: frame(b, 0, small_header) + end(b))
    valid("no-frames")
    valid("no-tensors", [])
    valid(
        "types",
        [
            ("u8", "u8", [3], [0, 128, 255]),
            ("i32", "i32", [3], [-(2**31), -1, 2**31 - 1]),
            ("i64", "i64", [2], [-(2**63), 2**63 - 1]),
            ("f32", "f32", [5], [-0.0, 0.1, math.inf, math.nan, 2.0**-149]),
            ("f64", "f64", [4], [0.1, -math.inf, math.nan, 5e-324]),
            text("utf8", "Träume: β κ"),
        ],
    )
    valid("ranks", [(f"r{n}", "u8", [1] * n, [n]) for n in range(9)])
    valid(
        "zero-rows",
        [("x", "u8", [0, 28, 28], []), ("y", "u8", [0], []), ("z", "f32", [0, 2**31 - 1], [])],
    )
    valid(
        "rows",
        [("x", "u8", [2, 2, 2], list(range(8))), ("y", "u8", [2], [4, 0])],
        [("x", "u8", [1, 2, 2], [255] * 4), ("y", "u8", [1], [9])],
    )
    valid("colour", [("x", "u8", [1, 2, 2, 3], list(range(12)))])
    valid(
        "latents",
        [("z", "f32", [2, 2], [0.5, -1.5, 2.0, 0.0]), ("z_logvar", "f32", [2, 2], [-1.0] * 4)],
    )
    valid(
        "metadata",
        [
            ("x", "u8", [1, 4], [1, 2, 3, 4]),
            text("@source", "two\nlines"),
            text("@empty", ""),
            ("@epochs", "i64", [], [10]),
            ("@", "f64", [2], [0.25, 0.75]),
        ],
    )
    valid(
        "concatenated",
        [("x", "u8", [1], [1])],
        [("x", "u8", [1], [2])],
        [("x", "u8", [1], [3])],
        assemble=concatenated,
    )
    valid(
        "skippable",
        [("x", "u8", [1], [1])],
        [("x", "u8", [1], [2])],
        assemble=with_skippables,
    )
    valid("unit", [("@!unit", "f64", [], [16.0]), ("x", "u8", [2, 2], [0, 5, 16, 3])])
    columns = text("@!columns", COLUMNS)
    valid(
        "columns",
        [
            columns,
            ("x", "f64", [2, 4], [1.5, math.nan, 0.0, 3.0, math.nan, 2.0, 1.0, 0.0]),
            ("id", "u8", [2, 4], [*b"ab\0\0", *b"\xc3\xa9c\0"]),
            ("y", "i32", [2], [1, -1]),
            ("batch", "i32", [2], [0, 1]),
        ],
        [columns, ("y", "i32", [1], [0]), ("time", "f64", [1], [0.25]), ("text.0", "u8", [1, 2], [10, 0])],
    )
    valid("columns-u8", [text("@!columns", "x\tcategory\tc\ta\tb\n"), ("x", "u8", [1, 1], [1])])
    valid("columns-images", [text("@!columns", "y\tlabel\ts\tno\tyes\n"), ("x", "u8", [1, 2, 2], [1] * 4)])
    valid("name-255", [("n" * 255, "u8", [1], [1]), ("!~", "u8", [1], [2])])
    valid("tensors-4096", [(f"t{i}", "u8", [], [i % 256]) for i in range(4096)])
    valid(
        "blocks",
        [("x", "u8", [3, 10_001], [1] * 10_001 + [2] * 10_001 + [3] * 10_001)],
    )
    valid("window-8-mib", [labels], assemble=lambda b: stream(b, compress=wide_window))
    million = 1024 * 1024
    pixels = [("x", "u8", [3, 1024, 1024], [0] * million + [255] * million + [7] * million)]
    valid("zstd-1", pixels, assemble=lambda b: stream(b, compress=by_command("-1")))
    valid("zstd-19", pixels, assemble=lambda b: stream(b, compress=by_command("-19")))


# Invalid streams: file name, reason, the rule that is broken, the bytes.


def bad_bodies():
    """Bodies that break one rule each; frame and END are right."""
    y = tensor("y", "u8", [3], [7, 2, 1])
    most = 2**31 - 1
    yield "body-short", "beyondBody", "a body has a header of 16 bytes", b"TIO1\0\0\0\0"
    yield "body-empty", "beyondBody", "a body has a header of 16 bytes", b""
    yield "body-magic", "bodyMagic", "a body begins with TIO1", body(y, magic=b"TIO2")
    yield "body-kind", "kind", "the kind is 0 or 1", body(y, kind=2)
    yield "body-flags", "notZero", "the flags are 0", body(y, flags=1)
    yield "body-size-small", "size", "the size of the body is its own", body(y, size=40)
    yield "body-size-large", "size", "the size of the body is its own", body(y, size=1 << 40)
    yield "body-trailing", "trailing", "nothing follows the last tensor", body(y, tail=b"\0" * 8)
    yield "count-small", "trailing", "the number of tensors is right", body(y, y, count=1)
    yield "count-large", "beyondBody", "the number of tensors is right", body(y, count=2)
    many = [tensor(f"t{i}", "u8", [], [0]) for i in range(4097)]
    yield "count-limit", "aboveLimit", "a frame has at most 4096 tensors", body(*many)
    yield "type-0", "elementType", "the element type is 1 to 6", body(tensor("y", "u8", [1], [1], code=0))
    yield "type-7", "elementType", "the element type is 1 to 6", body(tensor("y", "u8", [1], [1], code=7))
    yield "rank-9", "aboveLimit", "the rank is at most 8", body(tensor("y", "u8", [1] * 9, [1]))
    yield "rank-255", "aboveLimit", "the rank is at most 8", body(tensor("y", "u8", [1], [1], rank=255))
    yield "tensor-reserved", "notZero", "reserved fields are 0", body(tensor("y", "u8", [1], [1], reserved=1))
    yield "name-empty", "nameLength", "a name has 1 to 255 bytes", body(tensor("", "u8", [1], [1]))
    yield "name-256", "nameLength", "a name has 1 to 255 bytes", body(tensor("n" * 256, "u8", [1], [1]))
    yield "name-beyond-body", "beyondBody", "a name lies in the body", body(tensor("y", "u8", [1], [1], length=65535))
    yield "name-space", "nameByte", "a name is visible ASCII", body(tensor("a b", "u8", [1], [1]))
    yield "name-nul", "nameByte", "a name is visible ASCII", body(tensor(b"y\0", "u8", [1], [1]))
    yield "name-escape", "nameByte", "a name is visible ASCII", body(tensor(b"\x1b[2J", "u8", [1], [1]))
    yield "name-not-ascii", "nameByte", "a name is visible ASCII", body(tensor("größe", "u8", [1], [1]))
    yield "name-padding", "notZero", "padding is 0", body(tensor("y", "u8", [1], [1], name_filler=b"\1"))
    yield "data-padding", "notZero", "padding is 0", body(tensor("y", "u8", [1], [1], data_filler=b"\1"))
    yield "name-twice", "duplicateName", "names are unique in a frame", body(y, tensor("x", "u8", [1], [1]), y)
    yield "requirement", "unknownRequirement", "an unknown @! name is refused", body(tensor("@!new", "u8", [], [1]))
    yield "dimension-limit", "aboveLimit", "a dimension is below 2^31", body(tensor("y", "u8", [1 << 31, 0], []))
    yield "dimension-negative", "aboveLimit", "a dimension is below 2^31", body(tensor("y", "u8", [MASK], []))
    yield "shape-overflow", "overflow", "the size of a shape is below 2^63", body(tensor("y", "u8", [most] * 3, []))
    wraps = [1 << 30, 1 << 30, 16]
    yield "shape-wraps-to-0", "overflow", "the size of a shape is below 2^63", body(tensor("y", "u8", wraps, []))
    wraps = [1 << 30, 1 << 30, 2]
    yield "shape-wraps-by-type", "overflow", "the size of a shape is below 2^63", body(tensor("y", "f64", wraps, []))
    yield "shape-0-overflow", "overflow", "a dimension of 0 excuses no other", body(tensor("y", "u8", [0] + [most] * 3, []))
    yield "shape-large", "beyondBody", "the data lie in the body", body(tensor("y", "u8", [most, most], [1]))
    yield "data-beyond-body", "beyondBody", "the data lie in the body", body(tensor("y", "u8", [9], [1] * 8))
    yield "data-3-tb", "beyondBody", "the data lie in the body", body(tensor("x", "u8", [60000, 7168, 7168], [1]))
    unpadded = tensor("y", "u8", [3], [7, 2, 1])[:-5]
    yield "data-no-padding", "beyondBody", "data are padded to a multiple of 8", body(unpadded)
    yield "text-rank-0", "textRank", "text has rank 1", body(tensor("@t", "utf8", [], b"t"))
    yield "text-rank-2", "textRank", "text has rank 1", body(tensor("@t", "utf8", [2, 1], b"no"))
    yield "text-not-utf8", "text", "text is UTF-8", body(tensor("@t", "utf8", [2], b"\xff\xfe"))
    yield "text-surrogate", "text", "text is UTF-8", body(tensor("@t", "utf8", [3], b"\xed\xa0\x80"))
    number = tensor("x", "f64", [1, 1], [1.0])
    rules = [
        ("empty", "", "there is a column"),
        ("no-end", "x\tnumber\ta", "a line ends in a line feed"),
        ("fields", "x\tnumber\n", "a line has place, kind and name"),
        ("empty-line", "x\tnumber\ta\n\n", "a line has place, kind and name"),
        ("carriage-return", "x\tflag\ta\tno\tyes\nx\tnumber\r\tb\n", "the kind is one of the table"),
        ("kind", "x\tNumber\ta\n", "the kind is one of the table"),
        ("escape", "x\tnumber\ta\\x\n", "a backslash begins \\t, \\n or \\\\"),
        ("escape-end", "x\tnumber\ta\\\n", "a backslash begins \\t, \\n or \\\\"),
        ("name-twice", "x\tnumber\ta\ny\tlabel\ta\n", "names differ"),
        ("level-twice", "x\tcategory\ta\tb\tb\n", "the levels of a column differ"),
        ("number-levels", "x\tnumber\ta\tb\n", "a number has no levels"),
        ("flag-levels", "x\tflag\ta\tb\n", "a flag has two levels"),
        ("category-levels", "x\tcategory\ta\n", "a category has a level"),
        ("place", "@x\tnumber\ta\n", "a place is the name of a tensor of rows"),
        ("label-place", "x\tlabel\ta\n", "place and kind go together"),
        ("number-place", "y\tnumber\ta\n", "place and kind go together"),
        ("place-twice", "x\tnumber\ta\nb\tcount\tc\nb\tcount\td\n", "one line for a place but x"),
        ("too-many", "x\tnumber\ta\nx\tcount\tb\n", "x has as many columns as lines"),
    ]
    for name, content, rule in rules:
        stamp = tensor("@!columns", "utf8", [len(content)], content)
        yield f"columns-{name}", "columns", rule, body(stamp, number)
    yield "columns-type", "columns", "@!columns is utf8", body(tensor("@!columns", "u8", [1], [1]), number)
    stamp = tensor("@!columns", "utf8", [11], "x\tnumber\ta\n")
    images = tensor("x", "u8", [1, 1, 1], [1])
    yield "columns-rank", "columns", "x is rows by columns", body(stamp, images)
    stamp = tensor("@!columns", "utf8", [8], "id\tid\ta\n")
    yield "columns-id", "columns", "an id is u8 of rank 2", body(stamp, tensor("id", "u8", [1], [97]))
    stamp = tensor("@!columns", "utf8", [10], "y\tlabel\ta\n")
    yield "columns-label", "columns", "a label is of rank 1", body(stamp, tensor("y", "i32", [1, 1], [1]))
    yield "text-cut", "text", "text is UTF-8", body(tensor("@t", "utf8", [1], b"\xc3"))


def bad_zstd():
    """Compressors that break one rule each."""
    limit = 256 << 20
    yield "zstd-no-checksum", "zstdFrame", "a zstd frame has a checksum", (
        lambda b: zstd(b, descriptor=0xE0, checksum=b"")
    )
    yield "zstd-checksum", "zstdData", "the checksum is right", (
        lambda b: zstd(b, checksum=b"\0\0\0\0")
    )
    yield "zstd-no-size", "zstdFrame", "a zstd frame gives its content size", (
        lambda b: struct.pack("<IBB", 0xFD2FB528, 0x04, 0x50)
        + raw_blocks(b)
        + struct.pack("<I", xxh64(b) & 0xFFFFFFFF)
    )
    yield "zstd-size-small", "zstdData", "the content size is right", lambda b: zstd(b, size=len(b) - 1)
    yield "zstd-size-large", "zstdData", "the content size is right", lambda b: zstd(b, size=len(b) + 1)
    yield "zstd-dictionary", "zstdFrame", "no dictionary", (
        lambda b: zstd(b, descriptor=0xE5, after_descriptor=b"\1")
    )
    yield "zstd-reserved-bit", "zstdFrame", "reserved bits are 0", lambda b: zstd(b, descriptor=0xEC)
    yield "zstd-window", "zstdFrame", "the window is at most 8 MiB", (
        lambda b: zstd(b, descriptor=0xC4, after_descriptor=bytes([13 << 3 | 1]))
    )
    yield "zstd-window-huge", "zstdFrame", "the window is at most 8 MiB", (
        lambda b: zstd(b, descriptor=0xC4, after_descriptor=b"\xff")
    )
    yield "zstd-one-segment", "zstdFrame", "the window is at most 8 MiB", (
        lambda b: zstd(b, size=(8 << 20) + 1)
    )
    yield "zstd-block", "zstdData", "blocks are those of RFC 8878", (
        lambda b: zstd(b, blocks=b"\7\0\0")
    )
    yield "zstd-twice", "zstdFrame", "one zstd frame follows a marker", lambda b: zstd(b) * 2
    yield "zstd-none", "zstdFrame", "one zstd frame follows a marker", lambda b: b""
    yield "zstd-raw", "zstdFrame", "one zstd frame follows a marker", lambda b: b
    yield "body-limit", "aboveLimit", "a body has at most 256 MiB", (
        lambda b: zstd(b, descriptor=0xC4, after_descriptor=b"\x50", size=limit + 8)
    )
    yield "body-claim", "aboveLimit", "a body has at most 256 MiB", (
        lambda b: zstd(b, descriptor=0xC4, after_descriptor=b"\x50", size=MASK)
    )
    yield "bomb-declared", "aboveLimit", "a body has at most 256 MiB", (
        lambda b: zstd(b"", run_blocks(0, 1 << 30), 1 << 30, 0xC4, b"\x50")
    )
    yield "bomb-undeclared", "zstdData", "the content size is right", (
        lambda b: zstd(b"", run_blocks(0, 1 << 30), len(b), 0xC4, b"\x50")
    )


def bad_streams():
    a = body(tensor("x", "u8", [1], [1]))
    b = body(tensor("x", "u8", [1], [2]))
    whole = stream(a, b)
    first, second = frame(a, 0), frame(b, 1)
    sequence = "frames are numbered from 0 in each stream"
    yield "empty", "empty", "a stream has an END", b""
    yield "no-end", "missingEnd", "a stream has an END", first + second
    yield "no-end-second-stream", "missingEnd", "each stream has an END", whole + first
    yield "only-skippable", "missingEnd", "a stream has an END", skippable(4, b"none")
    yield "cut-in-marker", "truncated", "no frame is cut", first + second[:20]
    yield "cut-in-magic", "truncated", "no frame is cut", whole + first[:3]
    yield "cut-after-marker", "truncated", "no frame is cut", first + second[:32]
    yield "cut-in-zstd", "truncated", "no frame is cut", first + second[:-3]
    yield "cut-in-end", "truncated", "no frame is cut", whole[:-1]
    yield "cut-in-skippable", "truncated", "no frame is cut", whole + skippable(4, b"cut")
    yield "not-a-stream", "notFrame", "a frame begins with a skippable frame", b"P5\n28 28\n255\n"
    yield "gzip", "notFrame", "a frame begins with a skippable frame", bytes.fromhex("1f8b0800000000000003")
    yield "bare-zstd", "notFrame", "a zstd frame follows a marker", zstd(a) + end(a)
    yield "trailing-bytes", "notFrame", "nothing follows the last END", whole + b"trailing"
    yield "trailing-zeros", "notFrame", "nothing follows the last END", whole + b"\0" * 512
    yield "trailing-short", "truncated", "nothing follows the last END", whole + b"\0"
    yield "skippable-large", "aboveLimit", "foreign skippable frames have at most 1 MiB", (
        skippable((1 << 20) - 7) + b"\0" * 64 + whole
    )
    yield "skippable-two", "aboveLimit", "foreign skippable frames have at most 1 MiB", (
        first + skippable(1000, b"\0" * 1000) + skippable((1 << 20) - 1000) + second + end(a, b)
    )
    yield "sequence-missing", "sequence", sequence, first + end(a, b)
    yield "sequence-repeated", "sequence", sequence, first + first + end(a, a)
    yield "sequence-swapped", "sequence", sequence, second + first + end(a, b)
    yield "sequence-from-1", "sequence", sequence, frame(a, 1) + end(a, sequence=2)
    yield "sequence-of-end", "sequence", sequence, first + end(a, sequence=0)
    yield "sequence-second-stream", "sequence", sequence, whole + frame(a, 3) + end(a)
    yield "end-frames", "size", "END gives the number of frames", first + second + end(a, b, frames=3)
    yield "end-bytes", "size", "END gives the size of the bodies", first + second + end(a, b, total=1)
    yield "end-tensors", "notZero", "END has no tensors", first + end(a, count=1)
    yield "end-long", "trailing", "END has a body of 32 bytes", (
        first + frame(body(kind=1, tail=struct.pack("<QQQ", 1, len(a), 0)), 1)
    )
    yield "end-short", "beyondBody", "END has a body of 32 bytes", (
        first + frame(body(kind=1, tail=struct.pack("<Q", 1)), 1)
    )
    yield "marker-version", "version", "the version is 1", (
        frame(a, 0, signature=b"TIOFRM2\n") + end(a)
    )
    yield "marker-size", "size", "a marker has 24 bytes", frame(a, 0, marker_size=16) + end(a)
    yield "marker-reserved", "notZero", "reserved fields are 0", frame(a, 0, reserved=1) + end(a)
    yield "marked-small", "zstdFrame", "the marker gives the size of the zstd frame", (
        frame(a, 0, marked=len(zstd(a)) - 4) + end(a)
    )
    yield "marked-large", "zstdFrame", "the marker gives the size of the zstd frame", (
        frame(a, 0, marked=len(zstd(a)) + 32) + end(a)
    )
    yield "marked-huge", "aboveLimit", "a zstd frame is not much larger than the limit of a body", (
        frame(a, 0, marked=MASK) + end(a)
    )


def make_invalid():
    rows = [(name, reason, rule, stream(content)) for name, reason, rule, content in bad_bodies()]
    a = body(tensor("x", "u8", [1], [1]))
    rows += [(name, reason, rule, stream(a, compress=c)) for name, reason, rule, c in bad_zstd()]
    rows += bad_streams()
    rows.sort()
    index = ["file\treason\trule\n"]
    for name, reason, rule, content in rows:
        (HERE / f"invalid/{name}.t").write_bytes(content)
        index.append(f"{name}.t\t{reason}\t{rule}\n")
    (HERE / "invalid/index.tsv").write_text("".join(index))


if __name__ == "__main__":
    for folder in ("valid", "invalid"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    make_valid()
    make_invalid()
