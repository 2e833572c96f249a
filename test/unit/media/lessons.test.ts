import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loss as narrowing } from "../../../media/examples/lessons/01-stuck-is-not-a-small-gradient";
import { loss as ellipse } from "../../../media/examples/lessons/03-each-parameter-its-own-rate";
import { loss as crescent } from "../../../media/examples/lessons/05-different-rates-at-different-times";
import { bowlLoss, loss as twoValleys } from "../../../media/examples/lessons/08-warm-up";
import { loss as saddle } from "../../../media/examples/lessons/09-critical-points";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { diagnose } from "../../../src/simulation/diagnosis/diagnose";
import { readCommentOptions } from "../../../src/options/commentOptions";
import type { Finding } from "../../../src/simulation/diagnosis/finding";
import type { SimulateOptions } from "../../../src/options/runOptions";
import { numericObjective } from "../../../src/objective/numericObjective";
import type { Objective } from "../../../src/objective/objective";
import { runToEnd } from "../../runToEnd";
import { planRun } from "../../../src/simulation/run/runPlan";
import type { Trace } from "../../../src/simulation/run/record";
import { regression as valley } from "../../contract/runs/lectureData";

const folder = join(import.meta.dirname, "../../../media/examples/lessons");

/** The options that the lesson's own comment gives its function. */
function optionsOf(lesson: string, name = "loss"): SimulateOptions {
  const file = readdirSync(folder).find((entry) => entry.startsWith(lesson))!;
  const text = readFileSync(join(folder, file), "utf8");
  const { functions } = findLossFunctions(text, { language: ".ts" });
  return readCommentOptions(functions.find((found) => found.name === name)!).options;
}

/** Every run of a lesson, on an objective that has the derivative of its loss. */
function traces(options: SimulateOptions, objective: Objective): Trace[] {
  const start = Float64Array.from(options.start as number[]);
  return options.runs!.map((run) =>
    runToEnd(planRun(run, { objective, names: ["x", "y"], start, steps: options.steps! })),
  );
}

const last = (column: Float64Array): number => column.at(-1)!;
const plane = (loss: (x: number, y: number) => number): Objective =>
  numericObjective((theta) => loss(theta[0]!, theta[1]!), 2);

/** The lecture's ten points, and its loss with the derivative written out by hand. */
const before = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const after = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];
const regression: Objective = {
  ...plane(() => 0),
  value: (theta) => sums(theta).loss,
  valueAndGradient(theta, gradient) {
    const { loss, b, w } = sums(theta);
    gradient[0] = b;
    gradient[1] = w;
    return loss;
  },
};

function sums(theta: Float64Array): { loss: number; b: number; w: number } {
  let loss = 0;
  let b = 0;
  let w = 0;
  before.forEach((x, i) => {
    const residual = theta[0]! + theta[1]! * x - after[i]!;
    loss += residual ** 2;
    b += 2 * residual;
    w += 2 * residual * x;
  });
  return { loss, b, w };
}

/** The Hessian of the regression: constant, twice the sums of 1, x and x². */
const hessian = [
  2 * before.length,
  2 * before.reduce((a, x) => a + x, 0),
  2 * before.reduce((a, x) => a + x * x, 0),
] as const;

/** The larger eigenvalue of [[a, b], [b, c]]. */
function largest(a: number, b: number, c: number): number {
  return (a + c) / 2 + Math.hypot((a - c) / 2, b);
}

/** Steps at which |w − w*(b)| rises above 1 after having been below 0.1; w*(b) is the valley's floor. */
function bursts({ theta: [b, w] }: Trace): number[] {
  const found: number[] = [];
  const slope = hessian[1] / hessian[2];
  const offset = before.reduce((a, x, i) => a + x * after[i]!, 0) / (hessian[2] / 2);
  let isArmed = false;
  b!.forEach((value, t) => {
    const distance = Math.abs(w![t]! - (offset - slope * value));
    if (distance < 0.1) isArmed = true;
    if (distance > 1 && isArmed) {
      found.push(t);
      isArmed = false;
    }
  });
  return found;
}

const media = join(import.meta.dirname, "../../../media");

