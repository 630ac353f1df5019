#!/usr/bin/env python3
"""Makes inputs that are at the limits of the formats or claim to be beyond them, for pipelines/limits.sh.

usage: streams.py VECTORS FOLDER [SIZE]

VECTORS is the folder formats/vectors, whose make.py puts streams together; FOLDER is where they go; SIZE is the
size of the large frames in MiB, 256 unless given. Needs Python 3.9 and the zstd command.
"""

import gzip
import pathlib
import struct
import sys
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from make import body, by_command, stream, tensor, text  # noqa: E402

FOLDER = pathlib.Path(sys.argv[2])
SIZE = (int(sys.argv[3]) if len(sys.argv) > 3 else 256) << 20
MOST = 2**31 - 1
CODES = {"u8": 1, "i32": 4, "i64": 8, "f32": 4, "f64": 8}
fast = by_command("-1")


def save(name, *tensors):
    (FOLDER / f"{name}.t").write_bytes(stream(body(*tensors), compress=fast))


def zeros(name, kind, *shape):
    """A tensor of zeros, without a list of its elements."""
    size = CODES[kind]
    for dimension in shape:
        size *= dimension
    return tensor(name, kind, shape, []) + bytes(size + -size % 8)


def rows(size):
    """The rows of so many bytes each that fill a large frame, with room for the headers."""
    return (SIZE - 4096) // size


def claims():
    """A few bytes that claim much."""
    save("no-numbers", zeros("x", "u8", MOST, 0), zeros("z", "f32", MOST, 0))
    save("no-numbers-x", zeros("x", "u8", MOST, 0))
    save("no-numbers-z", zeros("z", "f32", MOST, 0))
    save("no-numbers-codes", zeros("codes", "i32", MOST, 0))
    save("no-rows", zeros("x", "u8", 0, MOST, MOST), zeros("z", "f32", 0, MOST), zeros("y", "u8", 0))
    save("long-names", *(zeros(f"{i:04}" + "n" * 251, "u8") for i in range(4096)))


def safetensors(name, header, claim=None):
    """A file of this header, whose size is what it is or what it is claimed to be."""
    text = header.encode()
    (FOLDER / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text) if claim is None else claim) + text)


