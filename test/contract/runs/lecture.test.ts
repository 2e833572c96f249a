import { describe, expect, test } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import type { RunOptions } from "../../../src/options/runOptions";
import { previewSchedule } from "../../../src/schedules/startSchedule";
import { criticalGradientNorm, curvatureAt } from "../../../src/simulation/curvature/curvature";
import { curvatureAtRow } from "../../../src/simulation/curvature/curvaturePath";
import { firstUnstableStep } from "../../firstUnstableStep";
import type { Objective } from "../../../src/objective/objective";
import { runToEnd } from "../../runToEnd";
import { planRun } from "../../../src/simulation/run/runPlan";
import { stabilityLimit } from "../../../src/simulation/run/stabilityLimit";
import type { Trace } from "../../../src/simulation/run/record";
import { bursts, lectureStart, regression, runOptions, valleyFloor } from "./lectureData";

const updates = 100_000;

function run(options: RunOptions, steps = updates): Trace {
  return runToEnd(planRun(options, { objective: regression, start: lectureStart, steps }));
}

const last = (column: Float64Array): number => column.at(-1)!;
const lecture = { convention: "lecture" };
const rootMeanSquare = runOptions("adagrad", 1, lecture);

/** The solution of the normal equations, as the notes give it. */
const optimum = { b: -188.4332, w: 2.669455 };

describe("claim 1: stuck is not a small gradient", () => {
  test("just below the limit the iterate swings between the walls and the gradient stays large", () => {
    const trace = run(runOptions("gd", 1.144e-6), 2000);
    const [before, after] = [trace.gradientNorm[100]!, trace.gradientNorm[400]!];
    expect(after).toBeGreaterThan(1e6);
    expect(after / before).toBeGreaterThan(0.5);
    // Between the walls: the gradient along the steep direction changes sign at every step.
    for (let t = 1; t < 400; t++) {
      expect(trace.gradient[1]![t]! * trace.gradient[1]![t - 1]!).toBeLessThan(0);
    }
  });
});

describe("claim 2: a convex bowl can be hard", () => {
  const curvature = curvatureAt(regression, lectureStart);

  test("the Hessian's eigenvalues, its condition number and the largest stable η", () => {
    expect(Math.round(curvature.largest)).toBe(1_746_830);
    expect(curvature.smallest).toBeCloseTo(5.5735, 4);
    expect(Math.round(curvature.condition)).toBe(313_418);
    expect(2 / curvature.largest).toBeCloseTo(1.1449e-6, 10);
  });

  test("η = 1e-7 is stuck after the left turn at (−123.6922, 2.4834)", () => {
    const trace = run(runOptions("gd", 1e-7));
    expect(last(trace.theta[0]!)).toBeCloseTo(-123.6922, 4);
    expect(last(trace.theta[1]!)).toBeCloseTo(2.4834, 4);
  });

  test("η = 1e-2 diverges; w crosses 0 at the slide's five lines", () => {
    const trace = run(runOptions("gd", 1e-2));
    expect(trace.stop.reason).toBe("diverged");
    const b = trace.theta[0]!;
    const w = trace.theta[1]!;
    const crossings = [0, 1, 2, 3, 4].map((t) => {
      const share = w[t]! / (w[t]! - w[t + 1]!);
      return b[t]! + share * (b[t + 1]! - b[t]!);
    });
    const slide = [-119.99, -123.8, -127.41, -130.81, -134];
    // The slide's figures have two decimals; by the fifth line b itself is 1.7e15, whose
    // neighbouring double is 0.25 away.
    slide.forEach((line, k) =>
      expect(Math.abs(crossings[k]! - line)).toBeLessThan(k < 4 ? 0.006 : 0.6),
    );
  });

  test("real bouncing needs η ≈ 1.144e-6: below the limit it settles, above it does not", () => {
    const off = (trace: Trace, t: number) =>
      Math.abs(trace.theta[1]![t]! - valleyFloor(trace.theta[0]![t]!));
    const below = run(runOptions("gd", 1.144e-6), 3000);
    expect(off(below, 3000)).toBeLessThan(off(below, 1000) / 2);
    const above = run(runOptions("gd", 1.146e-6), 3000);
    expect(off(above, 3000)).toBeGreaterThan(off(above, 1000) * 2);
  });
});

