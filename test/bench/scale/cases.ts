import { hmmPeer } from "./hmmPeer";
import { linearPeer, networkPeer, softmaxPeer } from "./layerPeers";
import { lstmPeer, rnnPeer } from "./recurrentPeers";

/** The loss at θ; writes its gradient. */
export type Peer = (theta: Float64Array, gradient: Float64Array) => number;

/** A function as a person writes it, and the same with its analytic gradient by hand. */
export interface ScaleCase {
  readonly name: string;
  /** The module's text; its function is called `loss`. */
  readonly text: string;
  readonly parameters: number;
  /** Samples of one step's batch where `loss` takes a sample. */
  readonly batch?: number;
  /** Makes the peer; over samples, of those at the indices of a batch. */
  readonly peer: () => Peer;
  /** The most that our gradient may take, relative to the peer's. */
  readonly bound: number;
}

/** Numbers in (−½, ½) that both sides make alike: Lehmer's generator with Park and Miller's factor. */
export const numbersText = `let seed = 1;
const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5;
const table = (rows, columns) => Array.from({ length: rows }, () => Array.from({ length: columns }, next));
`;

const softmaxText = `function crossEntropy(logits, label) {
  const most = Math.max(...logits);
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - most);
  return Math.log(sum) + most - logits[label];
}
function layer(p, from, input, size) {
  const out = [];
  for (let j = 0; j < size; j++) {
    let z = p[from + size * input.length + j];
    for (let i = 0; i < input.length; i++) z += p[from + j * input.length + i] * input[i];
    out.push(z);
  }
  return out;
}
`;

const networkBody = `
const sampleLoss = (p, x, label) => {
  const first = layer(p, 0, x, 64).map(Math.tanh);
  const second = layer(p, 1344, first, 48).map(Math.tanh);
  return crossEntropy(layer(p, 4464, second, 10), label);
};
`;

const overRows = `export function loss(p) {
  let total = 0;
  for (let s = 0; s < X.length; s++) total += sampleLoss(p, X[s], s % 10);
  return total / X.length;
}
`;

function network(rows: number, batch?: number): ScaleCase {
  const loss =
    batch === undefined
      ? overRows
      : `const rows = X.map((x, s) => ({ x, label: s % 10 }));
export const loss = (p, row) => sampleLoss(p, row.x, row.label);
`;
  return {
    name: `network 20-64-48-10, ${count(rows)} samples${batch === undefined ? "" : `, batches of ${batch}`}`,
    text: `${numbersText}const X = table(${rows}, 20);\n${softmaxText}${networkBody}${loss}`,
    parameters: 4954,
    ...(batch !== undefined && { batch }),
    peer: () => networkPeer(rows, batch),
    bound: 1.2,
  };
}

function softmax(rows: number): ScaleCase {
  const body = `const sampleLoss = (p, x, label) => crossEntropy(layer(p, 0, x, 10), label);\n`;
  return {
    name: `softmax 784 × 10, ${count(rows)} rows`,
    text: `${numbersText}const X = table(${rows}, 784).map((row) => Float64Array.from(row));\n${softmaxText}${body}${overRows}`,
    parameters: 7850,
    peer: () => softmaxPeer(rows),
    bound: 1.2,
  };
}

function rnn(steps: number): ScaleCase {
  return {
    name: `RNN of 16 units, ${steps} steps`,
    text: `${numbersText}const X = table(${steps}, 1).map(([x]) => x);
export function loss(p) {
  let h = new Array(16).fill(0);
  let total = 0;
  for (let t = 0; t + 1 < X.length; t++) {
    const next = [];
    for (let j = 0; j < 16; j++) {
      let z = p[272 + j] + p[256 + j] * X[t];
      for (let i = 0; i < 16; i++) z += p[j * 16 + i] * h[i];
      next.push(Math.tanh(z));
    }
    h = next;
    let y = p[304];
    for (let j = 0; j < 16; j++) y += p[288 + j] * h[j];
    total += (y - X[t + 1]) ** 2;
  }
  return total / X.length;
}
`,
    parameters: 305,
    peer: () => rnnPeer(steps),
    bound: 2,
  };
}

