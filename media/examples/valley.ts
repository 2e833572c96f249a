// Ten creatures of the lecture: how strong each was before and after it evolved.
const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

/**
 * The lecture's valley: a straight line, after ≈ b + w·before, fitted by least squares.
 *
 * Two parameters, convex, and still hard: across the valley (w) the loss is 313,418 times as
 * curved as along it (b). Gradient descent at a rate that survives the walls drops to the
 * floor, turns left, and then hardly moves: after 100,000 steps it is at (−123.69, 2.48), and
 * the minimum is at (−188.43, 2.67). Dividing each parameter's rate by the root mean square of
 * its gradients turns the corner at once, but bursts out of the valley again and again. Adam
 * arrives.
 *
 * Look at the curve of η/σ for b and for w: the two need rates that differ by a factor of
 * hundreds.
 *
 * @simulate {
 *   start: [-120, -4], steps: 100000, window: { b: [-200, -100], w: [-5, 5] },
 *   runs: [
 *     { optimizer: "gd", lr: 1e-7, label: "gradient descent" },
 *     { optimizer: "adagrad", lr: 1, convention: "lecture", label: "root mean square" },
 *     { optimizer: "adam", lr: 1 },
 *   ],
 * }
 */
export function loss(b: number, w: number): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    sum += (b + w * before[i]! - after[i]!) ** 2;
  }
  return sum;
}
