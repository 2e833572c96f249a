interface Network {
  // Two weights into each of the three hidden units.
  readonly hidden: readonly (readonly [number, number])[];
  readonly hiddenBias: readonly number[];
  readonly output: readonly number[];
  readonly outputBias: number;
}

const corners = [
  { x: [-1, -1], isOdd: false },
  { x: [-1, 1], isOdd: true },
  { x: [1, -1], isOdd: true },
  { x: [1, 1], isOdd: false },
] as const;

/**
 * A small neural network: two inputs, three hidden units, one output, and the question of XOR.
 *
 * Thirteen parameters, in one object with lists. Close to zero all units do the same, the loss is
 * log 2 = 0.693, and the gradient is tiny: a saddle. It holds gradient descent up for seventy steps
 * before the units begin to differ, momentum for less than twenty, and Adam hardly at all. Show the
 * plane of the trajectories' principal components, or choose two of the weights as axes.
 *
 * @simulate {
 *   start: {
 *     hidden: [[0.1, 0.2], [0.2, -0.1], [-0.1, 0.1]], hiddenBias: [0.1, -0.1, 0],
 *     output: [0.1, -0.2, 0.1], outputBias: 0,
 *   },
 *   steps: 300,
 *   runs: [
 *     { optimizer: "gd", lr: 0.5 },
 *     { optimizer: "momentum", lr: 0.5, momentum: 0.9 },
 *     { optimizer: "adam", lr: 0.02 },
 *   ],
 * }
 */
export function crossEntropy({ hidden, hiddenBias, output, outputBias }: Network): number {
  let sum = 0;
  for (const { x, isOdd } of corners) {
    const units = hidden.map(([a, b], k) => Math.tanh(a * x[0] + b * x[1] + hiddenBias[k]!));
    const score = units.reduce((total, unit, k) => total + output[k]! * unit, outputBias);
    sum += Math.log(1 + Math.exp(isOdd ? -score : score));
  }
  return sum / corners.length;
}