test.each([
  ["lessons.en.json", "lessons.md"],
  ["lessons.zh-tw.json", "lessons.nls.zh-tw.md"],
])("the walkthrough lists the lessons of %s by their titles", (list, page) => {
  const text = readFileSync(join(media, "lessons", list), "utf8");
  const lessons = JSON.parse(text) as { file: string; title: string }[];
  expect(lessons.map(({ file }) => file)).toEqual(readdirSync(folder).sort());
  const items = readFileSync(join(media, "walkthrough", page), "utf8").match(/^\d\. .*$/gm);
  expect(items).toEqual(lessons.map(({ title }, k) => `${k + 1}. ${title}`));
});

describe("the claims of the lecture", () => {
  test("1: the loss has stopped falling while the gradient is large", () => {
    const [constant, falling] = traces(optionsOf("01"), plane(narrowing));
    const { loss, gradientNorm } = constant!;
    // For the last 500 steps the loss alternates between two values and falls no more …
    expect(Math.abs(loss[500]! - loss[1000]!)).toBeLessThan(1e-9); // an exact cycle, up to rounding
    // … and the gradient is over ten times what it was while the loss fell.
    expect(Math.min(...gradientNorm.slice(500))).toBeGreaterThan(10 * gradientNorm[200]!);
    // The figures that the text gives: 0.09 and 0.08 at best, 0.17 and 1.41 from then on.
    expect(Math.min(...loss)).toBeCloseTo(0.09, 2);
    // (With central differences the bouncing starts a few steps earlier, at 0.087.)
    expect(Math.min(...gradientNorm.slice(0, 245))).toBeCloseTo(0.085, 2);
    expect((last(loss) + loss.at(-2)!) / 2).toBeCloseTo(0.17, 2);
    expect(last(gradientNorm)).toBeCloseTo(1.41, 2);
    expect(last(falling!.loss)).toBeLessThan(0.5 * last(loss));
  });

  test("2: on a convex bowl one rate is too small and another too large", () => {
    const [small, bouncing, large] = traces(optionsOf("02"), regression);
    expect(last(small!.theta[0]!)).toBeCloseTo(-123.6922, 3);
    expect(last(small!.theta[1]!)).toBeCloseTo(2.4834, 3);
    // Bouncing: the gradient across the valley changes its sign at every one of the first hundred steps.
    const across = bouncing!.gradient[1]!.slice(0, 100);
    expect(across.slice(1).every((g, t) => g * across[t]! < 0)).toBe(true);
    expect(last(bouncing!.theta[0]!)).toBeGreaterThan(-153);
    expect(large!.stop.reason).toBe("diverged");
    // The stability limit that the text gives.
    expect(2 / largest(...hessian)).toBeCloseTo(1.1449e-6, 10);
  });

  test("3: σ gives each parameter the rate it needs", () => {
    const [gd, mean, sum, byHand] = traces(optionsOf("03"), plane(ellipse));
    expect(last(gd!.theta[0]!)).toBeCloseTo(-1.256, 3);
    for (const trace of [mean!, sum!]) {
      expect(Math.abs(last(trace.theta[0]!))).toBeLessThan(1e-4);
      expect(trace.sigma[1]![0]! / trace.sigma[0]![0]!).toBeCloseTo(100 / 9, 6); // g⁰ = (−9, 100)
    }
    // A step is θ ← θ − η_i·λ_i·θ, with η·λ = 0.5·1 and 0.005·100: half of both is left.
    const [x, y] = byHand!.theta;
    expect(x![10]! / -9).toBeCloseTo(2 ** -10, 6);
    expect(y![10]!).toBeCloseTo(2 ** -10, 6);
  });

  test("4: the root mean square turns the corner and bursts; the root of the sum does not", () => {
    const [mean, sum] = traces(optionsOf("04"), regression);
    expect(mean!.theta[0]![20]).toBeCloseTo(-113.92, 2);
    expect(bursts(mean!)).toHaveLength(62);
    expect(Math.abs(bursts(mean!)[0]! - 716)).toBeLessThanOrEqual(1);
    const [b, w] = mean!.sigma;
    const unstable = b!.findIndex((_, t) => {
      const [first, second, third] = hessian;
      const [p, q] = [b![t]!, w![t]!];
      return t > 20 && largest(first / p, second / Math.sqrt(p * q), third / q) > 2;
    });
    expect(unstable).toBe(512);
    expect(bursts(sum!)).toEqual([]);
    expect(last(sum!.theta[0]!)).toBeCloseTo(-188.3668, 3);
  });

  test("5: RMSProp follows the slope, and circles on the data with amplitude η/2", () => {
    const [gd, adagrad, slow, rmsprop] = traces(optionsOf("05"), plane(crescent));
    const end = (trace: Trace | undefined): number => last(trace!.theta[0]!);
    expect(end(rmsprop)).toBeGreaterThan(0.7);
    expect(end(gd)).toBeCloseTo(-1.08, 2);
    expect(end(slow)).toBeCloseTo(-1.11, 2);
    const sigma = adagrad!.sigma[0]!.slice(0, -1);
    expect(sigma.slice(1).every((value, t) => value >= sigma[t]!)).toBe(true);
    const [flat, cliff, below] = [
      [40, 80],
      [85, 110],
      [150, 190],
    ].map(([from, to]) => rmsprop!.sigma[0]!.slice(from, to));
    expect(Math.min(...flat!)).toBeLessThan(0.25);
    expect(Math.max(...cliff!)).toBeGreaterThan(1.4);
    expect(Math.min(...below!)).toBeLessThan(0.13);
    for (const trace of traces(optionsOf("05", "lossOnData"), regression)) {
      const cycle = trace.theta[0]!.slice(-1000);
      expect(Math.min(...cycle)).toBeCloseTo(-188.9332, 2);
      expect(Math.max(...cycle)).toBeCloseTo(-187.9332, 2);
    }
  });

  test("6: Adam settles where RMSProp circles and momentum creeps", () => {
    const [momentum, rmsprop, adam] = traces(optionsOf("06"), regression);
    expect(last(momentum!.theta[0]!)).toBeGreaterThan(-130);
    expect(last(rmsprop!.loss)).toBeGreaterThan(2 * last(adam!.loss));
    // It is at the minimum nearly all the time; now and then a spike, half as wide as RMSProp's cycle.
    const distance = adam!.theta[0]!.slice(5000).map((b) => Math.abs(b + 188.4332));
    expect(distance.filter((d) => d < 0.01).length / distance.length).toBeGreaterThan(0.8);
    expect(Math.max(...distance)).toBeLessThan(0.4);
  });

  test("7: decay cures the bursts, and too much of it stops short", () => {
    const [none, ...decaying] = traces(optionsOf("07"), regression);
    expect(bursts(none!)).toHaveLength(62);
    expect(decaying.map((trace) => bursts(trace).length)).toEqual([29, 5, 0, 0]);
    expect(last(decaying.at(-1)!.theta[0]!)).toBeCloseTo(-188.17, 2);
    expect(last(decaying.at(-2)!.theta[0]!)).toBeCloseTo(-188.4332, 4);
  });

  test("8: the first σ is too small, and warm-up saves the run", () => {
    const [plain, warmed, adam, radam] = traces(optionsOf("08"), plane(twoValleys));
    // σ⁰ = √(1 − 0.99)·|g| makes the first step 0.15 · 10 from x = 1.3.
    expect(plain!.theta[0]![1]).toBeCloseTo(-0.2, 6);
    expect(last(plain!.theta[0]!)).toBeLessThan(-0.8);
    for (const trace of [warmed, adam, radam]) expect(last(trace!.theta[0]!)).toBeGreaterThan(0.8);
    const [transformer, resnet] = traces(optionsOf("08", "bowlLoss"), plane(bowlLoss));
    const rates = transformer!.learningRate.slice(0, -1);
    const peak = rates.indexOf(Math.max(...rates));
    expect(peak + 1).toBe(4000); // the paper counts steps from 1
    expect(rates[peak]).toBeCloseTo(512 ** -0.5 * 4000 ** -0.5, 12);
    expect([...resnet!.learningRate.slice(399, 401)]).toEqual([0.01, 0.1]);
  });

  test("9: a small gradient at a saddle, left again", () => {
    const [gd, , adam] = traces(optionsOf("09"), plane(saddle));
    const small = [...gd!.gradientNorm].flatMap((norm, t) => (norm < 1e-3 && t < 90 ? [t] : []));
    expect([small[0], small.at(-1)]).toEqual([14, 30]);
    expect(gd!.loss[22]).toBeCloseTo(1, 6);
    expect(last(gd!.theta[0]!)).toBeCloseTo(1, 6);
    expect(Math.min(...adam!.gradientNorm.slice(0, 20))).toBeGreaterThan(1);
  });
});