def safetensors_claims():
    """Headers that claim much, or would make a parser take much."""
    tensor = '{"x":{"dtype":"F32","shape":[%s],"data_offsets":[0,%d]}}'
    most = 4 << 20
    safetensors("size-claim", "{}", 2**62)
    safetensors("header-claim", "{}", most)
    safetensors("data-claim", tensor % (2**40, 2**42))
    safetensors("shape-claim", tensor % (f"{2**62},{2**62}", 0))
    safetensors("deep", "[" * most)
    safetensors("values", tensor % ("1," * (most // 2 - 50) + "1", 4))
    safetensors("objects", "{" + ",".join(f'"{i:06}":{{}}' for i in range(most // 13)) + "}")
    safetensors("no-elements", tensor % (f"{MOST},0", 0))


def large():
    """Frames of the largest size."""
    save("images", zeros("x", "u8", rows(785), 28, 28), zeros("y", "u8", rows(785)))
    save("pixels", zeros("x", "u8", rows(1), 1, 1))
    save("one-row", zeros("x", "u8", 1, rows(1)))
    save("labels", zeros("y", "u8", rows(1)))
    save("codes", zeros("z", "f32", rows(8), 2))
    save("row", zeros("x", "u8", 1, 4))
    save("row-28", zeros("x", "u8", 1, 28, 28))
    save("row-2048", zeros("x", "u8", 1, 2048, 2048))
    (FOLDER / "tiny-rows.t").write_bytes(stream(body(zeros("x", "u8", 1_000_000, 1)), compress=fast))


def model(name, *fields, hidden=(), latent=2, shape=(4,), bottleneck="gaussian", layers=()):
    """A model whose parameters are zero."""
    save(
        name,
        tensor(*text("@model", "vae")), tensor(*text("@version", "1")),
        tensor("@example-shape", "i64", [len(shape)], list(shape)),
        tensor(*text("@network", "mlp")), tensor("@hidden", "i64", [len(hidden)], list(hidden)),
        tensor(*text("@activation", "relu")), tensor(*text("@bottleneck", bottleneck)),
        tensor("@latent", "i64", [], [latent]), tensor(*text("@likelihood", "bernoulli")),
        *fields,
        *(tensor(f"@{f}", "i64", [], [1]) for f in ("seed", "epochs-asked", "batch", "examples", "epochs")),
        *(tensor(f"@{f}", "f64", [], [1.0]) for f in ("learning-rate", "beta")),
        *(part for prefix, widths in network(shape, hidden, latent) for part in chain(prefix, widths)),
        *layers,
    )  # fmt: skip


def network(shape, hidden, latent):
    features = 1
    for dimension in shape:
        features *= dimension
    yield "encoder", [features, *hidden, 2 * latent]
    yield "decoder", [latent, *reversed(hidden), features]


def chain(prefix, widths):
    for k, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        yield zeros(f"{prefix}.{k}.weight", "f32", outputs, inputs)
        yield zeros(f"{prefix}.{k}.bias", "f32", outputs)


def couplings(prefix, count, hidden):
    return [part for k in range(count) for part in chain(f"{prefix}.{k}", [1, hidden, 2])]


def flow(field, count, hidden):
    return tensor(field, "i64", [2], [count, hidden])


def models():
    """Models whose files are small beside what they could ask for."""
    model("model", hidden=[4])
    model("model-images", hidden=[4], shape=[28, 28])
    model("model-pixel", shape=[1])
    # Widths of one and many by turns: few weights, and a wide matrix for every second layer.
    model("wide-layers", hidden=[1, 200_000] * 20)
    model("wide-layer", hidden=[1 << 20])
    model("wider-layer", hidden=[1 << 22])
    model("large-example", shape=[2048, 2048], latent=1)
    model(
        "posterior-flow", flow("@posterior-flow", 64, 65_536), bottleneck="gaussian-flow",
        layers=couplings("flow", 64, 65_536))
    model(
        "prior-flow", tensor(*text("@latent-prior", "flow")), flow("@prior-flow", 64, 65_536),
        bottleneck="gaussian-prior", layers=couplings("prior", 64, 65_536))
    model(
        "pseudo-inputs", tensor(*text("@latent-prior", "vamp")),
        tensor("@pseudo-inputs", "i64", [], [65_536]), bottleneck="gaussian-prior", shape=[28, 28],
        layers=[zeros("prior.pseudo-inputs.weight", "f32", 65_536, 784)])  # fmt: skip


def idx(name, shape, data=b""):
    header = struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)
    (FOLDER / name).write_bytes(header + data)


def array(name, shape, data=b"", fortran=False, text=None):
    """The bytes of a .npy file of 32-bit floats."""
    header = (text or f"{{'descr': '<f4', 'fortran_order': {fortran}, 'shape': {shape}, }}").encode()
    return b"\x93NUMPY\x02\x00" + struct.pack("<I", len(header)) + header + data


def arrays():
    """Arrays of NumPy that claim much, and large ones."""
    for name, shape, fortran in [
        ("rows", (2**62, ), False), ("row", (1, 2**25), False), ("ranks", (1, ) * 64, False),
        ("fortran", (2**20, 2**10), True),
    ]:  # fmt: skip
        (FOLDER / f"claim-{name}.npy").write_bytes(array(name, shape, b"1234", fortran))
    (FOLDER / "claim-text.npy").write_bytes(b"\x93NUMPY\x02\x00\xff\xff\xff\xff{")
    (FOLDER / "no-numbers.npy").write_bytes(array("", (2**31, 0)))
    rows = SIZE // 4096
    for name, fortran in [("large", False), ("large-fortran", True)]:
        data = array(name, (rows, 1024), bytes(4096 * rows), fortran)
        (FOLDER / f"{name}.npy").write_bytes(data)
        with zipfile.ZipFile(FOLDER / f"{name}.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("x.npy", data)
    with zipfile.ZipFile(FOLDER / "bomb.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("x.npy", array("", (10, 28)) + bytes(SIZE))


def others():
    """What is no stream."""
    idx("rows.idx", [2**32 - 1, 28, 28])
    idx("huge.idx", [2**32 - 1, 2**32 - 1, 2**32 - 1])
    idx("large.idx", [1, 8192, 8192])
    with gzip.open(FOLDER / "bomb.gz", "wb", compresslevel=1) as file:
        file.write(struct.pack(">HBBIII", 0, 8, 3, 10, 28, 28))
        for _ in range(SIZE >> 20):
            file.write(bytes(1 << 20))
    with gzip.open(FOLDER / "images.gz", "wb", compresslevel=1) as file:
        file.write(struct.pack(">HBBIII", 0, 8, 3, SIZE >> 10, 32, 32))
        for _ in range(SIZE >> 20):
            file.write(bytes(1 << 20))
    (FOLDER / "huge.pgm").write_bytes(b"P5 2147483647 2147483647 255\n")
    (FOLDER / "large.ppm").write_bytes(b"P6 4700 4700 255\n")


for make in (claims, safetensors_claims, large, models, arrays, others):
    make()
