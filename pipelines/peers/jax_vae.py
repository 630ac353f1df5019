"""vae-fit's network and loss in JAX, an epoch as one compiled scan: python3 jax_vae.py IMAGES EPOCHS

Prints the seconds of each epoch; the first has the compilation in it. The last batch, which is
smaller, is left out: a compiled scan wants equal steps.
"""
import sys
import time

import jax
import jax.numpy as jnp
import numpy

from mnist import images

data = jnp.asarray(images(sys.argv[1]))
epochs, batch, hidden, latent = int(sys.argv[2]), 128, 400, 20
steps, pixels = len(data) // batch, data.shape[1]


def dense(key, inputs, outputs):
    bound = inputs ** -0.5
    return {"w": jax.random.uniform(key, (inputs, outputs), minval=-bound, maxval=bound),
            "b": jnp.zeros(outputs)}


def apply(layer, x):
    return x @ layer["w"] + layer["b"]


def loss(layers, x, key):
    parameters = apply(layers[1], jax.nn.relu(apply(layers[0], x)))
    mean, log_variance = parameters[:, :latent], parameters[:, latent:]
    z = mean + jnp.exp(log_variance / 2) * jax.random.normal(key, mean.shape)
    logits = apply(layers[3], jax.nn.relu(apply(layers[2], z)))
    reconstruction = jnp.sum(jax.nn.softplus(logits) - x * logits)
    divergence = jnp.sum(mean ** 2 + jnp.exp(log_variance) - 1 - log_variance) / 2
    return (reconstruction + divergence) / len(x)


def step(state, rows):
    layers, first, second, count, key = state
    key, noise = jax.random.split(key)
    value, gradient = jax.value_and_grad(loss)(layers, data[rows], noise)
    count += 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
    rate, scale = 1e-3 / (1 - 0.9 ** count), (1 - 0.999 ** count) ** -0.5
    layers = jax.tree.map(
        lambda p, m, v: p - rate * m / (jnp.sqrt(v) * scale + 1e-8), layers, first, second)
    return (layers, first, second, count, key), value


epoch_of = jax.jit(lambda state, order: jax.lax.scan(step, state, order))
keys = jax.random.split(jax.random.key(1), 5)
sizes = [(pixels, hidden), (hidden, 2 * latent), (latent, hidden), (hidden, pixels)]
layers = [dense(key, *size) for key, size in zip(keys, sizes)]
zeros = jax.tree.map(jnp.zeros_like, layers)
state, shuffle = (layers, zeros, zeros, jnp.float32(0), keys[4]), numpy.random.default_rng(1)
for epoch in range(epochs):
    start = time.perf_counter()
    order = shuffle.permutation(len(data))[:steps * batch].reshape(steps, batch)
    state, losses = epoch_of(state, jnp.asarray(order))
    mean = float(losses.mean())
    print(f"{time.perf_counter() - start:.4f}\t{mean:.4f}", flush=True)
