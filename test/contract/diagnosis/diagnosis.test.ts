import { describe, expect, test } from "vitest";
import { remedyScores, tryRemedies } from "./diagnosisRemedies";
import { bowl, rosenbrock } from "./diagnosisFunctions";
import { ball, gd, run, traceOf } from "./diagnosisRun";
import { findingsOf, outcomes, scores, type Outcome } from "./diagnosisScore";
import { blindHealthyRuns, blindRuns } from "./diagnosisBlindTable";
import { secondHealthyRuns, secondRuns } from "./diagnosisSecondTable";
import { healthyRuns, heldOutRuns, labelledRuns } from "./diagnosisTable";
import type { Finding, FindingId, MessageKey } from "../../../src/simulation/diagnosis/finding";
import { runOptions } from "../runs/lectureData";
import { findingText, findingTitle, remedyLabel } from "../../../src/simulation/diagnosis/messages";
import { english } from "../../../src/simulation/diagnosis/messagesEnglish";

const labelled = outcomes([...labelledRuns, ...heldOutRuns]);
const blind = outcomes([...blindRuns, ...secondRuns]);
const blindHealthy = outcomes([...blindHealthyRuns, ...secondHealthyRuns]);
const healthy = [...outcomes(healthyRuns), ...blindHealthy];

test("the tables have 180 labelled runs, 95 of them labelled blind, and 45 healthy ones", () => {
  expect(labelled.length + blind.length).toBeGreaterThanOrEqual(180);
  expect(blind.length).toBeGreaterThanOrEqual(95);
  expect(healthy.length).toBeGreaterThanOrEqual(45);
});

/** The runs on which a finding was missed or made up, in words. */
function wrongOf(id: FindingId, results: readonly Outcome[]): string {
  return results
    .filter(({ run, found }) => run.expected.includes(id) !== found.includes(id))
    .map(({ run, found }) => `${run.why}: found ${found.join(", ") || "nothing"}`)
    .join("\n");
}

describe.each([
  ["all tables", [...labelled, ...blind, ...healthy], 5],
  ["the blind tables", [...blind, ...blindHealthy], 4],
] as const)("%s", (_name, results, least) => {
  test.each(scores(results).map((score) => [score.id, score] as const))(
    "%s: precision and recall of at least 0.9",
    (id, { expected, precision, recall }) => {
      const wrong = wrongOf(id, results);
      expect(expected, `runs of a table labelled ${id}`).toBeGreaterThanOrEqual(least);
      expect(precision, wrong).toBeGreaterThanOrEqual(0.9);
      expect(recall, wrong).toBeGreaterThanOrEqual(0.9);
    },
  );
});

test.each(healthy.map(({ run, found }) => [run.why, found] as const))(
  "nothing on a healthy run, unless that it is still on its way or nearly there: %s",
  (_why, found) => {
    expect(found.filter((id) => id !== "descending" && id !== "nearlyThere")).toEqual([]);
  },
);

describe("findings are data that can be put into words", () => {
  const findings = [...labelledRuns, ...blindRuns].flatMap((run) =>
    findingsOf(run).map((finding) => ({ finding, run })),
  );

  test("every kind is there, with a span inside the run, evidence, and text without holes", () => {
    expect(new Set(findings.map(({ finding }) => finding.id)).size).toBeGreaterThan(9);
    for (const { finding, run } of findings) {
      const [from, to] = finding.span;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(run.steps);
      expect(finding.evidence.length).toBeGreaterThan(0);
      for (const { name } of finding.evidence) expect(english.evidence[name]).toBeTruthy();
      expect(findingTitle(finding)).toBeTruthy();
      expect(findingText(finding)).not.toMatch(/[{}]|NaN|undefined|Infinity/);
      for (const remedy of finding.remedies) {
        expect(remedyLabel(remedy)).not.toMatch(/[{}]|NaN|undefined|Infinity/);
      }
    }
  });
});

