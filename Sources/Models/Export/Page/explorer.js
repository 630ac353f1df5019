'use strict';

const element = id => document.getElementById(id);
const { normal, variables, choices } = model.latents;
// What is shown: normal numbers, then the choice of each discrete variable, and the class.
const state = {
  numbers: new Array(normal).fill(0), chosen: new Array(variables).fill(0), label: model.classes[0] || 0,
};
// Numbers of the plane and the sliders go from −limit to limit.
const limit = model.latents.limit;

// z as the decoder takes it: a discrete variable is 1 at its choice, or its choice's vector.
function latents() {
  const z = state.numbers.slice();
  state.chosen.forEach((choice, variable) => {
    if (model.latents.vectors) {
      const size = model.latents.vectors.size;
      z.push(...model.latents.vectors.values.slice(choice * size, (choice + 1) * size));
    } else {
      for (let k = 0; k < choices; k++) z.push(k === choice ? 1 : 0);
    }
  });
  return z;
}

const [height, width, channels] =
  model.shape.length === 1 ? [1, model.shape[0], 1] : [model.shape[0], model.shape[1], model.shape[2] || 1];
const isImage = model.shape.length > 1 && (channels === 1 || channels === 3);

// Bytes of colours for the numbers of an image, from low to high.
function colours(x, low, high) {
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      const value = x[i * channels + (channels === 3 ? c : 0)];
      image.data[4 * i + c] = 255 * (value - low) / (high - low || 1);
    }
    image.data[4 * i + 3] = 255;
  }
  return image;
}

function range(x) {
  if (model.unit) return [0, 1];
  return [x.reduce((a, b) => Math.min(a, b), Infinity), x.reduce((a, b) => Math.max(a, b), -Infinity)];
}

// A row of numbers that is no image: a bar for each.
function bars(canvas, x, low, high) {
  [canvas.width, canvas.height] = [640, 320];
  const context = canvas.getContext('2d');
  context.fillStyle = getComputedStyle(document.body).color;
  const from = Math.min(low, 0), to = Math.max(high, 0), y = v => 319 - 318 * (v - from) / (to - from || 1);
  x.forEach((value, i) => {
    const top = Math.min(y(value), y(0)), tall = Math.max(1, Math.abs(y(value) - y(0)));
    context.fillRect(640 * i / x.length, top, Math.max(1, 600 / x.length), tall);
  });
}

const short = number => number.toFixed(2).replace('-', '−');
let waiting = false;

// Draws what the state says, once a frame however many changes came.
function show() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const x = decode(model, latents(), state.label), [low, high] = range(x), canvas = element('picture');
    if (isImage) {
      [canvas.width, canvas.height] = [width, height];
      canvas.getContext('2d').putImageData(colours(x, low, high), 0, 0);
    } else {
      bars(canvas, x, low, high);
    }
    const parts = [];
    if (normal > 0 && normal <= 4) parts.push(`z = (${state.numbers.map(short).join(', ')})`);
    if (!model.unit) parts.push(`numbers from ${short(low)} to ${short(high)}`);
    element('caption').textContent = parts.join('; ');
    canvas.setAttribute('aria-label', `Decoded from ${parts.join('; ') || 'z'}`);
    for (const update of updates) update();
  });
}

// What the controls do when the state has changed.
const updates = [];

function slider(name, least, most, step, get, set, text) {
  const row = document.createElement('div'), label = document.createElement('label');
  const input = document.createElement('input'), output = document.createElement('output');
  row.className = 'row';
  Object.assign(input, { type: 'range', min: least, max: most, step, id: `slider-${name}` });
  label.textContent = name;
  label.htmlFor = input.id;
  input.addEventListener('input', () => { set(Number(input.value)); show(); });
  updates.push(() => { input.value = get(); output.textContent = text(get()); });
  row.append(label, input, output);
  return row;
}

function makeSliders() {
  const rows = [];
  for (let i = 0; i < (normal === 2 && variables === 0 ? 0 : normal); i++) {
    rows.push(slider(
      `z ${i}`, -limit, limit, limit / 60, () => state.numbers[i], v => { state.numbers[i] = v; }, short));
  }
  for (let i = 0; i < variables; i++) {
    rows.push(slider(
      `code ${i}`, 0, choices - 1, 1, () => state.chosen[i], v => { state.chosen[i] = v; }, String));
  }
  element('sliders').append(...rows.slice(0, 24));
  if (rows.length > 24) {
    const more = document.createElement('details'), summary = document.createElement('summary');
    summary.textContent = `${rows.length - 24} more`;
    more.append(summary, ...rows.slice(24));
    element('sliders').append(more);
  }
}

function makePlane() {
  const plane = element('plane'), mark = element('mark');
  plane.hidden = false;
  const move = (a, b) => {
    state.numbers = [a, b].map(v => Math.max(-limit, Math.min(limit, v)));
    show();
  };
  const point = event => {
    const box = plane.getBoundingClientRect();
    move(
      ((event.clientX - box.left) / box.width * 2 - 1) * limit,
      (1 - (event.clientY - box.top) / box.height * 2) * limit);
  };
  plane.addEventListener('pointerdown', event => { plane.setPointerCapture(event.pointerId); point(event); });
  plane.addEventListener('pointermove', event => { if (event.buttons) point(event); });
  plane.addEventListener('keydown', event => {
    const step = limit / (event.shiftKey ? 6 : 30), [a, b] = state.numbers;
    const to = {
      ArrowLeft: [a - step, b], ArrowRight: [a + step, b], ArrowUp: [a, b + step], ArrowDown: [a, b - step],
    }[event.key];
    if (to) { event.preventDefault(); move(...to); }
  });
  updates.push(() => {
    mark.style.left = `${(state.numbers[0] / limit + 1) * 50}%`;
    mark.style.top = `${(1 - state.numbers[1] / limit) * 50}%`;
  });
  if (isImage) {
    drawMap();
    element('label').addEventListener('change', drawMap);
  }
}

let mapOf = 0;

// What a lattice of points in the plane decodes to, a picture at a time, so that the page stays quick.
function drawMap() {
  const across = 11, map = element('map'), turn = ++mapOf;
  [map.width, map.height] = [across * width, across * height];
  const context = map.getContext('2d');
  const next = i => {
    if (turn !== mapOf || i === across * across) return;
    const [line, column] = [Math.floor(i / across), i % across];
    const z = [(column + 0.5) / across, 1 - (line + 0.5) / across].map(v => (2 * v - 1) * limit);
    const x = decode(model, z, state.label);
    context.putImageData(colours(x, ...range(x)), column * width, line * height);
    setTimeout(next, 0, i + 1);
  };
  next(0);
}

// A draw from N(0, 1), by Box and Muller's transform.
function gaussian() {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

element('meaning').textContent = model.meaning;
for (const k of model.classes) element('label').add(new Option(String(k)));
element('condition').hidden = model.classes.length === 0;
element('label').addEventListener('change', event => { state.label = Number(event.target.value); show(); });
element('draw').addEventListener('click', () => {
  state.numbers = state.numbers.map(gaussian);
  state.chosen = state.chosen.map(() => Math.floor(Math.random() * choices));
  show();
});
element('draw').hidden = !model.latents.hasPrior;
element('centre').addEventListener('click', () => {
  state.numbers.fill(0);
  state.chosen.fill(0);
  show();
});
// Bars have the colour of the text.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
makeSliders();
if (normal === 2 && variables === 0) makePlane();
show();
