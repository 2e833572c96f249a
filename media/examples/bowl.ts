/**
 * An elongated bowl: the simplest loss on which one learning rate for all is not enough.
 *
 * Across the bowl (y) the curvature is 100, along it (x) it is 1. Gradient descent multiplies y
 * by 1 − 100·η and x by 1 − η each step. Below η = 0.02 it converges, and the closer to 0.02
 * the wider it swings; above, every swing is larger than the last. At the safe rate 0.01, y is
 * done after one step and x has still a long way to go. Momentum remembers which way is
 * downhill in the long run; Newton's method, which knows both curvatures, needs a single step.
 *
 * @simulate {
 *   start: [-9, 1], steps: 200, window: { x: [-10, 2], y: [-2, 2] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.01, label: "safe" },
 *     { optimizer: "gd", lr: 0.0199, label: "almost too large" },
 *     { optimizer: "gd", lr: 0.0201, label: "too large" },
 *     { optimizer: "momentum", lr: 0.01, momentum: 0.9 },
 *     { optimizer: "newton" },
 *   ],
 * }
 */
export const loss = (x: number, y: number): number => (x ** 2 + 100 * y ** 2) / 2;