test("no words contradict the numbers beside them: a rate is too large for a curvature that is beyond its limit", () => {
  // λ = 200 at the start and 1,001 at the minimum: η·λ is 1.6, and would be 8 there, of the ball's limit 3.8.
  const later = run(rosenbrock, [0, 0], 100, ball(0.008, 0.9), ["diverging"], "steeper later on");
  const all = [...labelledRuns, ...heldOutRuns, ...blindRuns, ...secondRuns, later];
  const findings = all.flatMap(findingsOf);
  const isWithin = ({ evidence }: Finding): boolean | undefined => {
    const value = (name: string) => evidence.find((one) => one.name === name)?.value;
    const [stability, limit] = [value("stability"), value("stabilityLimit")];
    return stability === undefined || limit === undefined ? undefined : stability < limit;
  };
  const told = new Map<MessageKey, (boolean | undefined)[]>();
  for (const finding of findings) {
    told.set(finding.messageKey, [...(told.get(finding.messageKey) ?? []), isWithin(finding)]);
  }
  for (const key of ["bouncing", "diverging"] as const) expect(told.get(key)).not.toContain(true);
  expect(new Set(told.get("bouncingWithinLimit"))).toEqual(new Set([true]));
  expect(new Set(told.get("divergingLater"))).toEqual(new Set([false]));
});

test("a run that has converged is told since which step it has been near its end, not at it", () => {
  const row = run(bowl(1, 1), [1, 1], 100, gd(0.5), ["converged"], "halved each step");
  const [finding] = findingsOf(row);
  // L = 4⁻ᵗ: within a millionth of the descent of 1 since 4⁻ᵗ ≤ 1e-6.
  expect(finding!.arguments["step"]).toBe(10);
  expect(findingText(finding!)).toContain("within a millionth of the descent from there");
});

test("steps that bounce are counted as steps, of which there is one fewer than rows", () => {
  // 1 − η·λ = −0.999: every gradient points against the one before.
  const row = run(bowl(1, 1), [1, 1], 200, gd(1.999), ["bouncing"], "factor −0.999");
  const [finding] = findingsOf(row);
  expect(finding!.arguments["steps"]).toBe(200);
  expect(finding!.evidence.find(({ name }) => name === "alternations")?.value).toBe(200);
});

test("how wide a cycle is, is what its points lie from their middle", () => {
  const row = run(
    bowl(1, 0),
    [1, 0],
    400,
    runOptions("signsgd", 0.3),
    ["limitCycle"],
    "steps of η",
  );
  const [finding] = findingsOf(row);
  const { theta } = traceOf(row);
  const cycle = [...theta[0]!.subarray(300)];
  const middle = (Math.min(...cycle) + Math.max(...cycle)) / 2;
  const farthest = Math.max(...cycle.map((value) => Math.abs(value - middle)));
  expect(Number(finding!.arguments["amplitude"]) / farthest).toBeCloseTo(1, 6);
  expect(findingText(finding!)).toContain("about 0.15 from the middle of its cycle");
});

test("steps of η are known beside the weight decay that each of them has, too", () => {
  const lion = runOptions("lion", 0.001);
  expect(lion.hyperparameters["weightDecay"]).toBe(0.001);
  // At the minimum (1, 1) a step is 0.001·(±1 + 0.001).
  const found = findingsOf(run(rosenbrock, [-0.65, 2.12], 20_000, lion, ["limitCycle"], "±η"));
  expect(found.map(({ id }) => id)).toContain("limitCycle");
});

test("where nothing varies, no direction is said to lead up", () => {
  const row = run(bowl(0, 0), [1, 1], 50, gd(0.1), ["converged"], "constant");
  expect(findingsOf(row).map((one) => one.messageKey)).toEqual(["convergedFlat"]);
});

test("a run that crawls at far too small a rate is told the one at half the limit, however far it has to go", () => {
  const [finding] = findingsOf(
    run(rosenbrock, [-1.2, 1], 5000, gd(1e-6), ["crawling"], "ηλ = 0.0015"),
  );
  expect(finding!.id).toBe("crawling");
  // λmax of [[1330, 480], [480, 200]] is (1530 + √(1130² + 960²))/2 = 1506.4, and half of 2 over it 6.638e-4.
  const [raised] = finding!.remedies;
  expect(raised).toMatchObject({ labelKey: "raiseRate", change: { lr: 6.6e-4 } });
});

