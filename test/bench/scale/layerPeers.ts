import type { Peer } from "./cases";
import { numbers, table } from "./numbers";

/** z = W x + b, with W row by row from `from` on and b after it. */
function forward(
  p: Float64Array,
  from: number,
  input: Float64Array,
  output: Float64Array,
  squash: boolean,
): void {
  const width = input.length;
  const size = output.length;
  for (let j = 0; j < size; j++) {
    let z = p[from + size * width + j]!;
    const row = from + j * width;
    for (let i = 0; i < width; i++) z += p[row + i]! * input[i]!;
    output[j] = squash ? Math.tanh(z) : z;
  }
}

/** Adds ∂L/∂W and ∂L/∂b, and writes ∂L/∂x where that is wanted. */
function backward(
  p: Float64Array,
  gradient: Float64Array,
  from: number,
  input: Float64Array,
  slopes: Float64Array,
  below: Float64Array | undefined,
): void {
  const width = input.length;
  const size = slopes.length;
  below?.fill(0);
  for (let j = 0; j < size; j++) {
    const slope = slopes[j]!;
    const row = from + j * width;
    for (let i = 0; i < width; i++) gradient[row + i]! += slope * input[i]!;
    if (below) for (let i = 0; i < width; i++) below[i]! += slope * p[row + i]!;
    gradient[from + size * width + j]! += slope;
  }
}

/** Replaces logits by their slopes and returns log Σ exp z − z[label]. */
function crossEntropy(logits: Float64Array, label: number): number {
  let most = -Infinity;
  for (const z of logits) most = Math.max(most, z);
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - most);
  const loss = Math.log(sum) + most - logits[label]!;
  for (let k = 0; k < logits.length; k++) logits[k] = Math.exp(logits[k]! - most) / sum;
  logits[label]! -= 1;
  return loss;
}

/** Network 20-64-48-10 with tanh and softmax; over batches the first, the second, … in turn. */
export function networkPeer(rows: number, batch: number | undefined): Peer {
  const X = table(numbers(), rows, 20);
  const [first, second, logits] = [64, 48, 10].map((size) => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const slopesOfFirst = new Float64Array(64);
  const slopesOfSecond = new Float64Array(48);
  const size = batch ?? rows;
  return (p, gradient) => {
    gradient.fill(0);
    let total = 0;
    for (let s = 0; s < size; s++) {
      const x = X[s]!;
      forward(p, 0, x, first, true);
      forward(p, 1344, first, second, true);
      forward(p, 4464, second, logits, false);
      total += crossEntropy(logits, s % 10);
      backward(p, gradient, 4464, second, logits, slopesOfSecond);
      for (let j = 0; j < 48; j++) slopesOfSecond[j]! *= 1 - second[j]! * second[j]!;
      backward(p, gradient, 1344, first, slopesOfSecond, slopesOfFirst);
      for (let j = 0; j < 64; j++) slopesOfFirst[j]! *= 1 - first[j]! * first[j]!;
      backward(p, gradient, 0, x, slopesOfFirst, undefined);
    }
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= size;
    return total / size;
  };
}

export function softmaxPeer(rows: number): Peer {
  const X = table(numbers(), rows, 784);
  const logits = new Float64Array(10);
  return (p, gradient) => {
    gradient.fill(0);
    let total = 0;
    for (let s = 0; s < rows; s++) {
      forward(p, 0, X[s]!, logits, false);
      total += crossEntropy(logits, s % 10);
      backward(p, gradient, 0, X[s]!, logits, undefined);
    }
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= rows;
    return total / rows;
  };
}

export function linearPeer(rows: number): Peer {
  const next = numbers();
  const X = table(next, rows, 20);
  const Y = X.map((row) => row[0]! - 2 * row[1]! + next());
  return (w, gradient) => {
    gradient.fill(0);
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const row = X[i]!;
      let z = w[20]!;
      for (let j = 0; j < 20; j++) z += w[j]! * row[j]!;
      const rest = z - Y[i]!;
      sum += rest * rest;
      for (let j = 0; j < 20; j++) gradient[j]! += 2 * rest * row[j]!;
      gradient[20]! += 2 * rest;
    }
    for (let i = 0; i < 21; i++) gradient[i]! /= rows;
    return sum / rows;
  };
}
