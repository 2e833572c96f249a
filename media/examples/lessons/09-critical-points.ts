/**
 * Lesson 9: critical points, minimum or saddle?
 *
 * A gradient norm below 1e-3 counts as zero. From step 14 to step 30 gradient descent is at
 * such a point, (0, 0), with the loss at 1, and anyone who watches only the loss would stop it
 * there. But the Hessian at (0, 0) has the eigenvalues −4 and 10: one of two is positive, a
 * minimum ratio of 0.5. It is a saddle, and there is a way down along x. The run finds it by
 * itself, because it did not start exactly on the ridge, and ends at (1, 0), where the
 * eigenvalues are 8 and 10: all positive, a minimum.
 *
 * Adam does not even slow down: it divides by σ, so its steps do not become small where the
 * gradient does.
 *
 * @simulate {
 *   start: [1e-6, 1.5], steps: 120, window: { x: [-1.5, 1.5], y: [-1.5, 1.5] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.05 },
 *     { optimizer: "momentum", lr: 0.05, momentum: 0.9 },
 *     { optimizer: "adam", lr: 0.05 },
 *   ],
 * }
 */
export function loss(x: number, y: number): number {
  return (x ** 2 - 1) ** 2 + 5 * y ** 2;
}
