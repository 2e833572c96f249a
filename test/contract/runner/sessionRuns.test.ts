import { afterEach, beforeEach, expect, test } from "vitest";
import { SessionRuns } from "../../../src/host/session/sessionRuns";
import { defaultRuns } from "../../../src/options/defaultRuns";
import type { PanelSettings } from "../../../src/protocol/panel";
import type { RunsPicture } from "../../../src/protocol/runner";
import type { RunSeries } from "../../../src/protocol/series";
import { useRunner } from "./useRunner";

// The runs of a panel, with a real runner: what is shown, and when the rows are there.

const text = "export function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";
const runner = useRunner({
  limits: () => ({ time: 5000, memory: 500 }),
  onSlice: (slice) => runs.receive(slice),
});
let runs: SessionRuns;
let shown: (readonly RunSeries[])[] = [];
let lost = 0;

beforeEach(async () => {
  shown = [];
  lost = 0;
  runs = new SessionRuns(
    "test",
    {
      runner: runner.client,
      language: "en",
      log: { warn: () => undefined, error: () => undefined },
    },
    {
      seriesChanged: (series) => void shown.push(series),
      curvatureChanged: () => undefined,
      findingsChanged: () => undefined,
      rowsLost: () => (lost += 1),
    },
  );
  expect(await runner.client.open(runner.requestFor(text))).toMatchObject({ ok: true });
});
afterEach(() => runs.dispose());

function settings(x: number): PanelSettings {
  return {
    ...{ start: [x, 1], steps: 300, seed: 0, tolerance: 0, noise: 0, changed: true },
    ...{ seeds: 1, jitter: 0 },
    runs: defaultRuns.map((options, index) => ({
      ...{ id: String(index), options, style: index, hidden: false },
    })),
  };
}

/** Runs from x, and looks elsewhere meanwhile where that is asked for. */
async function run(
  x: number,
  meanwhile?: () => Promise<unknown>,
): Promise<RunsPicture | undefined> {
  const running = runs.run(settings(x), performance.now());
  await meanwhile?.();
  const result = await running;
  if (!result?.ok) throw new Error(result?.problem.message ?? "overtaken");
  runs.ended(result.value.picture, () => undefined);
  return result.value.picture;
}

/** Runs until that was quick enough for a picture: the first ones, or a busy machine, may take longer. */
async function runQuickly(x: number): Promise<void> {
  while (!(await run(x)));
}

const everything = { from: 0, to: Infinity, buckets: 50 };

test("rows come once somebody looks for them", async () => {
  await runQuickly(2);
  expect(runs.recordings.owedJob).toBeDefined();
  await runs.complete();
  expect(runs.recordings.owedJob).toBeUndefined();
  expect(runs.recordings.rows(0).map(({ theta }) => theta[0])).toEqual(defaultRuns.map(() => 2));
});

test("what the panel looks at when runs end is what it is shown, not what it looked at when they began", async () => {
  await runs.lookAtSeries({ ...everything, curves: [] });
  await runQuickly(2);
  expect(shown.at(-1)![0]!.curves.loss).toBeUndefined();
  expect(await run(3, () => runs.lookAtSeries(everything))).toBeUndefined();
  // (3 − 1)² + 3·1²
  expect(shown.at(-1)![0]!.curves.loss?.values[0]).toBe(7);
});

test("rows that were lost with the runner are asked to be run again, once", async () => {
  await runQuickly(2);
  runner.client.restart();
  await runs.complete();
  expect(lost).toBe(1);
  await runQuickly(2);
  await runs.complete();
  expect(runs.recordings.rows(0)[0]?.theta[0]).toBe(2);
  expect(lost).toBe(1);
});

test("a job that fails leaves the rows of the one before", async () => {
  await runQuickly(2);
  const broken = settings(3).runs.map((one) => ({
    ...one,
    options: { ...one.options, optimizer: "none" },
  }));
  const result = await runs.run({ ...settings(3), runs: broken }, performance.now());
  expect(result).toMatchObject({ ok: false });
  await runs.complete();
  expect(runs.recordings.rows(0)[0]?.theta[0]).toBe(2);
});