test("what is left of a curved valley is what the run still has to go, and about how many steps", () => {
  const row = run(rosenbrock, [-1.2, 1], 1000, gd(1e-3), ["crawling"], "valley");
  const [finding] = findingsOf(row);
  const { gap, stepsNeeded } = finding!.arguments as { gap: number; stepsNeeded: number };
  const { loss } = traceOf({ ...row, steps: 40_000 });
  // Its minimum is 0: all of the loss is left. Newton's steps are followed until one gains a thousandth of it.
  expect(gap / loss[1000]!).toBeGreaterThan(0.999);
  expect(gap / loss[1000]!).toBeLessThanOrEqual(1);
  const needed = loss.findIndex((value) => value < 1e-9 * loss[0]!) - 1000;
  // What is left shrinks by another factor at the end (2·η·λmin = 8e-4 a step) than where the run stands (3e-3).
  expect(stepsNeeded / needed).toBeGreaterThan(1 / 4);
  expect(stepsNeeded / needed).toBeLessThan(1);
});

test("a run that has the whole of a curved valley before it crawls, though it falls as fast as Newton's step", () => {
  // Adam's 0.002 a step: from (−1.2, 1) to (−1, 1) in 1,000 steps, of some 2.5 along the floor.
  const row = run(rosenbrock, [-1.2, 1], 1000, runOptions("adam", 0.002), ["crawling"], "valley");
  const [finding] = findingsOf(row);
  expect(finding?.messageKey).toBe("crawling");
  const { loss } = traceOf(row);
  const { stepsNeeded } = finding!.arguments as { stepsNeeded: number };
  expect((stepsNeeded * (loss[900]! - loss[1000]!)) / 100 / loss[1000]!).toBeCloseTo(1, 2);
});

describe("remedies, tried on every labelled run they were offered for", () => {
  const trials = [...labelledRuns, ...heldOutRuns, ...blindRuns, ...secondRuns].flatMap(
    tryRemedies,
  );

  test.each(Object.entries(remedyScores(trials)))("%s helps in nine of ten", (_key, score) => {
    expect(score.helped / score.tried).toBeGreaterThanOrEqual(0.9);
  });

  test.each(["diverging: lowerRate", "bouncing: lowerRate", "burst: decay", "burst: lowerRate"])(
    "%s leaves nothing of the finding",
    (key) => {
      const { tried, cured } = remedyScores(trials)[key]!;
      expect(tried).toBeGreaterThan(9);
      expect(cured).toBe(tried);
    },
  );

  test("every remedy there are words for is offered somewhere", () => {
    const offered = new Set(trials.map(({ remedy }) => remedy.labelKey));
    // What a rate's words become where arguments have rates of their own, which no run here has.
    for (const words of ["constantRates", "scaledRates"] as const) offered.add(words);
    expect([...offered].sort()).toEqual(Object.keys(english.remedies).sort());
  });
});

test("the lecture's 62 bursts are counted, and the decay that cures them is the lecture's 1e-3", () => {
  const row = labelledRuns.find(({ why }) => why.includes("many bursts"))!;
  const run = { ...row, steps: 100_000 };
  const [finding] = findingsOf(run);
  expect(finding!.messageKey).toBe("burst");
  // The lecture counts by |w − w*(b)|, the finding by the loss: the same but for one at the ends.
  expect(Math.abs(Number(finding!.arguments["count"]) - 62)).toBeLessThanOrEqual(1);
  expect(Math.abs(Number(finding!.arguments["first"]) - 716)).toBeLessThan(10);
  const [decay] = finding!.remedies;
  expect(Number(decay!.arguments["decay"])).toBeGreaterThan(0.8e-3);
  expect(Number(decay!.arguments["decay"])).toBeLessThan(1.2e-3);
  const cured = { ...run, options: { ...run.options, ...decay!.change } };
  expect(findingsOf(cured).map(({ id }) => id)).toEqual(["converged"]);
});

test("the lecture's bursts are announced before they can be seen", () => {
  const early = labelledRuns.find(({ why }) => why.includes("announced"))!;
  const [finding] = findingsOf(early);
  expect(finding!.messageKey).toBe("burstAhead");
  expect(findingTitle(finding!)).toBe("About to burst");
  expect(finding!.evidence.map(({ name }) => name)).not.toContain("bursts");
  // The limit is crossed at 512; samples lie up to ten rows apart.
  expect(finding!.span[0]).toBeGreaterThanOrEqual(512);
  expect(finding!.span[0]).toBeLessThan(530);
  expect(finding!.parameter).toBe(1);
});
