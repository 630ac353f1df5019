"""The convolutional network of keras-conv.sh in PyTorch, eager, with fused Adam:
python3 torch_conv.py IMAGES EPOCHS

Prints the seconds of each epoch. As in torch_vae.py nothing in the loop waits for Python.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional

from mnist import images

data = torch.from_numpy(images(sys.argv[1])).reshape(-1, 1, 28, 28)
epochs, batch, latent = int(sys.argv[2]), 128, 2
torch.manual_seed(1)
encoder = nn.Sequential(
    nn.Conv2d(1, 32, 3, stride=2, padding=1), nn.ReLU(),
    nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.ReLU(),
    nn.Flatten(), nn.Linear(3136, 16), nn.ReLU(), nn.Linear(16, 2 * latent))
decoder = nn.Sequential(
    nn.Linear(latent, 3136), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)),
    nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
    nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
    nn.Conv2d(32, 1, 3, padding=1))
parameters = list(encoder.parameters()) + list(decoder.parameters())
adam = torch.optim.Adam(parameters, lr=1e-3, fused=True)
for epoch in range(epochs):
    start = time.perf_counter()
    order, total = torch.randperm(len(data)), torch.zeros(())
    for rows in order.split(batch):
        x = data[rows]
        mean, log_variance = encoder(x).chunk(2, 1)
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        loss = functional.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum")
        loss = loss + (mean.square() + log_variance.exp() - 1 - log_variance).sum() / 2
        loss = loss / len(rows)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        total += loss.detach() * len(rows)
    print(f"{time.perf_counter() - start:.4f}\t{float(total) / len(data):.4f}", flush=True)
