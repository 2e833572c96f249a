/**
 * Lesson 8: warm-up, or smaller steps at the beginning.
 *
 * σ is a statistic of past gradients, and at first there are few of them. RMSProp as the
 * libraries have it starts from σ² = 0, so its first σ is √(1 − α) of the gradient's size: with
 * α = 0.99 a tenth, and the first step is ten times η. Here η is 0.15, the start lies in the
 * good valley on the right, and the first step lands at x = −0.2, on the other side of the
 * hill. It ends in the wrong valley. With a warm-up of 50 steps the same run stays where it
 * should. Adam corrects its σ for the start, and RAdam waits until there are samples enough:
 * two other cures of the same illness.
 *
 * @simulate {
 *   start: [1.3, 0.5], steps: 200, window: { x: [-2, 2], y: [-1.5, 1.5] },
 *   runs: [
 *     { optimizer: "rmsprop", lr: 0.15 },
 *     { optimizer: "rmsprop", lr: 0.15, schedule: "warmup", steps: 50, label: "RMSProp, warm-up" },
 *     { optimizer: "adam", lr: 0.15 },
 *     { optimizer: "radam", lr: 0.15 },
 *   ],
 * }
 */
export function loss(x: number, y: number): number {
  return (x ** 2 - 1) ** 2 - 0.3 * x + y ** 2;
}

/**
 * Two warm-ups that made history; look at the curve of η.
 *
 * The Transformer: η^t = d_model^(−1/2) · min(t^(−1/2), t · warmup^(−3/2)), rising for 4000
 * steps to 0.0007 and falling after. ResNet-110: 0.01 for 400 steps, then 0.1.
 *
 * @simulate {
 *   start: [5, 1], steps: 20000,
 *   runs: [
 *     {
 *       optimizer: "adam", lr: 1, beta2: 0.98, eps: 1e-9, schedule: "noam", dModel: 512,
 *       warmup: 4000, label: "Transformer",
 *     },
 *     {
 *       optimizer: "momentum", lr: 0.1, momentum: 0.9, schedule: "resnetWarmup", warmupLr: 0.01,
 *       steps: 400, label: "ResNet-110",
 *     },
 *   ],
 * }
 */
export function bowlLoss(x: number, y: number): number {
  return (x ** 2 + 10 * y ** 2) / 2;
}
