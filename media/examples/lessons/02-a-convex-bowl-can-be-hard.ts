const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

/**
 * Lesson 2: a convex bowl can be hard.
 *
 * A straight line through the lecture's ten points, fitted by least squares. The loss is
 * convex, its only critical point is the minimum at b = −188.43, w = 2.67, and its Hessian is
 * the same everywhere: eigenvalues 1,746,830 across the valley and 5.57 along it. Gradient
 * descent stays on the floor only below η = 2/1,746,830 = 1.1449e-6, and at such a rate the
 * other direction needs hundreds of thousands of steps.
 *
 * η = 1e-7 comes down, turns left and is stuck at b = −123.69 after 100,000 steps. η =
 * 1.144e-6, just below the limit, bounces between the walls at first and gets no further than b
 * = −152.25. η = 1e-2 is gone within eight steps.
 *
 * @simulate {
 *   start: [-120, -4], steps: 100000, window: { b: [-200, -100], w: [-5, 5] },
 *   runs: [
 *     { optimizer: "gd", lr: 1e-7, label: "η = 1e-7" },
 *     { optimizer: "gd", lr: 1.144e-6, label: "η = 1.144e-6" },
 *     { optimizer: "gd", lr: 1e-2, label: "η = 1e-2" },
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
