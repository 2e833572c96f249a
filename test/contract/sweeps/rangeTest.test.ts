import { beforeAll, describe, expect, test } from "vitest";
import type { RunOptions } from "../../../src/options/runOptions";
import type { RangeTestRequest } from "../../../src/protocol/rangeTest";
import { runOptions } from "../runs/lectureData";
import { useRunner } from "../runner/useRunner";

// Suggested learning rates, from the real runner process: on ½(λ₁x² + λ₂y²) gradient descent is stable up to 2/λmax,
// heavy ball up to 2(1 + β)/λmax.

const elongated =
  "export function loss(x: number, y: number) { return 0.5 * (x * x + 100 * y * y); }";
const largest = 100;

const runner = useRunner({ limits: () => ({ time: 5000, memory: 1000 }) });
let job = 0;

beforeAll(async () => {
  const opened = await runner.client.open(runner.requestFor(elongated));
  expect(opened.ok).toBe(true);
});

const common = { session: "test", start: [3, 1], steps: 100, seed: 0, noise: 0 };

function run(options: RunOptions) {
  return runner.client.run({
    ...common,
    tolerance: 0,
    job: ++job,
    runs: [{ id: "run-0", options }],
  });
}

async function rates(options: RunOptions) {
  const request: RangeTestRequest = { ...common, runId: "run-0", options };
  const result = await runner.client.ask("rangeTest", request);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

describe("gradient descent on an elongated quadratic", () => {
  test("is stable up to 2/λmax at the start and along the path, and blows up there", async () => {
    await run(runOptions("gd", 1e-3));
    const found = await rates(runOptions("gd", 1e-3));
    expect((found.stableAtStart! * largest) / 2).toBeCloseTo(1, 6);
    expect((found.stableAlongPath! * largest) / 2).toBeCloseTo(1, 6);
    expect((found.blowsUp! * largest) / 2).toBeGreaterThan(1);
    expect((found.blowsUp! * largest) / 2).toBeLessThan(1.05);
    expect(found.startLoss).toBe(54.5);
    expect(found.offer!.learningRate).toBeLessThan(found.blowsUp!);
    expect(found.offer!.loss).toBe(found.losses[found.rates.indexOf(found.offer!.learningRate)]);
  });

  test("each loss is that of gradient descent's own formula", async () => {
    await run(runOptions("gd", 1e-3));
    const { rates: tried, losses, steps } = await rates(runOptions("gd", 1e-3));
    expect(steps).toBe(100);
    const stable = [...tried].filter((rate) => rate * largest < 2);
    expect(stable.length).toBeGreaterThan(20);
    for (const [k, rate] of stable.entries()) {
      const expected =
        0.5 * (9 * (1 - rate) ** (2 * steps) + 100 * (1 - 100 * rate) ** (2 * steps));
      expect(losses[k]! / expected).toBeCloseTo(1, 6);
    }
    // It is shown to where every run ends above its start.
    expect(losses.at(-1)).toBeGreaterThan(54.5);
  });
});

test("heavy ball with β = 0.5 is stable up to 3/λmax", async () => {
  const options = runOptions("momentum", 1e-3, { momentum: 0.5 });
  await run(options);
  const { stableAtStart, blowsUp } = await rates(options);
  expect((stableAtStart! * largest) / 3).toBeCloseTo(1, 4);
  expect((blowsUp! * largest) / 3).toBeGreaterThan(0.98);
  expect((blowsUp! * largest) / 3).toBeLessThan(1.05);
});

test("the run's schedule is kept: a warm-up over 400 steps reaches a quarter of η in 100", async () => {
  const options = runOptions("gd", 1e-3, {}, { id: "warmup", options: { steps: 400 } });
  await run(options);
  const { blowsUp, stableAlongPath } = await rates(options);
  // η^99 = η·100/400 (or 99/400): what is stable is four times as large; what ends above its start, larger yet.
  expect((stableAlongPath! * largest) / 2 / 4).toBeGreaterThan(0.98);
  expect((stableAlongPath! * largest) / 2 / 4).toBeLessThan(1.03);
  expect(blowsUp!).toBeGreaterThan(stableAlongPath!);
});

test("the offered rate is round, and a run at it ends where the offer says", async () => {
  await run(runOptions("gd", 1e-3));
  const { learningRate, loss, steps } = (await rates(runOptions("gd", 1e-3))).offer!;
  expect(steps).toBe(100);
  expect(Number(learningRate.toPrecision(4))).toBe(learningRate);
  // The least of (1 − η)²⁰⁰·4.5 + (1 − 100·η)²⁰⁰·50 lies between 1.8e-2 and 2e-2.
  const end = (rate: number) => 4.5 * (1 - rate) ** 200 + 50 * (1 - 100 * rate) ** 200;
  const least = Math.min(...Array.from({ length: 2000 }, (_, k) => end(0.018 + k * 1e-6)));
  expect(loss / least).toBeLessThan(1.02);
  expect(loss / end(learningRate)).toBeCloseTo(1, 6);
});

test("rates are judged by the run's own number of steps", async () => {
  const options = runOptions("adagrad", 0.5);
  const long = { ...common, steps: 20_000, runId: "run-0", options };
  const result = await runner.client.ask("rangeTest", long);
  if (!result.ok) throw new Error(result.problem.message);
  expect(result.value.steps).toBe(20_000);
  expect(result.value.offer!.steps).toBe(20_000);
});

test("without a run there is no stable rate, but the test itself holds", async () => {
  const found = await runner.client.ask("rangeTest", {
    ...{ ...common, runId: "another", options: runOptions("gd", 1e-3) },
  });
  if (!found.ok) throw new Error(found.problem.message);
  expect(found.value.stableAtStart).toBeUndefined();
  expect((found.value.blowsUp! * largest) / 2).toBeGreaterThan(1);
  expect((found.value.blowsUp! * largest) / 2).toBeLessThan(1.05);
});

test("a newer job ends it", async () => {
  await run(runOptions("gd", 1e-3));
  // Long enough not to be over before the next job comes.
  const length = { steps: 1_000_000 };
  const request = { ...common, ...length, runId: "run-0", options: runOptions("gd", 1e-3) };
  const asked = runner.client.ask("rangeTest", request);
  await run(runOptions("gd", 2e-3));
  expect(await asked).toMatchObject({ ok: false, problem: { kind: "stopped" } });
});

test.each([
  ["undefined", 'if (x > 2.5) throw new Error("too far"); return (x - 3) ** 2;', 0],
  ["undefined", "return Math.sqrt(2.5 - x) + (x - 3) ** 2;", 0],
  ["grew", "return Math.cosh(x);", 3],
])("what becomes of a run without a loss is told, %s: %s", async (lost, body, start) => {
  const text = `export function loss(x: number) { ${body} }`;
  const opened = await runner.client.open({ ...runner.requestFor(text), session: "lost" });
  expect(opened.ok).toBe(true);
  const at = { ...common, session: "lost", start: [start] };
  const found = await runner.client.ask("rangeTest", {
    ...{ ...at, runId: "run-0", options: runOptions("gd", 0.01) },
  });
  expect(found).toMatchObject({ ok: true, value: { lost } });
});
