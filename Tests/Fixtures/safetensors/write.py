#!/usr/bin/env python3
"""Writes the files beside it: safetensors as PyTorch saves them. The versions that wrote them are in README.md."""
import pathlib

import torch
from safetensors.torch import save_file

folder = pathlib.Path(__file__).parent
random = torch.Generator().manual_seed(1)
types = {
    "BOOL": torch.bool, "U8": torch.uint8, "I8": torch.int8, "I16": torch.int16, "U16": torch.uint16,
    "F16": torch.float16, "BF16": torch.bfloat16, "I32": torch.int32, "U32": torch.uint32,
    "F32": torch.float32, "I64": torch.int64, "U64": torch.uint64, "F64": torch.float64,
}
tensors = {}
for name, dtype in types.items():
    if name == "BOOL":
        value = torch.tensor([[True, False, True], [False, False, True]])
    elif name == "U64":
        value = torch.tensor([[0, 1, 2**63 - 1], [7, 8, 9]], dtype=dtype)
    else:
        # Any bits, NaN among them.
        size = 6 * torch.empty(0, dtype=dtype).element_size()
        value = torch.randint(0, 256, (size,), generator=random, dtype=torch.uint8).view(dtype).reshape(2, 3)
    tensors[name.lower()] = value
save_file(tensors, folder / "types.safetensors", metadata={"format": "pt", "note": 'tab\t"quoted" é'})
save_file(
    {
        "scalar": torch.tensor(1.5), "empty": torch.empty(0, 4), "a": torch.arange(6.0).reshape(2, 3).half(),
        "none": torch.empty(3, 0, dtype=torch.int64),
    },
    folder / "odd.safetensors")
save_file(
    {
        "x": torch.zeros(2, 2, dtype=torch.float8_e4m3fn), "c": torch.zeros(2, dtype=torch.complex64),
        "y": torch.zeros(2, dtype=torch.uint8),
    },
    folder / "f8.safetensors")
