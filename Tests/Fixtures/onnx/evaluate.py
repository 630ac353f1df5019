#!/usr/bin/env python3
"""Checks a graph of ONNX by onnx.checker, evaluates it in double precision with NumPy, and compares what comes out.

usage: evaluate.py FORMATS GRAPH DATA EXPECTED

FORMATS is the folder of read_t.py. DATA and EXPECTED are tensor streams; the graph takes its inputs from the one, and
its outputs are compared with the other, by their names. Writes a line for each output: its name, and the greatest
difference in parts of the expected number, or of 1 where that is smaller. The operators are those of the specification.
"""

import math
import sys

import numpy as np
import onnx
import onnx.numpy_helper

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from read_t import read  # noqa: E402

TYPES = {1: np.float64, 2: np.uint8, 6: np.int32, 7: np.int64, 9: np.bool_, 11: np.float64}
erf = np.vectorize(math.erf, otypes=[float])


def windows(x, weight, strides, pads):
    """The parts of images that a kernel of this size sees, [rows, channels, kernel height, width, height, width]."""
    x = np.pad(x, ((0, 0), (0, 0), (pads[0], pads[2]), (pads[1], pads[3])))
    view = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], (2, 3))
    return view[:, :, :: strides[0], :: strides[1]]


def conv(x, weight, bias, kernel_shape, strides, pads):
    return np.einsum("nchwij,fcij->nfhw", windows(x, weight, strides, pads), weight) + bias[:, None, None]


def conv_transpose(x, weight, bias, kernel_shape, strides, pads, output_padding):
    (rows, _, h, w), (_, filters, i, j) = x.shape, weight.shape
    full = np.zeros((rows, filters, (h - 1) * strides[0] + i + output_padding[0], (w - 1) * strides[1] + j + output_padding[1]))
    for y in range(h):
        for z in range(w):
            part = np.einsum("nc,cfij->nfij", x[:, :, y, z], weight)
            full[:, :, y * strides[0] : y * strides[0] + i, z * strides[1] : z * strides[1] + j] += part
    end = (full.shape[2] - pads[2], full.shape[3] - pads[3])
    return full[:, :, pads[0] : end[0], pads[1] : end[1]] + bias[:, None, None]


def normalize(x, scale, shift, epsilon):
    axes, shape = tuple(range(2, x.ndim)), (1, -1) + (1,) * (x.ndim - 2)
    centred = x - x.mean(axes, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axes, keepdims=True) + epsilon)
    return centred / deviation * scale.reshape(shape) + shift.reshape(shape)


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def one_hot(numbers, depth, values, axis):
    return np.where(numbers[..., None] == np.arange(depth), values[1], values[0])


def top_k(x, k, axis):
    order = np.argsort(-x, axis, kind="stable").take(range(int(k[0])), axis)
    return np.take_along_axis(x, order, axis), order


def scatter(x, places, values, axis):
    x = x.copy()
    np.put_along_axis(x, places, values, axis)
    return x


def reshape(x, shape):
    return x.reshape([x.shape[k] if n == 0 else n for k, n in enumerate(shape)])


def slices(x, start, end, axis):
    return x[tuple(slice(start[0], end[0]) if k == axis[0] else slice(None) for k in range(x.ndim))]


OPERATORS = {
    "Abs": np.abs, "Add": np.add, "Clip": np.clip, "Conv": conv, "ConvTranspose": conv_transpose,
    "ArgMax": lambda x, axis, keepdims: x.argmax(axis), "ArgMin": lambda x, axis, keepdims: x.argmin(axis),
    "Cast": lambda x, to: x.astype(TYPES[to]), "Concat": lambda *x, axis: np.concatenate(x, axis),
    "ConstantOfShape": np.zeros, "Div": np.divide, "Erf": erf, "Exp": np.exp,
    "Gather": lambda x, places, axis: x.take(places, axis), "Gemm": lambda a, b, c, transB: a @ b.T + c,
    "Greater": np.greater, "Identity": lambda x: x, "InstanceNormalization": normalize,
    "LeakyRelu": lambda x, alpha: np.where(x < 0, alpha * x, x), "Less": np.less, "Log": np.log,
    "LogSoftmax": lambda x, axis: np.log(softmax(x, axis)), "MatMul": np.matmul, "Mul": np.multiply, "Neg": np.negative,
    "OneHot": one_hot, "Or": np.logical_or, "Reciprocal": np.reciprocal,
    "ReduceSum": lambda x, axes, keepdims: x.sum(tuple(axes)), "Relu": lambda x: np.maximum(x, 0), "Reshape": reshape,
    "Round": np.rint, "ScatterElements": scatter, "Shape": lambda x: np.array(x.shape),
    "Sigmoid": lambda x: 0.5 * (1 + np.tanh(x / 2)), "Slice": slices, "Softmax": softmax,
    "Softplus": lambda x: np.logaddexp(0, x), "Sub": np.subtract, "Tanh": np.tanh, "TopK": top_k,
    "Transpose": lambda x, perm: x.transpose(perm), "Unsqueeze": lambda x, axes: np.expand_dims(x, tuple(axes)),
    "Where": np.where,
}  # fmt: skip


def evaluate(graph, values):
    for constant in graph.initializer:
        array = onnx.numpy_helper.to_array(constant)
        values[constant.name] = array.astype(np.float64) if array.dtype == np.float32 else array
    for node in graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        result = OPERATORS[node.op_type](*(values[name] for name in node.input), **attributes)
        values.update(zip(node.output, result if isinstance(result, tuple) else (result,)))
    return {port.name: values[port.name] for port in graph.output}


def rows(path):
    frames = list(read(path))
    return {name: np.concatenate([f[name] for f in frames]) for name in frames[0] if not name.startswith("@")}


def main():
    model = onnx.load(sys.argv[2])
    onnx.checker.check_model(model, full_check=True)
    data, expected = rows(sys.argv[3]), rows(sys.argv[4])
    inputs = {}
    for port in model.graph.input:
        kind = port.type.tensor_type.elem_type
        # Bytes of a stream are p/255 where the graph takes numbers.
        part = data[port.name] / 255 if kind == 1 and data[port.name].dtype == np.uint8 else data[port.name]
        inputs[port.name] = part.astype(TYPES[kind])
    np.seterr(all="ignore")
    for name, found in evaluate(model.graph, inputs).items():
        if name == "elbo" and name not in expected:
            expected[name] = -(expected.get("reconstruction", expected.get("bce")) + expected["kl"])
        wanted = expected["bce" if name == "reconstruction" and "bce" in expected else name].astype(np.float64)
        assert found.shape == wanted.shape, (name, found.shape, wanted.shape)
        difference = np.abs(found.astype(np.float64) - wanted) / np.maximum(1, np.abs(wanted))
        print(name, float(difference.max(initial=0)))


main()
