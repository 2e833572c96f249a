const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

/**
 * Lesson 7: decay, or smaller steps near the end.
 *
 * The run of lesson 4 again, now with η^t = 1/(1 + d·t). As σ shrinks on the flat walk, η^t
 * shrinks too, and the bursts become fewer: 62 without decay, 29 with d = 1e-5, 5 with d =
 * 1e-4, none with d = 1e-3. All three arrive. With d = 1e-2 the rate is spent too early: the
 * run stops at b = −188.17, short of −188.43.
 *
 * @simulate {
 *   start: [-120, -4], steps: 100000, window: { b: [-200, -100], w: [-5, 5] },
 *   runs: [
 *     { optimizer: "adagrad", lr: 1, convention: "lecture", label: "no decay" },
 *     {
 *       optimizer: "adagrad", lr: 1, convention: "lecture", schedule: "inverseTime",
 *       decay: 1e-5, label: "d = 1e-5",
 *     },
 *     {
 *       optimizer: "adagrad", lr: 1, convention: "lecture", schedule: "inverseTime", decay: 1e-4,
 *       label: "d = 1e-4",
 *     },
 *     {
 *       optimizer: "adagrad", lr: 1, convention: "lecture", schedule: "inverseTime", decay: 1e-3,
 *       label: "d = 1e-3",
 *     },
 *     {
 *       optimizer: "adagrad", lr: 1, convention: "lecture", schedule: "inverseTime", decay: 1e-2,
 *       label: "d = 1e-2",
 *     },
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