function diagnoses(options: SimulateOptions, objective: Objective): Finding[][] {
  return traces(options, objective).map((trace, k) => {
    const run = options.runs![k]!;
    const optimizer = optimizerById(run.optimizer)!;
    return diagnose({ trace, options: run, optimizer, objective });
  });
}

/** What the diagnosis finds in each run of a lesson. */
function findings(options: SimulateOptions, objective: Objective): string[][] {
  return diagnoses(options, objective).map((found) => found.map(({ id }) => id));
}

describe("the diagnosis names what each lesson shows", () => {
  test.each([
    ["1", optionsOf("01"), plane(narrowing), 0, "bouncing"],
    ["2", optionsOf("02"), valley, 0, "crawling"],
    ["2", optionsOf("02"), valley, 2, "diverging"],
    ["4", optionsOf("04"), valley, 0, "burst"],
    ["5", optionsOf("05", "lossOnData"), valley, 0, "limitCycle"],
    ["6", optionsOf("06"), valley, 0, "crawling"],
    ["6", optionsOf("06"), valley, 1, "limitCycle"],
    ["7", optionsOf("07"), valley, 3, "converged"],
    ["8", optionsOf("08"), plane(twoValleys), 0, "earlySigmaUnreliable"],
    ["9", optionsOf("09"), plane(saddle), 0, "saddle"],
  ] as const)("lesson %s", (_lesson, options, objective, run, finding) => {
    expect(findings(options, objective)[run]).toContain(finding);
  });

  test("the findings count up to three bursts more or fewer than lesson 7", () => {
    const burst = diagnoses(optionsOf("07"), valley).map((found) =>
      found.find(({ id }) => id === "burst"),
    );
    const counts = burst.map((one) => one?.evidence.find(({ name }) => name === "bursts")?.value);
    expect(counts.slice(3)).toEqual([undefined, undefined]);
    [62, 29, 5].forEach((said, k) => {
      expect(Math.abs(counts[k]! - said)).toBeLessThanOrEqual(3);
    });
  });

  test.each([
    ["1", optionsOf("01"), plane(narrowing)],
    ["2", optionsOf("02"), valley],
    ["3", optionsOf("03"), plane(ellipse)],
    ["4", optionsOf("04"), valley],
    ["5", optionsOf("05"), plane(crescent)],
    ["5, on data", optionsOf("05", "lossOnData"), valley],
    ["6", optionsOf("06"), valley],
    ["7", optionsOf("07"), valley],
    ["8", optionsOf("08"), plane(twoValleys)],
    ["8, in a bowl", optionsOf("08", "bowlLoss"), plane(bowlLoss)],
    ["9", optionsOf("09"), plane(saddle)],
  ] as const)("and something of every run of lesson %s", (_lesson, options, objective) => {
    const found = findings(options, objective).map((ids, k) => [options.runs![k]!.label, ids]);
    expect(found.filter(([, ids]) => ids!.length === 0)).toEqual([]);
  });

  test("and of the run of lesson 7 whose rate is spent too early, how little it is short", () => {
    const options = optionsOf("07");
    const [short] = diagnoses(options, valley)[4]!;
    expect(short!.id).toBe("nearlyThere");
    // The loss is quadratic: what is left is what the run lies above the converged one, to rounding of 1e5.
    const ends = traces(options, valley).map(({ loss }) => last(loss));
    expect(short!.arguments["gap"]).toBeCloseTo(ends[4]! - ends[3]!, 6);
  });

  test("and nothing amiss where a run is cured", () => {
    // It goes down the valley's floor as long as its steps last.
    expect(findings(optionsOf("01"), plane(narrowing))[1]).toEqual(["descending"]);
    expect(findings(optionsOf("04"), valley)[1]).toEqual(["converged"]);
  });
});
