/**
 * An optimizer of your own: momentum that lets go when it points uphill.
 *
 * It is called for one parameter at a time and says only what m and σ are; the step
 * θ ← θ − (η/σ)·m is always the same. `velocity` is its state and starts from 0.
 *
 * @optimizer { id: "lettingGo", label: "letting go", lr: 0.02, beta: 0.9 }
 */
export function lettingGo(
  { gradient }: { gradient: number },
  { velocity }: { velocity: number },
  { beta }: { beta: number },
) {
  const isUphill = velocity * gradient < 0;
  const m = isUphill ? gradient : beta * velocity + gradient;
  return { m, sigma: 1, state: { velocity: m } };
}

/**
 * In a bowl along the axes it is what one would wish for: momentum swings through the minimum for
 * two hundred steps, letting go is there after fifty. β = 0.98, too much for momentum, suits it
 * too.
 *
 * @simulate {
 *   start: [-9, 2], steps: 200, window: { x: [-10, 6], y: [-3, 3] },
 *   runs: [
 *     { optimizer: "momentum", lr: 0.02, momentum: 0.9 },
 *     { optimizer: "lettingGo", lr: 0.02 },
 *     { optimizer: "lettingGo", lr: 0.02, beta: 0.98, label: "letting go, β = 0.98" },
 *   ],
 * }
 */
export function bowlLoss(x: number, y: number): number {
  return (x ** 2 + 25 * y ** 2) / 2;
}

/**
 * In a valley that bends, what is uphill for one parameter can be right for both together: here it
 * gains nothing over momentum. Change the optimizer above and watch the curves follow.
 *
 * @simulate {
 *   start: [-1.2, 1], steps: 1000, window: { x: [-2, 2], y: [-1, 3] },
 *   runs: [
 *     { optimizer: "momentum", lr: 0.001, momentum: 0.9 },
 *     { optimizer: "lettingGo", lr: 0.001 },
 *   ],
 * }
 */
export function rosenbrock(x: number, y: number): number {
  return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2;
}
