#!/usr/bin/env python3
"""What torch.sh runs: models through PyTorch, safetensors and ONNX, both ways. Works in the current folder."""
import math
import pathlib
import re
import subprocess
import sys

import shlex

RES = "--encoder res:4,6 --hidden 5 -z 3"
CONV = "--encoder conv:3,5 -z 3"
# Name, shape of an example, data (unit: numbers from 0 to 1, bits, counts, classes beside them), options of vae-fit.
MODELS = {
    "mlp": ((7, 5), "unit", "--hidden 9,6 -z 3"),
    "mlp-row": ((13,), "unit", "--hidden 8 -z 2 --activation tanh"),
    "mlp-colour": ((3, 4, 3), "unit", "--hidden 8 -z 2 --activation gelu"),
    "leaky-relu": ((6, 5), "unit", "--hidden 8 -z 2 --activation leaky-relu"),
    "silu": ((6, 5), "unit", "--hidden 8 -z 2 --activation silu"),
    "softplus": ((6, 5), "unit", "--hidden 8 -z 2 --activation softplus"),
    "conv": ((11, 13, 3), "unit", f"{CONV} --hidden 7"),
    "conv-grey": ((9, 10), "unit", f"{CONV} --hidden 7 --activation gelu"),
    "conv-1-3": ((11, 13, 3), "unit", f"{CONV} --hidden 7 --kernel 1 --stride 3"),
    "conv-2-3": ((17, 10, 3), "unit", f"{CONV} --hidden 7 --kernel 2 --stride 3"),
    "conv-4-1": ((7, 10, 2), "unit", f"{CONV} --hidden 7 --kernel 4 --stride 1 --activation silu"),
    "conv-5-2": ((17, 10, 1), "unit", f"{CONV} --hidden 7,4 --kernel 5 --stride 2 --activation tanh"),
    "conv-deep": ((13, 11, 3), "unit", "--encoder conv:3,4,5 -z 3 --hidden 7"),
    "conv-class": ((8, 7, 3), "classes", f"{CONV} --hidden 7 -m cvae"),
    "conv-pixel": ((8, 7, 3), "unit", f"{CONV} --hidden 7 --likelihood gaussian:pixel"),
    "res": ((11, 13, 3), "unit", RES),
    "res-grey": ((9, 10), "unit", f"{RES} --activation silu"),
    "res-same": ((6, 7, 4), "unit", "--encoder res:4,4 --stride 1 --hidden 5 -z 3"),
    "res-wide": ((9, 8, 3), "unit", "--encoder res:16,32 --kernel 2 --stride 3 --hidden 5 -z 3"),
    "class": ((6, 5), "classes", "-m cvae --hidden 8 -z 2"),
    "ae": ((6, 5), "unit", "-m ae --hidden 8 -z 2"),
    "sparse": ((6, 5), "unit", "--bottleneck none --sparsity kl:0.1,1 --hidden 8 -z 4"),
    "topk": ((6, 5), "unit", "--bottleneck topk:3 --hidden 8 -z 7"),
    "categorical": ((6, 5), "unit", "--bottleneck categorical -z 3 --categories 4 --hidden 8"),
    "straight": ((6, 5), "unit", "--bottleneck categorical -z 3 --categories 4 --straight-through --hidden 8"),
    "joint": ((6, 5), "unit", "--bottleneck joint -z 3 --variables 2 --categories 4 --hidden 8"),
    "vq": ((6, 5), "unit", "-m vq -z 3 --codes 7 --code-size 4 --hidden 8"),
    "vq-images": ((9, 10, 3), "unit", "-m vq --encoder conv:3,5 --codes 7 --code-size 4"),
    "vq-res": ((9, 10, 3), "unit", "-m vq --encoder res:4,4 --codes 7 --code-size 4"),
    "flow": ((6, 5), "unit", "--posterior-flow 3,6 -z 5 --hidden 8"),
    "flow-prior": ((6, 5), "unit", "--prior flow:2,6 -z 4 --hidden 8"),
    "vamp": ((6, 5), "unit", "--prior vamp:5 -z 3 --hidden 8"),
    "hierarchy": ((6, 5), "unit", "--prior hierarchy:6,2,2 -z 3 --hidden 8"),
    "continuous": ((6, 5), "unit", "--likelihood continuous-bernoulli --hidden 8 -z 2"),
    "gaussian": ((6, 5), "unit", "--likelihood gaussian:0.1 --hidden 8 -z 2"),
    "gaussian-learned": ((6, 5), "unit", "--likelihood gaussian:learned --hidden 8 -z 2"),
    "gaussian-pixel": ((6, 5), "unit", "--likelihood gaussian:pixel --hidden 8 -z 2"),
    "laplace": ((6, 5), "unit", "--likelihood laplace:0.2 --hidden 8 -z 2"),
    "laplace-pixel": ((6, 5), "unit", "--likelihood laplace:pixel --hidden 8 -z 2"),
    "log-cosh": ((6, 5), "unit", "--likelihood log-cosh:10 --hidden 8 -z 2"),
    "logistic": ((6, 5), "unit", "--likelihood discretised-logistic:0.05 --hidden 8 -z 2"),
    "logistic-learned": ((6, 5), "unit", "--likelihood discretised-logistic:learned --hidden 8 -z 2"),
    "logistic-pixel": ((6, 5, 3), "unit", f"{CONV} --hidden 7 --likelihood discretised-logistic:pixel"),
    "poisson": ((9,), "counts", "--likelihood poisson --hidden 8 -z 2"),
}
if sys.argv[1:] == ["--list"]:
    print("\n".join(MODELS))
    sys.exit()

