const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

/**
 * Lesson 6: Adam is RMSProp with momentum.
 *
 * m is a running mean of the gradients: it keeps their direction. σ is the root of a running
 * mean of their squares: it keeps only their size. So they do not cancel. Both start from 0 and
 * are corrected for it, by 1 − βᵗ.
 *
 * Momentum alone has one rate for both parameters and creeps like gradient descent. RMSProp alone
 * ends in a limit cycle of amplitude η/2. Adam with the same η = 1 arrives: near the minimum the
 * gradients of the two sides of the valley cancel in m, but not in σ, and the step becomes small.
 * Every six hundred steps or so σ has become too small even for Adam: a spike of a quarter, soon
 * over, the bursts of lesson 4 on a small scale. The next lesson has the cure.
 *
 * @simulate {
 *   start: [-120, -4], steps: 20000, window: { b: [-200, -100], w: [-5, 5] },
 *   runs: [
 *     { optimizer: "momentum", lr: 1e-7, momentum: 0.9 },
 *     { optimizer: "rmsprop", lr: 1, alpha: 0.999, convention: "lecture" },
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
