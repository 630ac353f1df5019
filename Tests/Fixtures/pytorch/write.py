#!/usr/bin/env python3
"""Writes the files beside it: modules of formats/pytorch.md with random parameters, and what they make of some numbers."""
import pathlib
import re

import torch
from safetensors.torch import save_file

folder = pathlib.Path(__file__).parent
text = (folder / "../../../formats/pytorch.md").read_text()
exec("\n".join(re.findall(r"```python\n(.*?)```", text, re.S)))

torch.manual_seed(3)
x = torch.rand(4, 11, 13, 3)
z = torch.randn(4, 2)
modules = {
    "mlp": (MLP(429, [9, 5], 2, 4), x), "conv": (Conv((11, 13, 3), [3, 5], 3, 2, [6], 2, 4), x.permute(0, 3, 1, 2)),
    "res": (Residual((11, 13, 3), [3, 4], 3, 2, [6], 2, 4), x.permute(0, 3, 1, 2)),
}
made = {"x": x, "z": z}
with torch.no_grad():
    for name, (module, images) in modules.items():
        for key, parameter in module.named_parameters():
            if key.endswith("weight"):
                parameter.add_(0.2 * torch.randn_like(parameter))
        mean = torch.sigmoid(module.decode(z))
        made[f"{name}.mean"] = (mean.permute(0, 2, 3, 1) if mean.dim() == 4 else mean.reshape(x.shape)).contiguous()
        made[f"{name}.z"] = module.encode(images)[:, :2].contiguous()
        save_file(module.state_dict(), folder / f"{name}.safetensors", metadata={"format": "pt"})
save_file(made, folder / "made.safetensors")
