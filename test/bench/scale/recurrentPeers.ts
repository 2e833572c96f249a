import type { Peer } from "./cases";
import { numbers, table } from "./numbers";

/** An RNN of 16 tanh units that predicts the next number, by back-propagation through time. */
export function rnnPeer(steps: number): Peer {
  const X = table(numbers(), steps, 1).map((row) => row[0]!);
  const size = 16;
  const states = Array.from({ length: steps }, () => new Float64Array(size));
  const rests = new Float64Array(steps);
  const slopes = new Float64Array(size);
  const below = new Float64Array(size);
  return (p, gradient) => {
    gradient.fill(0);
    states[0]!.fill(0);
    let total = 0;
    for (let t = 0; t + 1 < steps; t++) {
      const [h, next] = [states[t]!, states[t + 1]!];
      let y = p[304]!;
      for (let j = 0; j < size; j++) {
        let z = p[272 + j]! + p[256 + j]! * X[t]!;
        for (let i = 0; i < size; i++) z += p[j * size + i]! * h[i]!;
        next[j] = Math.tanh(z);
        y += p[288 + j]! * next[j]!;
      }
      rests[t] = y - X[t + 1]!;
      total += rests[t]! * rests[t]!;
    }
    slopes.fill(0);
    for (let t = steps - 2; t >= 0; t--) {
      const [h, next] = [states[t]!, states[t + 1]!];
      const rest = (2 * rests[t]!) / steps;
      gradient[304]! += rest;
      below.fill(0);
      for (let j = 0; j < size; j++) {
        gradient[288 + j]! += rest * next[j]!;
        const slope = (slopes[j]! + rest * p[288 + j]!) * (1 - next[j]! * next[j]!);
        gradient[272 + j]! += slope;
        gradient[256 + j]! += slope * X[t]!;
        for (let i = 0; i < size; i++) {
          gradient[j * size + i]! += slope * h[i]!;
          below[i]! += slope * p[j * size + i]!;
        }
      }
      slopes.set(below);
    }
    return total / steps;
  };
}

/** An LSTM of 24 units over 6 inputs whose last state predicts one number. */
export function lstmPeer(steps: number): Peer {
  const [H, D] = [24, 6];
  const X = table(numbers(), steps + 1, D);
  const width = D + H + 1;
  const gate = H * width;
  const make = (): Float64Array[] => Array.from({ length: steps + 1 }, () => new Float64Array(H));
  const [hs, cs] = [make(), make()];
  const gates = Array.from({ length: steps }, () => new Float64Array(4 * H));
  const slopesOfH = new Float64Array(H);
  const slopesOfC = new Float64Array(H);
  const below = new Float64Array(H);
  const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
  return (p, gradient) => {
    gradient.fill(0);
    for (let t = 0; t < steps; t++) {
      const [x, h, values] = [X[t]!, hs[t]!, gates[t]!];
      for (let k = 0; k < 4; k++) {
        for (let j = 0; j < H; j++) {
          const row = k * gate + j * width;
          let z = p[row + D + H]!;
          for (let i = 0; i < D; i++) z += p[row + i]! * x[i]!;
          for (let i = 0; i < H; i++) z += p[row + D + i]! * h[i]!;
          values[k * H + j] = k < 3 ? sigmoid(z) : Math.tanh(z);
        }
      }
      for (let j = 0; j < H; j++) {
        const c = values[H + j]! * cs[t]![j]! + values[j]! * values[3 * H + j]!;
        cs[t + 1]![j] = c;
        hs[t + 1]![j] = values[2 * H + j]! * Math.tanh(c);
      }
    }
    let y = p[4 * gate + H]!;
    for (let j = 0; j < H; j++) y += p[4 * gate + j]! * hs[steps]![j]!;
    const rest = y - X[steps]![0]!;
    gradient[4 * gate + H] = 2 * rest;
    for (let j = 0; j < H; j++) {
      gradient[4 * gate + j] = 2 * rest * hs[steps]![j]!;
      slopesOfH[j] = 2 * rest * p[4 * gate + j]!;
    }
    slopesOfC.fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      const [x, h, values] = [X[t]!, hs[t]!, gates[t]!];
      below.fill(0);
      for (let j = 0; j < H; j++) {
        const [input, forget, output, candidate] = [0, 1, 2, 3].map((k) => values[k * H + j]!) as [
          number,
          number,
          number,
          number,
        ];
        const squashed = Math.tanh(cs[t + 1]![j]!);
        const slope = slopesOfC[j]! + slopesOfH[j]! * output * (1 - squashed * squashed);
        slopesOfC[j] = slope * forget;
        const ofGates = [
          slope * candidate * input * (1 - input),
          slope * cs[t]![j]! * forget * (1 - forget),
          slopesOfH[j]! * squashed * output * (1 - output),
          slope * input * (1 - candidate * candidate),
        ];
        for (let k = 0; k < 4; k++) {
          const row = k * gate + j * width;
          const z = ofGates[k]!;
          gradient[row + D + H]! += z;
          for (let i = 0; i < D; i++) gradient[row + i]! += z * x[i]!;
          for (let i = 0; i < H; i++) {
            gradient[row + D + i]! += z * h[i]!;
            below[i]! += z * p[row + D + i]!;
          }
        }
      }
      slopesOfH.set(below);
    }
    return rest * rest;
  };
}
