// Sixty points near y = 1.5 − 2x, scattered by a fixed pattern.
const points = Array.from({ length: 60 }, (_, k) => {
  const x = (k % 12) / 6 - 1;
  return { x, y: 1.5 - 2 * x + Math.sin(12.9898 * (k + 1)) };
});

/**
 * Stochastic gradient descent: every step looks at 4 of the 60 points.
 *
 * `samples` names the data, the function's last parameter is one of them, and the loss is the
 * mean over all. The curve shows the full loss; the step follows the gradient of the batch. At
 * a constant rate the run comes near the minimum, (1.508, −1.943) with the loss at 0.4947, and
 * then wanders about it at a distance that the rate decides. With a rate that falls like 1/t
 * the wandering dies down. Change `seed` for other batches, or `batchSize` to 60 for the full
 * gradient.
 *
 * @simulate {
 *   samples: "points", batchSize: 4, seed: 7, start: [-1, 2], steps: 600,
 *   runs: [
 *     { optimizer: "sgd", lr: 0.2, label: "constant" },
 *     { optimizer: "sgd", lr: 0.2, schedule: "inverseTime", decay: 0.02, label: "decaying" },
 *     { optimizer: "adam", lr: 0.1 },
 *   ],
 * }
 */
export function loss(intercept: number, slope: number, point: { x: number; y: number }): number {
  return (intercept + slope * point.x - point.y) ** 2;
}
