import { describe, expect, test } from "vitest";
import type { RunOptions } from "../../../src/options/runOptions";
import type { Landscape } from "../../../src/protocol/series";
import type { PrincipalPlane } from "../../../src/protocol/plane";
import { findIsolines } from "../../../webview/charts/isolines";
import { levelPositions } from "../../../webview/charts/levels";
import { runOptions } from "../runs/lectureData";
import { useRunner } from "./useRunner";

// What the surface shows of functions of many parameters, from the real runner process: the plane that it lays through
// the runs, and the losses on it.

const stops = new Map<string, string>();
const runner = useRunner({
  limits: () => ({ time: 20_000, memory: 1500 }),
  onSlice: ({ runId, stop }) => {
    if (stop) stops.set(runId, stop.reason);
  },
});
let job = 0;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly start: readonly number[];
  readonly runs: readonly RunOptions[];
  readonly selected: number;
  readonly diverging?: number;
}

const ofVector = (body: string): string =>
  `export function loss(w: number[]): number { let sum = 0; ${body} return sum; }`;
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => 1 + Math.sin(3 * i));

const cases: readonly Case[] = [
  {
    name: "3 parameters, of four runs the selected one diverges",
    text: `export function loss(a: number, b: number, c: number): number {
      return (1 - a) ** 2 + 10 * (b - a * a) ** 2 + (c - b) ** 2;
    }`,
    start: [-1.2, 1, 2],
    runs: [
      runOptions("gd", 0.01),
      runOptions("gd", 0.5),
      runOptions("adam", 0.05),
      runOptions("rmsprop", 0.01),
    ],
    selected: 1,
    diverging: 1,
  },
  {
    name: "200 parameters, a bowl of curvatures from 1 to 100",
    text: ofVector("for (let i = 0; i < 200; i++) sum += 0.5 * (1 + i / 2) * w[i] * w[i];"),
    start: count(200),
    runs: [runOptions("gd", 0.005), runOptions("gd", 0.3), runOptions("adam", 0.02)],
    selected: 0,
    diverging: 1,
  },
  {
    name: "1,000 parameters in a chain",
    text: ofVector(
      "for (let i = 1; i < 1000; i++) sum += (w[i] - w[i - 1]) ** 2 + 0.1 * (w[i] - Math.cos(i)) ** 2;",
    ),
    start: count(1000),
    runs: [runOptions("gd", 0.05), runOptions("adam", 0.03)],
    selected: 1,
  },
  {
    name: "50 parameters of which the loss knows none",
    text: ofVector("for (let i = 0; i < 50; i++) sum += 0 * w[i]; sum += 5;"),
    start: count(50),
    runs: [runOptions("gd", 0.05)],
    selected: 0,
  },
];

async function laid({ text, start, runs, selected }: Case) {
  const { client } = runner;
  const opened = await client.open({ ...runner.requestFor(text), start });
  if (!opened.ok) throw new Error(opened.problem.message);
  const named = runs.map((options, k) => ({ id: `run-${k}`, options }));
  const common = { session: "test", start, steps: 400, seed: 0, tolerance: 0, noise: 0 };
  const ended = await client.run({ ...common, job: ++job, runs: named });
  if (!ended.ok) throw new Error(ended.problem.message);
  const ids = named.map(({ id }) => id);
  const plane = await client.ask("plane", {
    session: "test",
    runs: ids,
    selected: `run-${selected}`,
  });
  if (!plane.ok) throw new Error(plane.problem.message);
  return plane.value!;
}

async function surfaceOf({ start }: Case, { plane, x, y }: PrincipalPlane): Promise<Landscape> {
  const result = await runner.client.ask("landscape", {
    ...{ session: "test", axes: [0, 1], plane, x, y, columns: 120, rows: 96 },
    ...{ at: start, start, paths: [] },
  });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** Isolines that can be seen, and how often the least loss goes into the greatest. */
function relief(grid: Landscape) {
  const finite = grid.values.filter(Number.isFinite);
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
  const lines = findIsolines(grid, levelPositions(grid.levels, grid.values));
  const isolines = lines.filter((line) => line.lines.length > 0).length;
  return { least, greatest, ratio: greatest / least, isolines, levels: grid.levels.length };
}

describe("the plane through the runs of a function of many parameters", () => {
  test.each(cases)("$name", async (subject) => {
    const found = await laid(subject);
    const began = performance.now();
    const grid = await surfaceOf(subject, found);
    const took = performance.now() - began;
    const { least, greatest, ratio, isolines, levels } = relief(grid);
    console.log(
      `${subject.name}: share ${found.share.toFixed(3)}, losses ${least.toPrecision(3)} … ${greatest.toPrecision(3)},` +
        ` ${isolines} isolines, through ${found.best.runId} step ${found.best.step}, ${took.toFixed(0)} ms`,
    );
    if (subject.diverging !== undefined) {
      expect(stops.get(`run-${subject.diverging}`)).toBe("diverged");
    }
    expect(stops.get(found.best.runId)).not.toBe("diverged");
    const { origin, u, v } = found.plane;
    const dot = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    for (const { length } of [origin, u, v]) expect(length).toBe(subject.start.length);
    expect(dot(u, u)).toBeCloseTo(1, 10);
    expect(dot(v, v)).toBeCloseTo(1, 10);
    expect(dot(u, v)).toBeCloseTo(0, 10);
    // With nothing to tell apart there are no levels, which is how the panel knows to say so.
    if (levels === 0) expect(greatest).toBe(least);
    else {
      expect(isolines).toBeGreaterThanOrEqual(8);
      expect(ratio).toBeGreaterThanOrEqual(2);
    }
  });
});

test("loss and gradient at any point", async () => {
  const text = "export function loss(x: number, y: number): number { return x * x + 2 * y; }";
  expect((await runner.client.open(runner.requestFor(text))).ok).toBe(true);
  const found = await runner.client.ask("point", { session: "test", theta: Float64Array.of(3, 5) });
  // g = (2·3, 2).
  expect(found).toEqual({ ok: true, value: { loss: 19, gradientNorm: Math.sqrt(40) } });
  const wrong = await runner.client.ask("point", { session: "test", theta: Float64Array.of(3) });
  expect(wrong.ok).toBe(false);
});
