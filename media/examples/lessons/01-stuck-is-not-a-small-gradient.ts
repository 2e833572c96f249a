/**
 * Lesson 1: stuck is not a small gradient.
 *
 * When the loss has stopped falling, people say that the gradient has vanished. Look at it. This
 * valley becomes narrower towards the right. At η = 0.1 the iterate walks along the floor, the
 * loss falls to 0.09, and the gradient is small, 0.08 at last – until the valley is so narrow that
 * each step jumps across to the other wall. From then on the loss stays at 0.17, and the norm of
 * the gradient is 1.41: many times what it was while the loss was falling.
 *
 * The second run does the same for 400 steps and then continues with a tenth of the rate. The
 * loss falls at once. It was not a critical point; it was the learning rate.
 *
 * @simulate {
 *   start: [-1, 1], steps: 1000, window: { x: [-1.5, 4.5], y: [-1, 1] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.1, label: "η = 0.1" },
 *     {
 *       optimizer: "gd", lr: 0.1, schedule: "multiStep", milestones: [400], gamma: 0.1,
 *       label: "then 0.01",
 *     },
 *   ],
 * }
 */
export function loss(x: number, y: number): number {
  const fromFloor = y - 0.1 * x;
  const wall = Math.sqrt(1 + (Math.exp(x) * fromFloor) ** 2) - 1;
  return wall + 0.02 * (x - 4) ** 2;
}
