#!/usr/bin/env python3
"""usage: numpy_score.py MODEL DATA K [SEED [ROW-OFFSET]]

What `vae-score -k K --tsv MODEL DATA` says, computed anew: from the files by formats/read_t.py, the noise
from the generator's definition, everything else in double precision from the formulas. For models with a
normal posterior and the bernoulli likelihood, or the gaussian one of fixed variance, made of dense layers.
Writes the same lines: reconstruction, KL, ELBO, log-likelihood, effective sample size, deviance.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "formats"))
from read_t import read  # noqa: E402

SCORE = 13  # what the random numbers are for


def philox(counter, key):
    """Philox4x32-10 (Salmon et al., SC'11): four words from four words and a key of two."""
    a, b, c, d = (word.astype(np.uint64) for word in np.broadcast_arrays(*counter))
    low, high = key & 0xFFFFFFFF, key >> 32
    mask = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        p, q = a * np.uint64(0xD2511F53), c * np.uint64(0xCD9E8D57)
        a, b, c, d = (
            (q >> np.uint64(32)) ^ b ^ np.uint64(low), q & mask,
            (p >> np.uint64(32)) ^ d ^ np.uint64(high), p & mask,
        )
        low, high = (low + 0x9E3779B9) & 0xFFFFFFFF, (high + 0xBB67AE85) & 0xFFFFFFFF
    return a, b, c, d


def normals(seed, draw, rows, size):
    """Standard normals [rows, size] of one draw, a function of the seed, the draw and each row's number."""
    blocks = np.arange((size + 3) // 4)
    stream = np.uint64(draw << 8 | SCORE)
    words = philox((rows[:, None], np.uint64(0), blocks[None, :].astype(np.uint64), stream), seed)
    # The middle of one of 2^23 equal cells.
    u = [((word >> np.uint64(9)).astype(np.float64) + 0.5) / 2**23 for word in words]
    pairs = []
    for first, second in ((u[0], u[1]), (u[2], u[3])):
        radius, angle = np.sqrt(-2 * np.log(first)), 2 * np.pi * second
        pairs += [radius * np.cos(angle), radius * np.sin(angle)]
    return np.stack(pairs, axis=2).reshape(len(rows), -1)[:, :size]


ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softplus": lambda x: np.logaddexp(0, x),
    "silu": lambda x: x / (1 + np.exp(-x)),
}


def run(model, part, x):
    """The dense layers of encoder or decoder; the activation follows all but the last."""
    activation = ACTIVATIONS[text(model, "@activation")]
    layer = 0
    while f"{part}.{layer}.weight" in model:
        weight, bias = (model[f"{part}.{layer}.{name}"].astype(np.float64) for name in ("weight", "bias"))
        x = (activation(x) if layer else x) @ weight.T + bias
        layer += 1
    return x


def text(frame, name):
    return b"".join(frame[name]).decode() if frame[name].dtype.kind == "S" else frame[name].item()


def losses(model, outputs, x):
    """-log p(x|z) of each row in nats, constants included, and the least that it could be."""
    if text(model, "@likelihood") == "bernoulli":
        p = np.clip(x, 1e-300, 1)
        q = np.clip(1 - x, 1e-300, 1)
        return (np.logaddexp(0, outputs) - x * outputs).sum(1), -(x * np.log(p) + (1 - x) * np.log(q)).sum(1)
    variance = text(model, "@variance")
    constant = np.full(len(x), x.shape[1] * 0.5 * np.log(2 * np.pi * variance))
    return ((outputs - x) ** 2).sum(1) / (2 * variance) + constant, constant


def score(model, x, rows, k, seed):
    """The six figures of some rows, [rows, 6]."""
    size = text(model, "@latent")
    parameters = run(model, "encoder", x)
    mean, log_variance = parameters[:, :size], np.clip(parameters[:, size:], -30, 20)
    divergence = 0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).sum(1)
    total, weights = 0, []
    for draw in range(k):
        noise = normals(seed, draw, rows, size)
        z = mean + np.exp(0.5 * log_variance) * noise
        loss, least = losses(model, run(model, "decoder", z), x)
        # log p(z) - log q(z|x), the constants being the same.
        ratio = 0.5 * (noise**2 + log_variance - z**2).sum(1)
        total = total + loss / k
        weights.append(ratio - loss)
    weights = np.array(weights)
    largest = weights.max(0)
    w = np.exp(weights - largest)
    return np.stack(
        [
            total, divergence, -(total + divergence), largest + np.log(w.mean(0)),
            w.sum(0) ** 2 / (w**2).sum(0), 2 * (total - least),
        ], axis=1)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    model = next(read(sys.argv[1]))
    k, seed, first = (int(word) for word in (sys.argv[3:] + ["1", "0"][len(sys.argv) - 4 :])[:3])
    for frame in read(sys.argv[2]):
        x = frame["x"].reshape(len(frame["x"]), -1)
        x = x / 255.0 if x.dtype == np.uint8 else x.astype(np.float64)
        rows = np.arange(first, first + len(x)).astype(np.uint64)
        for line in score(model, x, rows, k, seed):
            print(*line, sep="\t")
        first += len(x)


if __name__ == "__main__":
    main()
