import { describe, expect, test } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { diagnose } from "../../../src/simulation/diagnosis/diagnose";
import type { Finding } from "../../../src/simulation/diagnosis/finding";
import { findingText, findingTitle } from "../../../src/simulation/diagnosis/messages";
import { planRun } from "../../../src/simulation/run/runPlan";
import type { Trace } from "../../../src/simulation/run/record";
import { runToEnd } from "../../runToEnd";
import { objectiveOf } from "../../unit/languages/javascript/support";
import { runOptions } from "../runs/lectureData";

// Gradient descent at rates that are too large in other ways than a quadratic shows.

const root = "export function loss(x: number) {\n  return Math.log(x) ** 2 + Math.sqrt(x);\n}\n";
const ackley = `export function loss(x: number, y: number) {
  const far = Math.sqrt((x * x + y * y) / 2);
  const waves = (Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y)) / 2;
  return -20 * Math.exp(-0.2 * far) - Math.exp(waves) + 20 + Math.E;
}
`;
const well =
  "export function loss(x: number, y: number) {\n  return 1 - Math.exp(-((x - 3) ** 2) - (y - 3) ** 2);\n}\n";

async function diagnosed(
  text: string,
  start: readonly number[],
  lr: number,
  steps: number,
): Promise<{ readonly trace: Trace; readonly findings: readonly Finding[] }> {
  const objective = await objectiveOf(text, [...start], {});
  const options = runOptions("gd", lr);
  const trace = runToEnd(planRun(options, { objective, start: Float64Array.from(start), steps }));
  return {
    trace,
    findings: diagnose({ trace, options, optimizer: optimizerById("gd")!, objective }),
  };
}

describe("a loss that rises and falls to the end", () => {
  test("is told of a cycle of ten steps, whose gradients do not alternate", async () => {
    const { trace, findings } = await diagnosed(root, [1.12], 0.83, 1000);
    const { loss } = trace;
    // The cycle: the same ten losses again, of which none is the minimum's 0.944.
    for (let t = 990; t <= 1000; t++) expect(loss[t]! / loss[t - 10]!).toBeCloseTo(1, 5);
    expect(findings.map(({ messageKey }) => messageKey)).toEqual(["bouncingUnsettled"]);
    const [{ arguments: told, span }] = findings as [Finding];
    const quarter = loss.subarray(750);
    expect(span).toEqual([750, 1000]);
    expect(told["swing"]).toBe(Math.max(...quarter) - Math.min(...quarter));
    expect(loss[Number(told["step"])]).toBe(Math.min(...loss));
    expect(findingTitle(findings[0]!)).toBe("Bouncing without end");
  });

  test("is not said to be descending where its last stretch happens to end lower", async () => {
    const { trace, findings } = await diagnosed(ackley, [2.2, -1.6], 0.063, 1000);
    expect(trace.loss[1000]).toBeLessThan(trace.loss[900]!);
    expect(trace.loss[1000]).toBeGreaterThan(Math.min(...trace.loss));
    expect(findings.map(({ messageKey }) => messageKey)).toEqual(["bouncingUnsettled"]);
  });

  test("neither of these is told at a rate that settles, nor of one that bounces nearer and nearer", async () => {
    const settled = await diagnosed(root, [1.12], 0.1, 1000);
    expect(settled.findings.map(({ id }) => id)).toEqual(["converged"]);
    // η·λ = 1.9 at the minimum: the loss falls at every step by a fifth.
    const nearer = await diagnosed(
      "export function loss(x: number) {\n  return x ** 2;\n}\n",
      [1],
      0.95,
      40,
    );
    expect(nearer.findings.map(({ messageKey }) => messageKey)).not.toContain("bouncingUnsettled");
  });
});

describe("a step from a slope onto flat ground", () => {
  test("is told with the loss that was left behind, and no stay of 0 steps", async () => {
    const { trace, findings } = await diagnosed(well, [1.12, 0.736], 180, 1000);
    const last = trace.rows - 1;
    const best = Math.min(...trace.loss);
    expect(trace.loss[last]).toBe(1);
    expect(findings.map(({ messageKey }) => messageKey)).toEqual(["plateauOvershot"]);
    const [{ arguments: told, remedies }] = findings as [Finding];
    expect(told).toMatchObject({ best, bestStep: trace.loss.indexOf(best), step: last, loss: 1 });
    expect(findingTitle(findings[0]!)).toBe("Thrown onto a plateau");
    expect(remedies.map(({ labelKey }) => labelKey)).toEqual(["lowerRate"]);
    const calmer = await diagnosed(well, [1.12, 0.736], remedies[0]!.change.lr!, 1000);
    expect(calmer.trace.loss.at(-1)).toBeLessThan(1e-9);
  });

  test("a start on flat ground is told since when, not for how many steps", async () => {
    const { findings } = await diagnosed(well, [40, 40], 0.1, 10);
    const [finding] = findings as [Finding];
    expect(findings.map(({ messageKey }) => messageKey)).toEqual(["plateauZero"]);
    expect(findingText(finding)).toMatch(/^Since step 0 the gradient has been zero/);
  });
});

describe("every direction is said to lead up", () => {
  test("where slope and curvature say so, and not where a run cycles beside a minimum", async () => {
    const near = await diagnosed(ackley, [2, 1.5], 0.02, 1000);
    expect(near.findings.map(({ messageKey }) => messageKey)).toEqual(["localMinimumPlace"]);
    const objective = await objectiveOf(ackley, [2, 1.5], {});
    const options = runOptions("rmsprop", 0.01);
    const start = Float64Array.of(2, 1.5);
    const trace = runToEnd(planRun(options, { objective, start, steps: 1000 }));
    // A cycle of steps of η = 0.01 in a hollow of curvature 35.
    expect(trace.gradientNorm[1000]).toBeGreaterThan(0.1);
    const findings = diagnose({ trace, options, optimizer: optimizerById("rmsprop")!, objective });
    const local = findings.find(({ id }) => id === "localMinimum")!;
    expect(local.messageKey).toBe("localMinimumNearPlace");
    expect(findingTitle(local)).toBe("Near a local minimum");
    expect(findingText(local)).not.toContain("leads up");
  });

  test("nor where a direction is flat", async () => {
    const floor = "export function loss(x: number, y: number) {\n  return x * x + 0 * y;\n}\n";
    const { findings } = await diagnosed(floor, [1, 1], 0.4, 200);
    expect(findings.map(({ messageKey }) => messageKey)).toEqual(["convergedNearly"]);
    expect(findingText(findings[0]!)).not.toContain("leads up");
  });
});

test("a run that comes to rest by steps to and fro is not said to bounce", async () => {
  // λ = 3.48 at the minimum, 0.7997: the gradient is multiplied by −0.98 at each step, to some 1e-9 in the end.
  const { trace, findings } = await diagnosed(root, [1.12], 0.57, 1000);
  expect(trace.gradientNorm[1000]).toBeLessThan(1e-6);
  expect(findings.map(({ id }) => id)).toEqual(["converged"]);
});
