import { beforeAll, describe, expect, test } from "vitest";
import type { RunOptions } from "../../../src/options/runOptions";
import {
  axisValues,
  cellCount,
  repeatAxes,
  type SweepAxis,
} from "../../../src/options/sweepOptions";
import type { SweepPart, SweepRequest } from "../../../src/protocol/sweep";
import type { RunSlice } from "../../../src/protocol/runner";
import { runOptions } from "../runs/lectureData";
import { useRunner } from "../runner/useRunner";

// Sweeps part by part, from the real runner process, on ½(λ₁x² + λ₂y²).

const elongated =
  "export function loss(x: number, y: number) { return 0.5 * (x * x + 100 * y * y); }";
const largest = 100;

const slices: RunSlice[] = [];
const runner = useRunner({
  limits: () => ({ time: 5000, memory: 1000 }),
  onSlice: (slice) => slices.push(slice),
});
const common = { session: "test", start: [3, 1], steps: 100, seed: 0, tolerance: 0, noise: 0 };

beforeAll(async () => {
  const opened = await runner.client.open(runner.requestFor(elongated));
  expect(opened.ok).toBe(true);
});

async function part(
  request: Omit<SweepRequest, keyof typeof common> & Partial<typeof common>,
): Promise<SweepPart> {
  const result = await runner.client.ask("sweep", { ...common, ...request });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** All parts of a sweep, and the value of each cell. */
async function whole(
  options: RunOptions,
  axes: readonly SweepAxis[],
  patience = 1000,
  { steps } = common,
): Promise<{ readonly parts: readonly SweepPart[]; readonly values: Float64Array }> {
  const count = cellCount(axes);
  const values = new Float64Array(count).fill(NaN);
  const parts: SweepPart[] = [];
  for (let from = 0; ;) {
    const next = await part({ options, axes, measure: { kind: "end" }, from, patience, steps });
    parts.push(next);
    next.cells.forEach((cell, k) => {
      expect(values[cell]).toBeNaN();
      values[cell] = next.values[k]!;
    });
    from += next.cells.length;
    if (next.isLast) return { parts, values };
  }
}

const lr: SweepAxis = { target: { kind: "lr" }, values: axisValues(1e-3, 0.1, 41, "log") };
const beta: SweepAxis = {
  target: { kind: "hyperparameter", name: "momentum" },
  values: axisValues(0, 0.9, 17),
};

const beta1 = { kind: "hyperparameter", name: "beta1" } as const;

describe("a sweep of rates and momentum", () => {
  const options = runOptions("momentum", 0.01, { convention: "pytorch" });

  test("comes in parts, coarse to fine, each cell once", async () => {
    const { parts, values } = await whole(options, [lr, beta], 0);
    expect(parts.length).toBeGreaterThan(1);
    expect(values.some(Number.isNaN)).toBe(false);
    const distances = parts.flatMap((one) => [...one.distances]);
    expect(distances).toEqual(distances.slice().sort((a, b) => b - a));
    expect(parts.every(({ isCompiled, startLoss }) => isCompiled && startLoss === 54.5)).toBe(true);
  });

  test("has in its cells what single runs end at", async () => {
    const { values } = await whole(options, [lr, beta]);
    const at = [5 + 41 * 3, 20 + 41 * 16, 40];
    const runs = at.map((cell) => ({
      id: String(cell),
      options: {
        ...options,
        lr: lr.values[cell % 41]!,
        hyperparameters: {
          ...options.hyperparameters,
          momentum: beta.values[Math.floor(cell / 41)]!,
        },
      },
    }));
    await runner.client.run({ ...common, job: 1, runs });
    for (const cell of at) {
      const last = slices.filter(({ runId }) => runId === String(cell)).at(-1)!;
      const diverged = last.stop!.reason === "diverged";
      expect(values[cell]).toBe(diverged ? Infinity : last.columns.loss.at(-1));
    }
  });

  test("says where it is stable: up to 2(1 + β)/λmax", async () => {
    const { boundary } = await part({
      ...{ options, axes: [lr, beta], measure: { kind: "end" }, from: 0, patience: 0 },
    });
    // The limit is measured on the method to one part in 10⁷.
    beta.values.forEach((momentum, k) => {
      expect((boundary![k]! * largest) / (2 * (1 + momentum))).toBeCloseTo(1, 6);
    });
  });
});

test("a method that divides by σ has no boundary, gradient descent one number", async () => {
  const ask = { axes: [lr], measure: { kind: "end" }, from: 0, patience: 0 } as const;
  const { boundary } = await part({ ...ask, options: runOptions("gd", 0.01) });
  expect([...boundary!].map((rate) => rate * largest)).toEqual([2]);
  expect((await part({ ...ask, options: runOptions("adam", 0.01) })).boundary).toBeUndefined();
});

test("finding a rate tries what the sweep over the same rates has", async () => {
  const options = runOptions("adam", 0.05);
  const found = await runner.client.ask("rangeTest", { ...common, runId: "none", options });
  if (!found.ok) throw new Error(found.problem.message);
  // On a machine that is busy the search's runs are shorter.
  const { rates, losses, steps } = found.value;
  const axes: SweepAxis[] = [{ target: { kind: "lr" }, values: [...rates] }];
  const { values } = await whole(options, axes, 1000, { ...common, steps });
  expect([...values]).toEqual([...losses]);
});

test("steps to a loss are counted, and Infinity where it is never reached", async () => {
  const { cells, values } = await part({
    ...{ options: runOptions("gd", 0.01), axes: [{ ...lr, values: [1e-5, 0.01, 0.015] }] },
    ...{ measure: { kind: "steps", target: 5 }, from: 0, patience: 1000 },
  });
  // At η = 0.01 y is 0 after one step, x = 3·0.99^t: ½·9·0.99² = 4.41. At 0.015 y halves and turns: 50·0.25^t.
  const of = (cell: number): number => values[cells.indexOf(cell)]!;
  expect([of(0), of(1)]).toEqual([Infinity, 1]);
  const loss = (t: number): number => 4.5 * 0.985 ** (2 * t) + 50 * 0.25 ** t;
  expect(loss(of(2))).toBeLessThanOrEqual(5);
  expect(loss(of(2) - 1)).toBeGreaterThan(5);
});

test("repeats over seeds end where the sweep over the same seeds and starts ends", async () => {
  const options = runOptions("gd", 0.01);
  const asked = await runner.client.ask("seeds", {
    ...{ ...common, options, repeats: 5, jitter: 0.5 },
  });
  if (!asked.ok) throw new Error(asked.problem.message);
  const { loss, end } = asked.value;
  const { values } = await whole(options, repeatAxes(5, 0.5));
  const ends = [...values].sort((a, b) => a - b);
  // Of five values the quartiles are the second and the fourth.
  expect(end).toEqual({ lower: ends[1], median: ends[2], upper: ends[3], share: 1 });
  expect(loss.quantiles[2]!.at(-1)).toBe(ends[2]);
  expect(new Set(values).size).toBe(5);
});

describe("a part ends with its patience", () => {
  // Noise is drawn by the reference loop, one run at a time.
  const noisy = { options: runOptions("gd", 0.01), axes: [lr], measure: { kind: "end" } } as const;

  test("also within a run, which goes on as the next part is asked for", async () => {
    const counts: number[] = [];
    for (let cells = 0; cells === 0;) {
      const asked = { ...noisy, from: 0, patience: 0, steps: 2000, noise: 0.1 };
      const { isCompiled, steps, ...next } = await part(asked);
      expect(isCompiled).toBe(false);
      cells = next.cells.length;
      counts.push(cells);
      if (cells > 0) expect(steps[0]).toBe(2000);
    }
    // The first slice of a run is a step.
    expect(counts.length).toBeGreaterThan(1);
  });

  test("and is answered although another sweep is asked for meanwhile, as a drag does", async () => {
    const options = runOptions("adam", 0.05);
    const asked = { options, axes: [lr], measure: { kind: "end" }, from: 0 } as const;
    const parts = await Promise.all(
      [1, 2, 3].map((x) => part({ ...asked, start: [x, 1], patience: 1000 })),
    );
    expect(parts.map(({ startLoss }) => startLoss)).toEqual([50.5, 52, 54.5]);
    expect(parts.every(({ isLast }) => isLast)).toBe(true);
  });
});

describe("a sweep that is stopped", () => {
  const asked = {
    ...{ options: runOptions("adam", 0.05), axes: [lr, { ...beta, target: beta1 }], from: 0 },
    ...{ steps: 50_000, patience: 1000, measure: { kind: "end" } as const },
  };

  test("answers the parts that were asked for with the cells that they have, then that it has stopped", async () => {
    const answers: string[] = [];
    const { client } = runner;
    const asking = [1, 2].map((x) => client.ask("sweep", { ...common, ...asked, start: [x, 1] }));
    for (const answer of asking) void answer.then(() => answers.push("part"));
    await new Promise((later) => setTimeout(later, 50));
    await client.ask("stopSweep", { session: "test" }).then(() => answers.push("stopped"));
    expect(answers).toEqual(["part", "part", "stopped"]);
    const found = (await Promise.all(asking)).map((answer) => answer.ok && answer.value);
    expect(found.map((one) => one && one.isLast)).toEqual([false, false]);
  });

  test("goes on from there", async () => {
    const before = await Promise.all([
      part({ ...asked, steps: 5000 }),
      runner.client.ask("stopSweep", { session: "test" }),
    ]);
    const cells = [...before[0].cells];
    expect(before[0].isLast).toBe(false);
    const { values } = await whole(asked.options, asked.axes, 1000, { ...common, steps: 5000 });
    expect([...before[0].values]).toEqual(cells.map((cell) => values[cell]));
    expect(values.some(Number.isNaN)).toBe(false);
  });
});
