import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Graph } from "../../../src/graph/graph";
import { reroll } from "../../../src/graph/passes/reroll";
import { axisValues, type SweepAxis } from "../../../src/options/sweepOptions";
import type { RunOptions } from "../../../src/options/runOptions";
import { SweepHelpers } from "../../../src/runner/node/sweepHelpers";
import { runnableOptimizer } from "../../../src/simulation/compiled/runnableOptimizer";
import { CellBatches } from "../../../src/simulation/sweep/cellBatches";
import type { CellHelpers, CellJob } from "../../../src/simulation/sweep/cellHelpers";
import { createSweep, type Sweep } from "../../../src/simulation/sweep/sweepCells";
import { logistic } from "../../unit/graph/dataGraphs";
import { barrierGraph, graphObjective, graphWriter, rosenbrockGraph } from "../runs/fusedFunctions";
import { runOptions } from "../runs/lectureData";

// Threads that take part in sweeps, as they are built. No user code runs in them.

let threads: SweepHelpers;
beforeAll(() => {
  threads = new SweepHelpers(resolve(import.meta.dirname, "../../../dist/sweepHelper.cjs"), 2);
});
afterAll(() => threads.stop());

/** A loss that calls a function of the engine: sin(3x)² + x²/9 + y². */
const waves = (() => {
  const w = graphWriter();
  const [x, y] = [w.input(0), w.input(1)];
  const wave = w.square(w.builder.apply("sin", w.mul(w.number(3), x)));
  const bowl = w.add(w.mul(w.number(1 / 9), w.square(x)), w.square(y));
  return w.builder.build([w.add(wave, bowl)], 2);
})();

const lr: SweepAxis = { target: { kind: "lr" }, values: axisValues(1e-4, 10, 20, "log") };
const beta1: SweepAxis = {
  target: { kind: "hyperparameter", name: "beta1" },
  values: axisValues(0.1, 0.99, 7),
};

function sweepOf(
  graph: Graph,
  options: RunOptions,
  { steps = 200, helpers, axes = [lr] }: SweepSetup = {},
): Sweep {
  const n = graph.inputCount;
  const start = Float64Array.from({ length: n }, (_, i) => 0.4 - 0.15 * i);
  const objective = graphObjective(n, [graph]);
  return createSweep({
    ...{ options, axes, find: runnableOptimizer, helpers },
    ...{ follow: { lowest: true }, setting: { objective, start, steps } },
  });
}

interface SweepSetup {
  readonly steps?: number;
  readonly helpers?: CellHelpers;
  readonly axes?: readonly SweepAxis[];
}

async function toEnd(sweep: Sweep): Promise<Sweep> {
  const cells = Int32Array.from({ length: sweep.grid.count }, (_, cell) => cell);
  for (const waited of sweep.run(cells)) await waited;
  return sweep;
}

function copyOf(job: CellJob): CellJob {
  const { shape, count, memory } = job.batches;
  return { ...job, batches: new CellBatches(shape, count, memory.slice(0)) };
}

/** The jobs of a sweep as they are before any batch is taken, and the same once one thread alone has done them. */
async function jobsOf(setUp: (helpers: CellHelpers) => Sweep): Promise<[CellJob, CellJob][]> {
  const jobs: [CellJob, CellJob][] = [];
  const helpers: CellHelpers = {
    join(job) {
      jobs.push([copyOf(job), job]);
      return undefined;
    },
  };
  await toEnd(setUp(helpers));
  return jobs;
}

/** A job as helpers alone do it: anew where they left it, as this thread was kept from saying that it is wanted. */
async function doneByHelpers(job: CellJob): Promise<CellJob> {
  for (;;) {
    const copy = copyOf(job);
    await byHelpers(copy);
    if (doneOf(copy) === copy.batches.count) return copy;
  }
}

/** Lets helpers alone work on a job, as long as it is wanted. */
async function byHelpers(job: CellJob, isWanted = () => true): Promise<void> {
  const helping = threads.join(job, Infinity)!;
  while (!helping.isOver) {
    if (isWanted()) job.batches.beat();
    await helping.wait();
  }
}

const doneOf = ({ batches }: CellJob): number =>
  Array.from({ length: batches.count }, (_, batch) => batches.isDone(batch)).filter(Boolean).length;

