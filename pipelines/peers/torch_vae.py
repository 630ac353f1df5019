"""vae-fit's network and loss in PyTorch, eager, with fused Adam: python3 torch_vae.py IMAGES EPOCHS

Prints the seconds of each epoch. The data are in memory, and the loss is not read until the end of an
epoch: nothing in the loop waits for Python.
"""
import sys
import time

import torch
from torch.nn import Linear, functional

from mnist import images

data = torch.from_numpy(images(sys.argv[1]))
epochs, batch, hidden, latent = int(sys.argv[2]), 128, 400, 20
torch.manual_seed(1)
layers = [Linear(data.shape[1], hidden), Linear(hidden, 2 * latent), Linear(latent, hidden),
          Linear(hidden, data.shape[1])]
parameters = [tensor for layer in layers for tensor in layer.parameters()]
adam = torch.optim.Adam(parameters, lr=1e-3, fused=True)
for epoch in range(epochs):
    start = time.perf_counter()
    order, total = torch.randperm(len(data)), torch.zeros(())
    for rows in order.split(batch):
        x = data[rows]
        mean, log_variance = layers[1](functional.relu(layers[0](x))).chunk(2, 1)
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        logits = layers[3](functional.relu(layers[2](z)))
        loss = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        loss = loss + (mean.square() + log_variance.exp() - 1 - log_variance).sum() / 2
        loss = loss / len(rows)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        total += loss.detach() * len(rows)
    print(f"{time.perf_counter() - start:.4f}\t{float(total) / len(data):.4f}", flush=True)
