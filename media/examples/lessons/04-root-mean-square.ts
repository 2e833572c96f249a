const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

/**
 * Lesson 4: the root mean square of past gradients.
 *
 *     σ^t = √( 1/(t+1) · Σ (g^s)² )        θ ← θ − η/σ^t · g^t
 *
 * The first step is exactly η in every coordinate, whatever the gradient. With η = 1 the run is
 * at b = −113.9 on the floor after twenty steps, turns the corner that stopped gradient
 * descent, and walks along the valley. On that long flat walk the mean of the squares of g_w
 * shrinks, the step in w grows, and shortly after t = 700 it bursts out of the valley. The
 * large gradients there make σ_w large again, it returns, and it repeats: 62 times in 100,000
 * steps. The cause comes before the eye sees it: at t = 512 η times the largest eigenvalue of
 * the scaled Hessian passes 2.
 *
 * The Adagrad of the libraries divides by the root of the sum, not of the mean. Its σ only ever
 * grows: no bursts, and the further it goes, the shorter its steps.
 *
 * @simulate {
 *   start: [-120, -4], steps: 100000, window: { b: [-200, -100], w: [-5, 5] },
 *   runs: [
 *     { optimizer: "adagrad", lr: 1, convention: "lecture", label: "root mean square" },
 *     { optimizer: "adagrad", lr: 1, eps: 0, label: "root of the sum (Adagrad)" },
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