function lstm(steps: number): ScaleCase {
  return {
    name: `LSTM of 24 units, ${steps} steps`,
    text: `${numbersText}const X = table(${steps + 1}, 6);
const H = 24, D = 6, gate = H * (D + H + 1);
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
function preactivation(p, k, x, h) {
  const out = [];
  for (let j = 0; j < H; j++) {
    const row = k * gate + j * (D + H + 1);
    let z = p[row + D + H];
    for (let i = 0; i < D; i++) z += p[row + i] * x[i];
    for (let i = 0; i < H; i++) z += p[row + D + i] * h[i];
    out.push(z);
  }
  return out;
}
export function loss(p) {
  let h = new Array(H).fill(0);
  let c = new Array(H).fill(0);
  for (let t = 0; t < ${steps}; t++) {
    const input = preactivation(p, 0, X[t], h).map(sigmoid);
    const forget = preactivation(p, 1, X[t], h).map(sigmoid);
    const output = preactivation(p, 2, X[t], h).map(sigmoid);
    const candidate = preactivation(p, 3, X[t], h).map(Math.tanh);
    c = c.map((value, j) => forget[j] * value + input[j] * candidate[j]);
    h = c.map((value, j) => output[j] * Math.tanh(value));
  }
  let y = p[4 * gate + H];
  for (let j = 0; j < H; j++) y += p[4 * gate + j] * h[j];
  return (y - X[${steps}][0]) ** 2;
}
`,
    parameters: 4 * 24 * 31 + 25,
    peer: () => lstmPeer(steps),
    bound: 2,
  };
}

function hmm(steps: number): ScaleCase {
  return {
    name: `HMM of 3 states, ${count(steps)} steps`,
    text: `${numbersText}const X = table(${steps}, 1).map(([x]) => 4 * x);
const K = 3;
const logSumExp = (values) => {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};
export function loss(p) {
  const logA = [];
  for (let i = 0; i < K; i++) {
    const row = p.slice(i * K, (i + 1) * K);
    const norm = logSumExp(row);
    logA.push(row.map((value) => value - norm));
  }
  const emission = (j, x) => -0.5 * ((x - p[K * K + j]) / Math.exp(p[K * K + K + j])) ** 2 - p[K * K + K + j];
  let alpha = [];
  for (let j = 0; j < K; j++) alpha.push(emission(j, X[0]) - Math.log(K));
  for (let t = 1; t < X.length; t++) {
    const following = [];
    for (let j = 0; j < K; j++) {
      const ways = [];
      for (let i = 0; i < K; i++) ways.push(alpha[i] + logA[i][j]);
      following.push(logSumExp(ways) + emission(j, X[t]));
    }
    alpha = following;
  }
  return -logSumExp(alpha) / X.length;
}
`,
    parameters: 15,
    peer: () => hmmPeer(steps),
    bound: 2,
  };
}

function linear(rows: number): ScaleCase {
  return {
    name: `linear regression, ${count(rows)} × 20`,
    text: `${numbersText}const X = table(${rows}, 20);
const Y = X.map((row) => row[0] - 2 * row[1] + next());
export function loss(w) {
  let sum = 0;
  for (let i = 0; i < X.length; i++) {
    let z = w[20];
    for (let j = 0; j < 20; j++) z += w[j] * X[i][j];
    sum += (z - Y[i]) ** 2;
  }
  return sum / X.length;
}
`,
    parameters: 21,
    peer: () => linearPeer(rows),
    bound: 1.2,
  };
}

function count(number: number): string {
  return number.toLocaleString("en");
}

/** What is measured, from the small to the large. */
export const scaleCases: readonly ScaleCase[] = [
  network(200),
  network(1000),
  network(10_000),
  network(200, 32),
  network(1000, 32),
  network(10_000, 32),
  softmax(200),
  softmax(2000),
  ...[10, 25, 50, 100, 200, 400].map(rnn),
  lstm(30),
  hmm(200),
  hmm(2000),
  linear(100_000),
];

/** A start that both sides share. */
export function startOf({ parameters }: ScaleCase): Float64Array {
  return Float64Array.from({ length: parameters }, (_, i) => 0.2 * Math.sin(1 + i * 1.7));
}
