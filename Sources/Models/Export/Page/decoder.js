'use strict';

// A graph of ONNX operators, run on arrays of 64-bit floats. Only what decoders are made of is here.

const size = shape => shape.reduce((a, b) => a * b, 1);
const tensor = (shape, data) => ({ shape, data: data || new Float64Array(size(shape)) });

// Steps of each axis in a row-major array.
function strides(shape) {
  const result = new Array(shape.length);
  for (let axis = shape.length - 1, step = 1; axis >= 0; axis--) {
    result[axis] = step;
    step *= shape[axis];
  }
  return result;
}

// Brings shapes together as NumPy does, and applies a function to the numbers at each place.
function broadcast(f, ...parts) {
  const rank = Math.max(...parts.map(p => p.shape.length));
  const full = parts.map(p => new Array(rank - p.shape.length).fill(1).concat(p.shape));
  const shape = full[0].map((_, axis) => {
    const sizes = full.map(s => s[axis]);
    return sizes.find(n => n !== 1) ?? 1;
  });
  const steps = full.map(s => strides(s).map((step, axis) => s[axis] === 1 ? 0 : step));
  const result = tensor(shape);
  const place = new Array(rank).fill(0);
  const at = parts.map(() => 0);
  const values = new Array(parts.length);
  for (let i = 0; i < result.data.length; i++) {
    for (let p = 0; p < parts.length; p++) values[p] = parts[p].data[at[p]];
    result.data[i] = f(...values);
    for (let axis = rank - 1; axis >= 0; axis--) {
      for (let p = 0; p < parts.length; p++) at[p] += steps[p][axis];
      if (++place[axis] < shape[axis]) break;
      for (let p = 0; p < parts.length; p++) at[p] -= steps[p][axis] * shape[axis];
      place[axis] = 0;
    }
  }
  return result;
}

const each = f => ([a]) => tensor(a.shape, Float64Array.from(a.data, f));
const pair = f => parts => broadcast(f, ...parts);
const sigmoid = a => a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a));
const softplus = a => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));

// The error function: its series near 0, else a continued fraction of its complement.
function erf(x) {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let term = x, sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 80; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction));
}

// The numbers of an axis from `first` on, up to before `end`.
function slice(a, first, end, axis) {
  const shape = a.shape.slice();
  const all = shape[axis];
  shape[axis] = Math.min(end, all) - first;
  const inner = size(a.shape.slice(axis + 1)), outer = size(a.shape.slice(0, axis));
  const result = tensor(shape), line = shape[axis] * inner;
  for (let o = 0; o < outer; o++) {
    const from = (o * all + first) * inner;
    result.data.set(a.data.subarray(from, from + line), o * line);
  }
  return result;
}

function concatenate(parts, axis) {
  const shape = parts[0].shape.slice();
  shape[axis] = parts.reduce((sum, p) => sum + p.shape[axis], 0);
  const result = tensor(shape), inner = size(shape.slice(axis + 1)), outer = size(shape.slice(0, axis));
  let place = 0;
  for (const part of parts) {
    const line = part.shape[axis] * inner;
    for (let o = 0; o < outer; o++) {
      result.data.set(part.data.subarray(o * line, (o + 1) * line), o * shape[axis] * inner + place);
    }
    place += line;
  }
  return result;
}

function transpose(a, order) {
  const shape = order.map(axis => a.shape[axis]), step = strides(a.shape), to = strides(shape);
  const result = tensor(shape);
  for (let i = 0; i < result.data.length; i++) {
    let from = 0;
    for (let axis = 0; axis < order.length; axis++) {
      from += Math.floor(i / to[axis]) % shape[axis] * step[order[axis]];
    }
    result.data[i] = a.data[from];
  }
  return result;
}

function gemm([a, b, c], { transB }) {
  if (!transB) throw new Error('Gemm without transB');
  const rows = a.shape[0], inner = a.shape[1], columns = b.shape[0];
  const result = tensor([rows, columns]);
  for (let r = 0; r < rows; r++) {
    for (let column = 0; column < columns; column++) {
      let sum = c ? c.data[column] : 0;
      for (let k = 0; k < inner; k++) sum += a.data[r * inner + k] * b.data[column * inner + k];
      result.data[r * columns + column] = sum;
    }
  }
  return result;
}

// Pairs of a small and a large image's lines that a kernel's line brings together: [small, large] for each tap.
function taps(small, large, kernel, stride, before) {
  return Array.from({ length: kernel }, (_, tap) => {
    const pairs = [];
    for (let s = 0; s < small; s++) {
      const l = s * stride + tap - before;
      if (l >= 0 && l < large) pairs.push([s, l]);
    }
    return pairs;
  });
}