describe("claims 3 and 4: a rate for each parameter, and the root mean square", () => {
  const trace = run(rootMeanSquare);
  const [b, w] = [trace.theta[0]!, trace.theta[1]!];

  test("the first step is exactly ±η in every coordinate", () => {
    expect([Math.abs(b[1]! + 120), Math.abs(w[1]! + 4)]).toEqual([1, 1]);
  });

  test("it turns the corner at b ≈ −113.84", () => {
    expect(Math.max(...b.slice(0, 700))).toBeCloseTo(-113.84, 2);
  });

  test("bursts: the steps that leave t = 716, 1190, 1740, 2357, 3036; 62 in 100,000 updates", () => {
    const steps = bursts(b, w).map((row) => row - 1);
    expect(steps.slice(0, 5)).toEqual([716, 1190, 1740, 2357, 3036]);
    expect(steps).toHaveLength(62);
  });

  test("the cause: η·λmax(σ⁻¹H) passes the limit of 2 at t = 512, before the eye sees it", () => {
    const limit = stabilityLimit(
      optimizerById("adagrad")!,
      rootMeanSquare.hyperparameters,
      rootMeanSquare.lr,
    )!;
    expect(limit).toBeCloseTo(2, 6);
    expect(firstUnstableStep(regression, trace, limit)).toBe(512);
    expect(curvatureAtRow(regression, trace, 511)!.stability).toBeLessThan(2);
  });

  test("the libraries' root of the sum ends at (−188.3668, 2.66926) without a burst", () => {
    const sum = run(runOptions("adagrad", 1, { eps: 0 }));
    expect(last(sum.theta[0]!)).toBeCloseTo(-188.3668, 4);
    expect(last(sum.theta[1]!)).toBeCloseTo(2.66926, 5);
    expect(bursts(sum.theta[0]!, sum.theta[1]!)).toHaveLength(0);
    // The notes' objection: its σ only ever grows.
    const sigma = sum.sigma[1]!;
    const falls = sigma.slice(1, updates).findIndex((value, t) => value < sigma[t]!);
    expect(falls).toBe(-1);
  });

  test("the two are one: lecture σ with η/√(t+1) is the root of the sum", () => {
    const steps = 1000;
    const sum = run(runOptions("adagrad", 1, { eps: 0 }), steps);
    const mean = run({ ...rootMeanSquare, schedule: { id: "inverseSqrt", options: {} } }, steps);
    for (let t = 0; t <= steps; t++) {
      for (const i of [0, 1]) {
        // √(s/n) and √s/√n differ by roundings, which 1,000 contracting steps do not add up.
        expect(Math.abs(mean.theta[i]![t]! / sum.theta[i]![t]! - 1)).toBeLessThan(1e-12);
      }
    }
  });
});

describe("claim 5: RMSProp", () => {
  test.each([0.9, 0.99, 0.999])("α = %d: a limit cycle of amplitude η/2", (alpha) => {
    const trace = run(runOptions("rmsprop", 1, { ...lecture, alpha }));
    const tail = trace.theta[0]!.slice(-1000);
    expect(Math.min(...tail)).toBeCloseTo(-188.9332, 4);
    expect(Math.max(...tail)).toBeCloseTo(-187.9332, 4);
  });

  test("flat: σ small; cliff: σ jumps and brakes; flat again: the rate recovers", () => {
    // A crescent: flat along its floor, walls where the path meets it.
    const crescent: Objective = {
      ...regression,
      value: ([p, q]) => (1 - p!) ** 2 + 100 * (q! - p! * p!) ** 2,
      valueAndGradient([p, q], gradient) {
        const bend = q! - p! * p!;
        gradient[0] = -2 * (1 - p!) - 400 * p! * bend;
        gradient[1] = 200 * bend;
        return (1 - p!) ** 2 + 100 * bend ** 2;
      },
    };
    const options = runOptions("rmsprop", 0.01, { ...lecture, alpha: 0.9 });
    const start = Float64Array.of(-2, 2);
    const trace = runToEnd(planRun(options, { objective: crescent, start, steps: 400 }));
    const sigma = trace.sigma[0]!;
    const lowest = Math.min(...sigma.slice(1, -1));
    const fell = sigma.findIndex((value) => value === lowest);
    expect(lowest).toBeLessThan(sigma[0]! / 100);
    expect(Math.max(...sigma.slice(fell, -1))).toBeGreaterThan(3 * lowest);
  });
});

describe("claims 6 and 7: Adam and decay", () => {
  test("Adam with η = 1 converges", () => {
    const trace = run(runOptions("adam", 1));
    expect(last(trace.theta[0]!)).toBeCloseTo(optimum.b, 4);
    expect(last(trace.theta[1]!)).toBeCloseTo(optimum.w, 6);
    expect(last(trace.loss) / 10).toBeCloseTo(10_193.67, 2);
  });

  test.each([
    [1e-3, 0],
    [1e-4, 5],
    [1e-5, 29],
  ])("decay %d leaves %d bursts", (decay, count) => {
    const trace = run({ ...rootMeanSquare, schedule: { id: "inverseTime", options: { decay } } });
    expect(bursts(trace.theta[0]!, trace.theta[1]!)).toHaveLength(count);
  });

  test("decay 1e-2 stops short at b = −188.17", () => {
    const schedule = { id: "inverseTime", options: { decay: 1e-2 } };
    expect(last(run({ ...rootMeanSquare, schedule }).theta[0]!)).toBeCloseTo(-188.17, 2);
  });
});

describe("claim 8: warm-up", () => {
  test("Noam's rate peaks at step 4000, at 1/√(512·4000)", () => {
    const options = { warmup: 4000, dModel: 512 };
    const rates = previewSchedule({ id: "noam", options }, 1, 20_000);
    const peak = Math.max(...rates);
    // Steps of the formula count from 1, rows from 0.
    expect(rates.indexOf(peak) + 1).toBe(4000);
    expect(peak).toBeCloseTo(1 / Math.sqrt(512 * 4000), 12);
  });

  test("ResNet-110: 0.01 for 400 iterations, then 0.1", () => {
    const rates = previewSchedule({ id: "resnetWarmup", options: {} }, 0.1, 1000);
    expect(rates[399]).toBeCloseTo(0.01, 15);
    expect(rates[400]).toBe(0.1);
  });
});

describe("claim 9: critical points", () => {
  test("gradient norm below 1e-3, and the minimum ratio tells a saddle from a minimum", () => {
    // L = x² − y² has a saddle at 0, L = x² + y² a minimum.
    const at = (second: number) =>
      curvatureAt(
        { ...regression, hessian: () => Float64Array.of(2, 0, 0, second) },
        Float64Array.of(0, 0),
      ).minimumRatio!;
    expect(at(-2)).toBe(0.5);
    expect(at(2)).toBe(1);
    expect(criticalGradientNorm).toBe(1e-3);
  });
});
