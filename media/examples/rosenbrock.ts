/**
 * Rosenbrock's banana (1960): a curved valley whose floor is easy to reach and tiresome to
 * follow.
 *
 * The minimum is 0 at (1, 1). Every run is on the floor within a few dozen steps; then the
 * floor bends, and what was the steep direction is the flat one a little further on. After 5000
 * steps gradient descent is still on its way at (0.94, 0.88), momentum and Adam have arrived,
 * and RMSProp, whose steps never become shorter than its rate allows, jitters from wall to wall
 * beside the minimum. The logarithmic axis of the loss tells them apart.
 *
 * @simulate {
 *   start: [-1.2, 1], steps: 5000, window: { x: [-2, 2], y: [-1, 3] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.001 },
 *     { optimizer: "momentum", lr: 0.001, momentum: 0.9 },
 *     { optimizer: "rmsprop", lr: 0.01 },
 *     { optimizer: "adam", lr: 0.05 },
 *   ],
 * }
 */
export function rosenbrock(x: number, y: number): number {
  return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2;
}