// Conv where `isTransposed` is false: weights are [filters, channels, height, width], and the other way round, with
// channels of the input first, in ConvTranspose.
function convolve([x, w, bias], { kernel_shape: [kh, kw], strides: [sh, sw], pads, output_padding }, isTransposed) {
  const [rows, channels, h, width] = x.shape;
  const filters = isTransposed ? w.shape[1] : w.shape[0];
  const extra = output_padding || [0, 0];
  const long = (n, k, s, axis) => isTransposed
    ? (n - 1) * s + k - pads[axis] - pads[axis + 2] + extra[axis]
    : Math.floor((n + pads[axis] + pads[axis + 2] - k) / s) + 1;
  const height = long(h, kh, sh, 0), columns = long(width, kw, sw, 1);
  const result = tensor([rows, filters, height, columns]);
  const down = isTransposed ? taps(h, height, kh, sh, pads[0]) : taps(height, h, kh, sh, pads[0]);
  const across = isTransposed
    ? taps(width, columns, kw, sw, pads[1]) : taps(columns, width, kw, sw, pads[1]);
  for (let r = 0; r < rows; r++) {
    for (let f = 0; f < filters; f++) {
      const out = (r * filters + f) * height * columns;
      if (bias) result.data.fill(bias.data[f], out, out + height * columns);
      for (let c = 0; c < channels; c++) {
        const from = (r * channels + c) * h * width;
        const kernel = (isTransposed ? c * filters + f : f * channels + c) * kh * kw;
        for (let i = 0; i < kh; i++) {
          for (let j = 0; j < kw; j++) {
            const weight = w.data[kernel + i * kw + j];
            for (const [a, b] of down[i]) {
              const y = isTransposed ? b : a, line = isTransposed ? a : b;
              for (const [s, l] of across[j]) {
                result.data[out + y * columns + (isTransposed ? l : s)] +=
                  weight * x.data[from + line * width + (isTransposed ? s : l)];
              }
            }
          }
        }
      }
    }
  }
  return result;
}

// Each channel brought to mean 0 and variance 1.
function normalise([x, scale, shift], { epsilon }) {
  const [rows, channels] = x.shape, count = size(x.shape.slice(2));
  const result = tensor(x.shape);
  for (let r = 0; r < rows * channels; r++) {
    const part = x.data.subarray(r * count, (r + 1) * count);
    const mean = part.reduce((a, b) => a + b, 0) / count;
    const variance = part.reduce((a, b) => a + (b - mean) * (b - mean), 0) / count;
    const factor = scale.data[r % channels] / Math.sqrt(variance + epsilon);
    for (let i = 0; i < count; i++) result.data[r * count + i] = (part[i] - mean) * factor + shift.data[r % channels];
  }
  return result;
}

function sum(a, axis) {
  const inner = size(a.shape.slice(axis + 1)), outer = size(a.shape.slice(0, axis)), n = a.shape[axis];
  const result = tensor(a.shape.filter((_, i) => i !== axis));
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < inner; i++) result.data[o * inner + i] += a.data[(o * n + k) * inner + i];
    }
  }
  return result;
}

// Halves go to the even number.
function round(a) {
  const near = Math.round(a);
  return Math.abs(a % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near;
}

const operators = {
  Abs: each(Math.abs),
  Add: pair((a, b) => a + b),
  Cast: ([a]) => a,
  Clip: ([a, low, high]) => tensor(a.shape, a.data.map(x => Math.min(Math.max(x, low.data[0]), high.data[0]))),
  Concat: (parts, { axis }) => concatenate(parts, axis),
  Conv: (parts, attributes) => convolve(parts, attributes, false),
  ConvTranspose: (parts, attributes) => convolve(parts, attributes, true),
  Div: pair((a, b) => a / b),
  Erf: each(erf),
  Exp: each(Math.exp),
  Gemm: gemm,
  Greater: pair((a, b) => a > b ? 1 : 0),
  Identity: ([a]) => a,
  InstanceNormalization: normalise,
  LeakyRelu: ([a], { alpha }) => tensor(a.shape, a.data.map(x => x < 0 ? alpha * x : x)),
  Less: pair((a, b) => a < b ? 1 : 0),
  Log: each(Math.log),
  Mul: pair((a, b) => a * b),
  Neg: each(a => -a),
  OneHot: ([numbers, depth]) => {
    const classes = depth.data[0], result = tensor([...numbers.shape, classes]);
    numbers.data.forEach((n, i) => { result.data[i * classes + n] = 1; });
    return result;
  },
  Or: pair((a, b) => a || b),
  ReduceSum: ([a, axes]) => sum(a, axes.data[0]),
  Relu: each(a => Math.max(a, 0)),
  Reshape: ([a, to]) => tensor(Array.from(to.data, (n, axis) => n === 0 ? a.shape[axis] : n), a.data),
  Round: each(round),
  Sigmoid: each(sigmoid),
  Slice: ([a, from, to, axes]) => slice(a, from.data[0], to.data[0], axes.data[0]),
  Softplus: each(softplus),
  Sub: pair((a, b) => a - b),
  Tanh: each(Math.tanh),
  Transpose: ([a], { perm }) => transpose(a, perm),
  Unsqueeze: ([a, axes]) => {
    const shape = a.shape.slice();
    shape.splice(axes.data[0], 0, 1);
    return tensor(shape, a.data);
  },
  Where: pair((condition, a, b) => condition ? a : b),
};

// The constants of a model: 32-bit floats, little-endian, one after the other in base64, and whole numbers as they are.
function constants(model) {
  const text = atob(model.numbers), bytes = Uint8Array.from(text, c => c.charCodeAt(0));
  const view = new DataView(bytes.buffer), result = {};
  let place = 0;
  for (const [name, shape, numbers] of model.constants) {
    const data = numbers ? Float64Array.from(numbers) : new Float64Array(size(shape));
    if (!numbers) {
      for (let i = 0; i < data.length; i++, place += 4) data[i] = view.getFloat32(place, true);
    }
    result[name] = tensor(shape, data);
  }
  return result;
}

// The mean of p(x|z) of one z, a number for each pixel; `label` is the class where the model is told one.
function decode(model, z, label) {
  model.values = model.values || constants(model);
  const values = { ...model.values, z: tensor([1, z.length], Float64Array.from(z)) };
  if (model.classes.length > 0) values.y = tensor([1], Float64Array.of(label));
  for (const [name, inputs, outputs, attributes] of model.nodes) {
    values[outputs[0]] = operators[name](inputs.map(input => values[input]), attributes);
  }
  return values.x.data;
}