describe("helpers", () => {
  test.each([
    ["Rosenbrock's valley, where runs diverge", rosenbrockGraph(), runOptions("momentum", 0.1)],
    ["Adam, with columns that cells share", rosenbrockGraph(), runOptions("adam", 0.1)],
    ["a barrier, at which lanes leave", barrierGraph(), runOptions("gd", 0.1)],
    ["a loss that calls functions", waves, runOptions("rmsprop", 0.1)],
    ["a loss with loops", reroll(logistic(30, 3).graph), runOptions("adam", 0.1)],
  ])("make the same numbers of %s", async (_name, graph, options) => {
    const axes =
      options.optimizer === "adam"
        ? [lr, beta1]
        : [{ ...lr, values: axisValues(1e-4, 10, 70, "log") }];
    const jobs = await jobsOf((helpers) => sweepOf(graph, options, { helpers, axes }));
    expect(jobs.length).toBeGreaterThan(0);
    for (const [before, after] of jobs) {
      const { batches } = await doneByHelpers(before);
      const { shape, count } = batches;
      for (let batch = 0; batch < count; batch++) {
        expect(batches.endsOf(batch)).toEqual(after.batches.endsOf(batch));
        expect(batches.rowsOf(batch)).toEqual(after.batches.rowsOf(batch));
      }
      expect(shape.rows).toBe(201);
    }
  });

  test("take part in a sweep, whose outcomes stay what they are", async () => {
    const options = runOptions("adam", 0.1);
    const axes = [lr, beta1];
    const alone = await toEnd(sweepOf(rosenbrockGraph(), options, { axes }));
    let joined = 0;
    const helpers: CellHelpers = {
      join(job) {
        joined++;
        return threads.join(job, Infinity);
      },
    };
    const together = await toEnd(sweepOf(rosenbrockGraph(), options, { axes, helpers }));
    expect(joined).toBeGreaterThan(0);
    for (let cell = 0; cell < alone.grid.count; cell++) {
      expect(together.outcomes.at(cell)).toEqual(alone.outcomes.at(cell));
    }
  });

  test("leave a job that is closed, and one that nobody wants any more", async () => {
    const rates = { ...lr, values: axisValues(1e-4, 1e-3, 4000, "log") };
    const setUp = (helpers: CellHelpers) =>
      sweepOf(rosenbrockGraph(), runOptions("adam", 0.1), {
        helpers,
        axes: [rates],
        steps: 100_000,
      });
    const jobs: CellJob[] = [];
    const sweep = setUp({
      join(asked) {
        jobs.push(asked);
        return undefined;
      },
    });
    // Its batches are prepared, and one of them is begun: nobody does the others.
    const run = sweep.run(Int32Array.from(rates.values, (_, cell) => cell));
    while (jobs.length === 0) run.next();
    const [job] = jobs as [CellJob];
    await byHelpers(job, () => false);
    const whenForgotten = doneOf(job);
    expect(whenForgotten).toBeLessThan(job.batches.count);
    job.batches.close();
    await byHelpers(job);
    expect(doneOf(job)).toBe(whenForgotten);
  });

  test("have left a job that is closed once they say so", async () => {
    const rates = { ...lr, values: axisValues(1e-4, 1e-3, 4000, "log") };
    const [[before]] = (await jobsOf((helpers) =>
      sweepOf(rosenbrockGraph(), runOptions("adam", 0.1), { helpers, axes: [rates], steps: 2000 }),
    )) as [[CellJob, CellJob]];
    const helping = threads.join(before, Infinity)!;
    await threads.leave();
    // Whoever is at a job that is not closed stays there.
    expect(helping.isOver).toBe(false);
    before.batches.close();
    await threads.leave();
    expect(helping.isOver).toBe(true);
    expect(doneOf(before)).toBeLessThan(before.batches.count);
  });

  test("that are ended leave their work to whoever wants it", async () => {
    const helpers: CellHelpers = {
      join(job) {
        const helping = threads.join(job, Infinity);
        void threads.stop();
        return helping;
      },
    };
    const axes = [lr, beta1];
    const options = runOptions("adam", 0.1);
    const alone = await toEnd(sweepOf(rosenbrockGraph(), options, { axes }));
    const left = await toEnd(sweepOf(rosenbrockGraph(), options, { axes, helpers }));
    for (let cell = 0; cell < alone.grid.count; cell++) {
      expect(left.outcomes.at(cell)).toEqual(alone.outcomes.at(cell));
    }
    expect(threads.bytes).toBe(0);
  });

  test("are not started for a sweep that one thread does at once", async () => {
    const [[job]] = (await jobsOf((helpers) =>
      sweepOf(rosenbrockGraph(), runOptions("adam", 0.1), { helpers, axes: [lr, beta1] }),
    )) as [[CellJob, CellJob]];
    expect(threads.join(job, 5)).toBeUndefined();
    expect(threads.bytes).toBe(0);
  });
});
