/** One row of a run of the fixture `bowl.ts`, computed here from the formulas alone. */
export interface BowlRow {
  readonly theta: readonly [number, number];
  readonly loss: number;
  readonly sigma: readonly [number, number];
}

const curvature = [1, 4] as const;
const start = [3, 1] as const;
const bowlLoss = ([x, y]: readonly [number, number]) => (x * x + 4 * y * y) / 2;

/** Gradient descent: each coordinate shrinks by 1 − η·λ a step, λ its curvature. */
export function gradientDescentRow(t: number, rate = 0.1): BowlRow {
  const theta: [number, number] = [
    start[0] * (1 - rate * curvature[0]) ** t,
    start[1] * (1 - rate * curvature[1]) ** t,
  ];
  return { theta, loss: bowlLoss(theta), sigma: [1, 1] };
}

/** The lecture's Adagrad: σ^t is the root mean square of g^0 … g^t, the step η/σ^t · g^t. */
export function lectureAdagradRow(t: number, rate = 0.5): BowlRow {
  const theta: [number, number] = [...start];
  const squares = [0, 0];
  const sigma: [number, number] = [0, 0];
  for (let s = 0; s <= t; s++) {
    for (const i of [0, 1] as const) {
      const gradient = curvature[i] * theta[i];
      squares[i]! += gradient * gradient;
      sigma[i] = Math.sqrt(squares[i]! / (s + 1));
      if (s < t) theta[i] -= (rate / sigma[i]) * gradient;
    }
  }
  return { theta, loss: bowlLoss(theta), sigma };
}

/** The loss after `steps` steps of any method that moves each coordinate by −`move`. */
export function descentOn(
  steps: number,
  move: (gradient: readonly number[], t: number, theta: readonly number[]) => readonly number[],
): number {
  const theta: [number, number] = [...start];
  for (let t = 0; t < steps; t++) {
    const by = move([curvature[0] * theta[0], curvature[1] * theta[1]], t, theta);
    theta[0] -= by[0]!;
    theta[1] -= by[1]!;
  }
  return bowlLoss(theta);
}
