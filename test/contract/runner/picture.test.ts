import { afterEach, expect, test } from "vitest";
import { defaultRuns } from "../../../src/options/defaultRuns";
import type { RunRequest, RunSlice, RunsPicture } from "../../../src/protocol/runner";
import { pictureOf } from "../../../src/rows/picture";
import { useRunner } from "./useRunner";

// Of runs that end soon the runner sends a picture, and their rows when asked for them: both say the same.

const text = "export function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";
const slices: RunSlice[] = [];
const runner = useRunner({
  limits: () => ({ time: 5000, memory: 500 }),
  onSlice: (slice) => slices.push(slice),
});
afterEach(() => void slices.splice(0));

const runs = defaultRuns.map((options, index) => ({ id: String(index), options }));
const picture = {
  series: {
    ...{ from: 0, to: Infinity, buckets: 40, curves: ["loss", "sigma"] as const },
    path: { axes: [0, 1] as const, tolerance: [2 ** -10, 2 ** -10] as const },
  },
  details: { step: 17, formula: "1", withinShare: 0.01 },
};

function request(job: number, change: Partial<RunRequest> = {}): RunRequest {
  return {
    ...{ session: "test", job, runs, start: [-1.2, 1], steps: 300 },
    ...{ seed: 0, tolerance: 0, noise: 0, picture },
    ...change,
  };
}

async function ended(asked: RunRequest) {
  const result = await runner.client.run(asked);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** Runs until a job was quick enough for a picture: the first ones, or a busy machine, may take longer. */
async function pictured(): Promise<{ readonly job: number; readonly drawn: RunsPicture }> {
  for (let job = 1; ; job++) {
    slices.splice(0);
    const { picture: drawn } = await ended(request(job));
    if (drawn) return { job, drawn };
  }
}

test("a picture is what its rows show, which come once they are asked for", async () => {
  await runner.client.open(runner.requestFor(text));
  const { job, drawn } = await pictured();
  expect(slices).toEqual([]);
  expect(drawn.series).toHaveLength(runs.length);
  expect(await runner.client.rows({ session: "test", job })).toBe(true);
  expect(new Set(slices.map(({ runId }) => runId)).size).toBe(runs.length);
  expect(drawn).toEqual(pictureOf(slices, runs, picture));
  expect(await runner.client.rows({ session: "test", job })).toBe(false);
});

test("the rows of the last good job are still there after one that failed", async () => {
  await runner.client.open(runner.requestFor(text));
  const { job } = await pictured();
  const broken = [{ ...runs[0]!, options: { ...runs[0]!.options, optimizer: "none" } }];
  expect(await runner.client.run(request(job + 1, { runs: broken }))).toMatchObject({ ok: false });
  expect(await runner.client.rows({ session: "test", job })).toBe(true);
  expect(slices.length).toBeGreaterThan(0);
});

test("runs that take longer send their rows as they come", async () => {
  const slow = `export function loss(x: number, y: number) {
    let sum = 0;
    for (let k = 0; k < 2000; k++) sum += Math.sin(k * x) * Math.cos(k * y);
    return x * x + y * y + 1e-9 * sum;
  }`;
  const opened = await runner.client.open(runner.requestFor(slow));
  expect(opened).toMatchObject({ ok: true });
  const result = await ended(request(1, { steps: 2000 }));
  expect(result.picture).toBeUndefined();
  const rows = slices.reduce((sum, { columns }) => sum + columns.loss.length, 0);
  expect(rows).toBe(runs.length * 2001);
  expect(await runner.client.rows({ session: "test", job: 1 })).toBe(false);
});
