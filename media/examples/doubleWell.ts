/**
 * A double well on a slope, in one dimension: a local minimum on the left, the global one on
 * the right.
 *
 * Gradient descent and Adam stop in the first well, at x = −0.96, with the loss at 0.294.
 * Momentum comes in fast enough to roll over the hill between the wells and ends at x = 1.04,
 * with the loss at −0.305. That is luck, not wisdom: start at −1.5 and see how far its swing
 * carries it.
 *
 * @simulate {
 *   start: -1.9, steps: 150, window: { x: [-2.2, 2.2] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.01 },
 *     { optimizer: "momentum", lr: 0.01, momentum: 0.9 },
 *     { optimizer: "adam", lr: 0.1 },
 *   ],
 * }
 */
export const energy = (x: number): number => (x ** 2 - 1) ** 2 - 0.3 * x;
