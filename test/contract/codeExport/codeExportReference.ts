import type { CodeContext } from "../../../src/codeExport/runAsCode";
import { planRun } from "../../../src/simulation/run/runPlan";
import { runToEnd } from "../../runToEnd";
import type { Objective } from "../../../src/objective/objective";
import { numericObjective } from "../../../src/objective/numericObjective";
import { type Variant, runOf } from "./codeExportCases";

const steps = 50;

/** A loss with gradient and Hessian derived by hand, and the same loss in Python. */
interface CheckedLoss {
  readonly parameters: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly start: readonly number[];
  readonly python: string;
  readonly objective: Objective;
}

/** (1 − x)² + 100·(y − x²)². */
const rosenbrock: CheckedLoss = {
  parameters: ["x", "y"],
  shapes: [[], []],
  start: [-1.2, 1],
  python: "return (1 - x) ** 2 + 100 * (y - x**2) ** 2",
  objective: {
    ...numericObjective((p) => (1 - p[0]!) ** 2 + 100 * (p[1]! - p[0]! ** 2) ** 2, 2),
    gradientKind: "exact",
    valueAndGradient(theta, gradient) {
      const [x, y] = [theta[0]!, theta[1]!];
      const valley = y - x * x;
      gradient[0] = -2 * (1 - x) - 400 * x * valley;
      gradient[1] = 200 * valley;
      return (1 - x) ** 2 + 100 * valley ** 2;
    },
    hessian(theta) {
      const [x, y] = [theta[0]!, theta[1]!];
      return Float64Array.of(2 - 400 * (y - 3 * x * x), -400 * x, -400 * x, 200);
    },
  },
};

const weights = [3, -2, 1, 0.5, -1, 2, 0.7, 1.5, -0.4];

/** ½·Σ (i + 1)·(p_i − w_i)² + ¼·Σ p_i⁴ over a 2 × 3 matrix, a vector of two, and a number. */
const layered: CheckedLoss = {
  parameters: [
    ...[0, 1].flatMap((row) => [0, 1, 2].map((column) => `w[${row}][${column}]`)),
    ...["v[0]", "v[1]", "bias"],
  ],
  shapes: [[2, 3], [2], []],
  start: [0.3, 0.8, -0.5, 1.1, 0.2, -0.7, 0.9, -0.2, 0.4],
  python: [
    "total = 0.0",
    `aims = ${JSON.stringify(weights)}`,
    "values = [w[0][0], w[0][1], w[0][2], w[1][0], w[1][1], w[1][2], v[0], v[1], bias]",
    "for i, (p, aim) in enumerate(zip(values, aims)):",
    "    total = total + (i + 1) / 2 * (p - aim) ** 2 + p**4 / 4",
    "return total",
  ].join("\n"),
  objective: {
    ...numericObjective(
      (p) => p.reduce((sum, v, i) => sum + ((i + 1) / 2) * (v - weights[i]!) ** 2 + v ** 4 / 4, 0),
      9,
    ),
    gradientKind: "exact",
    valueAndGradient(theta, gradient) {
      let total = 0;
      theta.forEach((v, i) => {
        total += ((i + 1) / 2) * (v - weights[i]!) ** 2 + v ** 4 / 4;
        gradient[i] = (i + 1) * (v - weights[i]!) + v ** 3;
      });
      return total;
    },
    hessian(theta) {
      const matrix = new Float64Array(81);
      theta.forEach((v, i) => (matrix[i * 10] = i + 1 + 3 * v * v));
      return matrix;
    },
  },
};

/** The run of this product, as far as rounding does not decide it. */
export interface Reference {
  readonly lr: number;
  readonly trajectory: readonly (readonly number[])[];
}

function lossOf({ isLayered }: Variant): CheckedLoss {
  return isLayered ? layered : rosenbrock;
}

export function contextOf(variant: Variant): CodeContext {
  const { parameters, start, python } = lossOf(variant);
  return { functionName: "loss", parameters, start, steps, lossInPython: python };
}

/**
 * The run at the largest of a few learning rates at which it moves and can be compared: runs whose losses and
 * gradients are off in their last digits, as another order of operations makes them, must not part from it.
 */
export function reference(variant: Variant): Reference {
  const usual = variant.optimizer.learningRate.default;
  const tries = [1, 0.1, 0.01, 0.001].map((share): Reference => {
    const lr = usual * share;
    const trajectory = run(variant, lr);
    const rows = [1, 2, 3].map((seed) => comparableRows(trajectory, run(variant, lr, seed)));
    const moves = trajectory
      .at(-1)!
      .some((value, i) => Math.abs(value - trajectory[0]![i]!) > 1e-4);
    return { lr, trajectory: trajectory.slice(0, moves ? Math.min(...rows) : 1) };
  });
  return tries.reduce((best, next) =>
    next.trajectory.length > best.trajectory.length ? next : best,
  );
}

function run(variant: Variant, lr: number, seed = 0): number[][] {
  const { objective, shapes, start, parameters: names } = lossOf(variant);
  const setting = {
    names,
    objective: seed === 0 ? objective : rounded(objective, seed),
    shapes,
    start: Float64Array.from(start),
    steps,
  };
  const trace = runToEnd(planRun(runOf(variant, lr), setting));
  return Array.from({ length: trace.rows }, (_, t) => trace.theta.map((column) => column[t]!));
}

/** The same objective with losses and gradients off by up to 4 units in the last place. */
function rounded(objective: Objective, seed: number): Objective {
  let state = seed;
  const off = (value: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return value * (1 + (state / 1073741824 - 1) * 8.9e-16);
  };
  return {
    ...objective,
    valueAndGradient(theta, gradient) {
      const value = objective.valueAndGradient(theta, gradient);
      gradient.forEach((g, i) => (gradient[i] = off(g)));
      return off(value);
    },
  };
}

/** Rows that two runs share within 1e-11, of those that stay near the start. */
function comparableRows(rows: readonly number[][], others: readonly number[][]): number {
  const size = Math.max(...rows[0]!.map(Math.abs));
  const parted = rows.findIndex((row, t) =>
    row.some((value, i) => {
      const difference = Math.abs(value - (others[t]?.[i] ?? NaN));
      return (
        !(difference < 1e-11 * Math.max(Math.abs(value), 1e-3 * size)) || Math.abs(value) > 100
      );
    }),
  );
  return parted === -1 ? rows.length : parted;
}
