import { beforeAll, describe, expect, test } from "vitest";
import { curvatureAt } from "../../../../src/simulation/curvature/curvature";
import { curvaturePath } from "../../../../src/simulation/curvature/curvaturePath";
import { firstUnstableStep } from "../../../firstUnstableStep";
import { nearestFullRow } from "../../../../src/simulation/run/fullRows";
import type { Objective } from "../../../../src/objective/objective";
import { createRun } from "../../../../src/simulation/compiled/run";
import { runToEnd } from "../../../runToEnd";
import { planRun } from "../../../../src/simulation/run/runPlan";
import { symmetricEigen } from "../../../../src/simulation/curvature/symmetricEigen";
import { runOptions } from "../../../contract/runs/lectureData";
import { tanhNetwork } from "../../../contract/diagnosis/tanhNetwork";
import { objectiveOf } from "../../languages/javascript/support";

/** ½Σ λᵢ·uᵢ² with u the reflection of θ in the hyperplane Σθᵢ = 0: λ from 10 to 1e-3, and H is full. */
const spectrum = Array.from({ length: 200 }, (_, i) => 10 ** (1 - i / 50));
const reflected = `const LAMBDA = Array.from({ length: 200 }, (_, i) => 10 ** (1 - i / 50));
  function loss(theta: number[]) {
    let along = 0;
    for (let i = 0; i < 200; i++) along += theta[i];
    let sum = 0;
    for (let i = 0; i < 200; i++) sum += LAMBDA[i] * (theta[i] - along / 100) ** 2;
    return sum / 2;
  }`;

const start = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.cos(7 * i));

function run(objective: Objective, optimizer: string, lr: number, steps: number) {
  const theta = start(objective.dimension);
  return runToEnd(planRun(runOptions(optimizer, lr), { objective, start: theta, steps }));
}

describe("a quadratic of 200 parameters with a known spectrum", () => {
  let objective: Objective;
  beforeAll(async () => {
    objective = await objectiveOf(reflected, [new Array<number>(200).fill(0)]);
  });

  test("both ends of the spectrum, at a point and along a run", () => {
    const here = curvatureAt(objective, start(200));
    // Lanczos in 64 dimensions; the ends of a spectrum even in log λ are well separated at the top.
    expect(here.largest / spectrum[0]!).toBeCloseTo(1, 8);
    // The bottom is dense: within a thousandth of λmax.
    expect(Math.abs(here.smallest - spectrum[199]!)).toBeLessThan(1e-3 * spectrum[0]!);
    const path = curvaturePath(objective, run(objective, "gd", 0.05, 3000), 40);
    expect(path.rows.length).toBeGreaterThan(30);
    path.rows.forEach((row, k) => {
      expect(path.largest[k]! / 10).toBeCloseTo(1, 8);
      if (row < 3000) expect(path.rateTimesLargest[k]! / 0.5).toBeCloseTo(1, 8);
      if (row < 3000) expect(path.stability[k]! / 0.5).toBeCloseTo(1, 8);
    });
  });

  test("the limit is found to be crossed where the rate grows past it", () => {
    const plan = {
      ...planRun(runOptions("gd", 1), { objective, start: start(200), steps: 400 }),
      startRate: () => ({ rateAt: (t: number) => 0.19 * 1.002 ** t }),
      rateKey: "growing",
    };
    // 10·0.19·1.002^t > 2 first at t = ⌈ln(2/1.9) / ln 1.002⌉ = 26, and up to 512 rows are kept.
    expect(firstUnstableStep(objective, runToEnd(plan), 2)).toBe(26);
  });

  test("σ as it was at the row: λmax(σ⁻¹H) by a dense eigensolver", () => {
    const trace = run(objective, "adam", 0.01, 900);
    const path = curvaturePath(objective, trace, 24);
    const k = path.rows.length - 3;
    const row = path.rows[k]!;
    const at = nearestFullRow(trace, row)!;
    expect(at.row).toBe(row);
    const hessian = objective.hessian(at.theta);
    const scaled = hessian.map(
      (entry, i) => entry / Math.sqrt(at.sigma[Math.floor(i / 200)]! * at.sigma[i % 200]!),
    );
    const exact = 0.01 * symmetricEigen(scaled, 200).values[199]!;
    expect(path.stability[k]! / exact).toBeCloseTo(1, 6);
  });
});

test("a network of 101 parameters: the ends agree with the dense spectrum, negative ones too", () => {
  const trace = run(tanhNetwork, "gd", 0.05, 400);
  const path = curvaturePath(tanhNetwork, trace, 30);
  for (const k of [0, path.rows.length >> 1, path.rows.length - 1]) {
    const at = nearestFullRow(trace, path.rows[k]!)!;
    const { values } = symmetricEigen(tanhNetwork.hessian(at.theta), 101);
    expect(path.largest[k]! / values[100]!).toBeCloseTo(1, 6);
    expect(path.smallest[k]! / values[0]!).toBeCloseTo(1, 4);
  }
});

describe("rows kept whole", () => {
  const bowl: Objective = {
    dimension: 40,
    gradientKind: "exact",
    value: (theta) => theta.reduce((sum, x) => sum + x * x, 0) / 2,
    valueAndGradient(theta, gradient) {
      gradient.set(theta);
      return this.value(theta);
    },
    hessian: () => Float64Array.from({ length: 1600 }, (_, k) => (k % 41 ? 0 : 1)),
    hessianVectorProduct: (_theta, vector, result) => {
      result.set(vector);
    },
  };

  test("early ones close together, then evenly, in bounded number, equal to the run's own rows", () => {
    const plan = planRun(runOptions("gd", 1e-4), {
      objective: bowl,
      start: start(40),
      steps: 20_000,
    });
    const whole = runToEnd({ ...plan, record: Array.from({ length: 40 }, (_, i) => i) });
    const { snapshots } = runToEnd(plan);
    expect(snapshots!.rows.length).toBeLessThan(700);
    expect(snapshots!.rows.slice(0, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const gaps = snapshots!.rows.slice(1).map((row, k) => row - snapshots!.rows[k]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(64);
    snapshots!.rows.forEach((row, k) => {
      expect([...snapshots!.theta[k]!]).toEqual(whole.theta.map((column) => column[row]));
    });
  });

  test("none where the trace holds every parameter", () => {
    const plan = planRun(runOptions("gd", 0.1), { objective: bowl, start: start(40), steps: 5 });
    const run = createRun({ ...plan, record: Array.from({ length: 40 }, (_, i) => i) });
    while (!run.stop) run.step(10);
    expect(run.trace().snapshots).toBeUndefined();
    expect(nearestFullRow(run.trace(), 3)!.row).toBe(3);
    expect(nearestFullRow(run.trace(), 9, 0, 5)).toBeUndefined();
  });
});
