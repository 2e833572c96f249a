import type { Peer } from "./cases";
import { numbers, table } from "./numbers";

const K = 3;

/**
 * −log p(x)/T of a hidden Markov model with normal emissions, its gradient by the forward-backward algorithm: expected
 * transitions and states weigh the derivatives of the logarithms.
 */
export function hmmPeer(steps: number): Peer {
  const X = table(numbers(), steps, 1).map((row) => 4 * row[0]!);
  const make = (): Float64Array[] => Array.from({ length: steps }, () => new Float64Array(K));
  const [alphas, betas, emissions] = [make(), make(), make()];
  const logA = new Float64Array(K * K);
  const ways = new Float64Array(K);
  return (p, gradient) => {
    gradient.fill(0);
    for (let i = 0; i < K; i++) {
      const norm = logSumExp(p.subarray(i * K, i * K + K));
      for (let j = 0; j < K; j++) logA[i * K + j] = p[i * K + j]! - norm;
    }
    for (let t = 0; t < steps; t++) {
      for (let j = 0; j < K; j++) {
        const z = (X[t]! - p[K * K + j]!) * Math.exp(-p[K * K + K + j]!);
        emissions[t]![j] = -0.5 * z * z - p[K * K + K + j]!;
        if (t === 0) alphas[0]![j] = emissions[0]![j]! - Math.log(K);
        else {
          for (let i = 0; i < K; i++) ways[i] = alphas[t - 1]![i]! + logA[i * K + j]!;
          alphas[t]![j] = logSumExp(ways) + emissions[t]![j]!;
        }
      }
    }
    const total = logSumExp(alphas[steps - 1]!);
    betas[steps - 1]!.fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      for (let j = 0; j < K; j++) {
        const share = Math.exp(alphas[t]![j]! + betas[t]![j]! - total);
        const scale = Math.exp(-p[K * K + K + j]!);
        const z = (X[t]! - p[K * K + j]!) * scale;
        gradient[K * K + j]! += share * z * scale;
        gradient[K * K + K + j]! += share * (z * z - 1);
      }
      if (t === 0) break;
      for (let i = 0; i < K; i++) {
        for (let j = 0; j < K; j++) {
          ways[j] = logA[i * K + j]! + emissions[t]![j]! + betas[t]![j]!;
          const share = Math.exp(alphas[t - 1]![i]! + ways[j]! - total);
          gradient[i * K + j]! += share;
          for (let k = 0; k < K; k++) gradient[i * K + k]! -= share * Math.exp(logA[i * K + k]!);
        }
        betas[t - 1]![i] = logSumExp(ways);
      }
    }
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= -steps;
    return -total / steps;
  };
}

function logSumExp(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