import numpy as np
import onnx
import onnxruntime
import torch
from safetensors.numpy import load_file, save_file
from safetensors.torch import load_file as load_torch
from safetensors.torch import save_file as save_torch

ROWS = 64
failed = False


def report(what, tried, difference, bound):
    """A line of the table."""
    global failed
    good = difference <= bound
    failed = failed or not good
    print(f"{what}\t{tried}\t{difference:.2g}{'' if good else f', EXPECTED {bound:.2g}'}", flush=True)


def run(line):
    subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], check=True)


def read(line):
    """The tensors of the stream that a command line writes."""
    run(f"{line} | t2safetensors > read.safetensors")
    return load_file("read.safetensors")


def relative(a, b, least=1):
    """The greatest difference, in parts of the size of numbers, or of `least` where they are smaller."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    assert a.shape == b.shape, (a.shape, b.shape)
    return float(np.max(np.abs(a - b) / np.maximum(least, np.abs(b)), initial=0))


def code_of_manual(root):
    """All that formats/pytorch.md defines."""
    text = (root / "formats/pytorch.md").read_text()
    space = {}
    exec("\n".join(re.findall(r"```python\n(.*?)```", text, re.S)), space)
    return space


def data(shape, kind):
    """Rows with some structure, so that a model has something to learn."""
    random = np.random.default_rng(5)
    size = math.prod(shape)
    rows = 1 / (1 + np.exp(-random.normal(size=(ROWS, 3)) @ random.normal(size=(3, size)) - random.normal(size=size)))
    if kind == "counts":
        x = random.poisson(6 * rows).astype(np.float32)
    else:
        x = (np.round(rows * 255) / 255).astype(np.float32)
    tensors = {"x": x.reshape(ROWS, *shape)}
    if kind == "classes":
        tensors["y"] = random.integers(0, 3, ROWS)
    return tensors


def option(words, name, standard):
    return words[words.index(name) + 1] if name in words else standard


def onnx_session(part, flags=""):
    run(f"vae-export --onnx {part} {flags} model.t > {part}.onnx")
    model = onnx.load(f"{part}.onnx")
    onnx.checker.check_model(model, full_check=True)
    assert [o.version for o in model.opset_import] == [17] and model.ir_version == 8
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(f"{part}.onnx", options, providers=["CPUExecutionProvider"])


def infer(session, tensors):
    inputs = {i.name: tensors[i.name] for i in session.get_inputs()}
    return dict(zip([o.name for o in session.get_outputs()], session.run(None, inputs)))


def try_onnx(name, words, tensors):
    """Graphs against the tools. A product and one function are within 1e-6; a chain of sums is within more."""
    loose = any(w in " ".join(words) for w in ("flow", "logistic", "res:", "vq"))
    told = {"y": tensors["y"]} if "y" in tensors else {}
    codes = read("vae-encode -q model.t data.t")
    found = infer(onnx_session("encoder"), tensors)
    expected = {k: v for k, v in codes.items() if k in ("z", "z_logvar", "codes")}
    assert found.keys() == expected.keys(), (found.keys(), expected.keys())
    for key, value in found.items():
        report(f"onnx encoder, {key}", name, relative(value, expected[key]), 1e-5 if loose else 5e-6)
    run("vae-encode -q model.t data.t > codes.t; vae-decode -q model.t codes.t > x.t; vae-decode -q --u8 model.t codes.t > u8.t")
    means = read("t-cat x.t")["x"]
    found = infer(onnx_session("decoder"), {"z": codes["z"], **told})["x"]
    report("onnx decoder, x", name, relative(found, means), 1e-5 if loose or "exp" in name else 1e-6)
    found = infer(onnx_session("decoder", "--u8"), {"z": codes["z"], **told})["x"]
    # A mean beside the middle between two bytes may become either.
    report("onnx decoder, bytes", name, np.max(np.abs(found.astype(int) - read("t-cat u8.t")["x"].astype(int))), 1)
    scores = read("vae-score -q --at-mean model.t data.t")
    session = onnx_session("scorer")
    found = infer(session, tensors)
    for key in ("reconstruction", "kl"):
        assert (key in found) == (key in scores or key in ("reconstruction",) and "bce" in scores), (found.keys(), scores.keys())
        if key in found:
            # The terms of a density may cancel: each errs by some 2^-24 of about 1.
            least = math.prod(tensors["x"].shape[1:]) if key == "reconstruction" else 1
            report(f"onnx scorer, {key}", name, relative(found[key], scores[key if key in scores else "bce"], least), 1e-5)
    if "kl" in found:
        report("onnx scorer, elbo", name, relative(found["elbo"], -(found["reconstruction"] + found["kl"])), 1e-6)
    if "--likelihood poisson" not in " ".join(words):
        byte = dict(tensors, x=np.round(tensors["x"] * 255).astype(np.uint8))
        again = infer(onnx_session("scorer", "--u8"), byte)
        report("onnx scorer, bytes", name, relative(again["reconstruction"], found["reconstruction"]), 0)
    for rows in (0, 1):
        few = {k: v[:rows] for k, v in tensors.items()}
        assert all(len(v) == rows for v in infer(session, few).values())


def module(space, shape, words, state):
    """The module of the manual for a network, or nothing for one that has none there."""
    if "vq" in words:
        return None
    act = {
        "relu": torch.relu, "tanh": torch.tanh, "gelu": torch.nn.functional.gelu, "silu": torch.nn.functional.silu,
        "softplus": torch.nn.functional.softplus, "sigmoid": torch.sigmoid,
        "leaky-relu": torch.nn.functional.leaky_relu,
    }[option(words, "--activation", "relu")]
    hidden = [int(n) for n in option(words, "--hidden", "400").split(",")]
    classes = 3 if "cvae" in words else 0
    last = max(int(k.split(".")[1]) for k in state if k.startswith("encoder."))
    outputs = state[f"encoder.{last}.weight"].shape[0]
    encoder = option(words, "--encoder", "mlp")
    first = state["decoder.0.weight"].shape
    latent = first[1] - classes
    pixels = 2 if "pixel" in " ".join(words) else 1
    if encoder == "mlp":
        made = space["MLP"](math.prod(shape), hidden, latent, outputs, act, classes)
        if pixels == 2:
            made.decoder[-1] = torch.nn.Linear(hidden[0], 2 * math.prod(shape))
        return made
    kind, filters = encoder.split(":")
    filters = [int(n) for n in filters.split(",")]
    kernel, stride = int(option(words, "--kernel", "3")), int(option(words, "--stride", "2"))
    image = shape if len(shape) == 3 else (*shape, 1)
    type_ = space["Residual" if kind == "res" else "Conv"]
    made = type_(image, filters, kernel, stride, hidden, latent, outputs, act, classes)
    if pixels == 2:
        made.decoder[-1] = torch.nn.Conv2d(filters[0], 2 * image[2], kernel)
    return made


def mean_of(outputs, words, features):
    text = " ".join(words)
    if "--likelihood" not in text:
        return torch.sigmoid(outputs)
    return outputs if any(w in text for w in ("gaussian:0", "gaussian:learned", "laplace:0", "log-cosh")) else None


def try_torch(space, name, shape, words, tensors):
    """The module of the manual with the exported parameters, and the way back."""
    run("vae-export --safetensors model.t > model.safetensors")
    state = load_torch("model.safetensors")
    made = module(space, shape, words, state)
    run("vae-import --like model.t model.safetensors > same.t")
    report("models → safetensors → models", name, float(open("model.t", "rb").read() != open("same.t", "rb").read()), 0)
    if made is not None:
        beside = not all(k.startswith(("encoder.", "decoder.")) for k in state)
        made.load_state_dict(state, strict=not beside)
        x = torch.from_numpy(tensors["x"])
        if option(words, "--encoder", "mlp") != "mlp":
            x = x.unsqueeze(1) if x.dim() == 3 else x.permute(0, 3, 1, 2)
        y = torch.from_numpy(tensors["y"]) if "y" in tensors else None
        if "poisson" in words:
            x = torch.log1p(x)
        codes = load_file_of("codes.t")
        with torch.no_grad():
            outputs = made.encode(x, y)
            if "z_logvar" in codes:
                z = outputs[:, : codes["z"].shape[1]] if "joint" not in words else None
                if z is not None:
                    report("PyTorch, z", name, relative(z.numpy(), codes["z"]), 1e-5 if "res" in name else 5e-6)
            x = made.decode(torch.from_numpy(codes["z"]), y)
            mean = mean_of(x, words, math.prod(shape))
            if mean is not None:
                if mean.dim() == 4:
                    mean = mean.permute(0, 2, 3, 1)
                means = read("t-cat x.t")["x"]
                report("PyTorch, x", name, relative(mean.numpy().reshape(means.shape), means), 1e-5 if "res" in name else 1e-6)
            # As after a step of training.
            for parameter in made.parameters():
                parameter.mul_(1.25).add_(0.01)
        changed = dict(state, **made.state_dict())
        save_torch({k: v.contiguous() for k, v in changed.items()}, "changed.safetensors")
        run("vae-import --like model.t changed.safetensors > changed.t; vae-export --safetensors changed.t > again.safetensors")
        again = load_torch("again.safetensors")
        same = all(torch.equal(again[k], changed[k]) for k in changed) and again.keys() == changed.keys()
        report("PyTorch → models → PyTorch", name, float(not same), 0)
    if "res:" not in " ".join(words) and not ("--encoder" in words and "cvae" in words):
        run("vae-export --safetensors --sequential model.t | vae-import --sequential --like model.t > same.t")
        report("nn.Sequential → models", name, float(open("model.t", "rb").read() != open("same.t", "rb").read()), 0)


def load_file_of(stream):
    return read(f"t-cat {stream}")


def try_sequential(space, name, shape, words, tensors):
    act = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "gelu": torch.nn.GELU, "silu": torch.nn.SiLU}
    words_ = " ".join(words)
    activation = option(words, "--activation", "relu")
    if any(w in words_ for w in ("res:", "cvae", "vq", "likelihood", "prior", "flow", "bottleneck", "-m ")) or activation not in act:
        return
    run("vae-export --safetensors --sequential model.t > sequential.safetensors")
    state = load_torch("sequential.safetensors")
    hidden = [int(n) for n in option(words, "--hidden", "400").split(",")]
    latent = int(option(words, "-z", "20"))
    encoder = option(words, "--encoder", "mlp")
    x = torch.from_numpy(tensors["x"])
    made = torch.nn.Module()
    if encoder == "mlp":
        size = math.prod(shape)
        made.encoder = space["sequential_mlp"]([size, *hidden, 2 * latent], act[activation])
        made.decoder = space["sequential_mlp"]([latent, *hidden[::-1], size], act[activation])
        x = x.flatten(1)
    else:
        image = shape if len(shape) == 3 else (*shape, 1)
        filters = [int(n) for n in encoder.split(":")[1].split(",")]
        kernel, stride = int(option(words, "--kernel", "3")), int(option(words, "--stride", "2"))
        made.encoder, made.decoder = space["sequential_conv"](
            image, filters, kernel, stride, hidden, latent, 2 * latent, act[activation])
        x = x.unsqueeze(1) if x.dim() == 3 else x.permute(0, 3, 1, 2)
    made.load_state_dict(state)
    codes = load_file_of("codes.t")
    with torch.no_grad():
        report("nn.Sequential, z", name, relative(made.encoder(x)[:, :latent].numpy(), codes["z"]), 5e-6)
        mean = torch.sigmoid(made.decoder(torch.from_numpy(codes["z"])))
        mean = mean.permute(0, 2, 3, 1) if mean.dim() == 4 else mean
        means = read("t-cat x.t")["x"]
        report("nn.Sequential, x", name, relative(mean.numpy().reshape(means.shape), means), 1e-6)


def try_streams():
    """Every type of safetensors, through a stream and back, bit for bit."""
    random = torch.Generator().manual_seed(2)
    types = [
        torch.bool, torch.uint8, torch.int8, torch.int16, torch.uint16, torch.float16, torch.bfloat16, torch.int32,
        torch.uint32, torch.float32, torch.int64, torch.uint64, torch.float64,
    ]
    for dtype in types:
        for shape in ((2000, 3, 5), (0, 3), (7, 0), (1,)):
            size = math.prod(shape) * torch.empty(0, dtype=dtype).element_size()
            bits = torch.randint(0, 2 if dtype == torch.bool else 128, (size,), generator=random, dtype=torch.uint8)
            save_torch({"x": bits.view(dtype).reshape(shape)}, "a.safetensors")
            # Rows of no numbers are not cut.
            cut = "t-cat -r 100" if math.prod(shape[1:]) else "t-cat"
            run(f"safetensors2t a.safetensors | {cut} | t2safetensors > b.safetensors")
            a, b = load_torch("a.safetensors")["x"], load_torch("b.safetensors")["x"]
            same = a.dtype == b.dtype and a.shape == b.shape and bytes(a.flatten().view(torch.uint8).tolist()) == bytes(b.flatten().view(torch.uint8).tolist())
            report("safetensors → stream → safetensors", f"{dtype}, {shape}", float(not same), 0)


def main():
    root, names = pathlib.Path(sys.argv[1]), sys.argv[2:] or list(MODELS)
    space = code_of_manual(root)
    torch.set_num_threads(1)
    print("what\ttried\tgreatest difference")
    if len(sys.argv) == 2:
        try_streams()
    for name in names:
        shape, kind, options = MODELS[name]
        words = shlex.split(options)
        tensors = data(shape, kind)
        save_file(tensors, "data.safetensors")
        run(f"safetensors2t data.safetensors > data.t; vae-fit -q -e 30 -b 16 --lr 0.01 {options} -o model.t data.t 2> fit.log || {{ cat fit.log >&2; false; }}")
        try_onnx(name, words, tensors)
        try_torch(space, name, shape, words, tensors)
        try_sequential(space, name, shape, words, tensors)
    sys.exit(failed)


main()
