/**
 * Lesson 5: the same parameter needs different rates at different times.
 *
 * A crescent with a cliff in its floor. RMSProp forgets: σ² ← α·σ² + (1 − α)·g². With α = 0.9,
 * σ of w1 falls from 2.7 to 0.2 on the flat floor, and the steps become long; at the cliff it
 * jumps to 1.5, and it brakes; on the flat ground below it falls to 0.12, and the run speeds up
 * again. After 200 steps it is beyond w1 = 0.7. With α = 0.99 the steep first step still weighs
 * on it at −1.11, Adagrad's σ only grows, and gradient descent, whose rate suits the cliff, is
 * at −1.08.
 *
 * @simulate {
 *   start: [-1.8, 1.5], steps: 200, window: { w1: [-2, 2], w2: [-1, 2] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.02 },
 *     { optimizer: "adagrad", lr: 0.2 },
 *     {
 *       optimizer: "rmsprop", lr: 0.02, alpha: 0.99, convention: "lecture",
 *       label: "RMSProp, α = 0.99",
 *     },
 *     {
 *       optimizer: "rmsprop", lr: 0.02, alpha: 0.9, convention: "lecture",
 *       label: "RMSProp, α = 0.9",
 *     },
 *   ],
 * }
 */
export function loss(w1: number, w2: number): number {
  const cliff = 1 / (1 + Math.exp(8 * (w1 + 0.5)));
  return cliff + 0.1 * (1 - w1) ** 2 + 5 * (w2 - w1 ** 2 / 2) ** 2;
}

const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

/**
 * The price of forgetting: on the lecture's data RMSProp never settles.
 *
 * At the minimum the gradient goes to 0, and so does σ. The step η·g/σ does not: b goes to and
 * fro between −188.93 and −187.93, a limit cycle of amplitude η/2, whatever α is.
 *
 * @simulate {
 *   start: [-120, -4], steps: 20000, window: { b: [-200, -100], w: [-5, 5] },
 *   runs: [
 *     { optimizer: "rmsprop", lr: 1, alpha: 0.9, convention: "lecture", label: "α = 0.9" },
 *     { optimizer: "rmsprop", lr: 1, alpha: 0.999, convention: "lecture", label: "α = 0.999" },
 *   ],
 * }
 */
export function lossOnData(b: number, w: number): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    sum += (b + w * before[i]! - after[i]!) ** 2;
  }
  return sum;
}
