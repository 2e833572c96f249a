import { resolve } from "node:path";
import type { Graph } from "../../src/graph/graph";
import { reroll } from "../../src/graph/passes/reroll";
import { finish } from "../../src/languages/slices";
import { runnableOptimizer } from "../../src/simulation/compiled/runnableOptimizer";
import { axisValues, type SweepAxis } from "../../src/options/sweepOptions";
import { SweepHelpers } from "../../src/runner/node/sweepHelpers";
import type { CellHelpers } from "../../src/simulation/sweep/cellHelpers";
import { createSweep, type Sweep } from "../../src/simulation/sweep/sweepCells";
import { graphObjective, rosenbrockGraph } from "../contract/runs/fusedFunctions";
import { runOptions } from "../contract/runs/lectureData";
import { dataSource, logistic } from "../unit/graph/dataGraphs";
import { goalRow, type GoalRow } from "./goals";
import { pairedRow, reportPeers, type PeerRow } from "./peerRows";
import { processorTime } from "./processorTime";
import { buildSweepPeers, type SweepPeer } from "./sweepPeers";
import { timeStops } from "./sweepStop";

/**
 * Grids of Adam runs, rates by values of β₁, of which only the last loss is kept, against C that does the same (gcc -O3
 * -march=native -ffp-contract=off) several runs at a time, once held to scalars and once as gcc joins runs to vectors by
 * itself. Everything counts but compiling the loop: columns that depend on the step alone, starts, and the runs that
 * diverge. Medians of processor time of all threads, and of the ratios of rounds, in which the two sides take turns. In
 * all, with a thread a processor, by the clock; and how long a sweep that is stopped goes on. With --json prints the rows as JSON.
 */

const rounds = 15;
const stops = 21;

/** Milliseconds after which a stop should have been heard by all threads. */
const longestStop = 100;

/** Sweeps before the first that counts: until then other threads still compile what these run. */
const warmups = 15;
const peers = { scalar: buildSweepPeers(true), joined: buildSweepPeers(false) };
const labels = {
  scalar: "C, several runs at a time, scalar",
  joined: "C, the same, as gcc joins them to vectors",
} as const;
const kinds = Object.keys(labels) as readonly (keyof typeof labels)[];
const rows: PeerRow[] = [];
const goals: GoalRow[] = [];
const threads = new SweepHelpers(resolve("dist/sweepHelper.cjs"));
const helpers: CellHelpers = { join: (job) => threads.join(job, Infinity) };

interface Compared {
  readonly graph: Graph;
  readonly peer: SweepPeer;
  readonly bounds: Readonly<Record<keyof typeof labels, number | undefined>>;
  /** Milliseconds in all with a thread a processor, where that is measured. */
  readonly goal?: number;
}

async function compare(name: string, { graph, peer, bounds, goal }: Compared): Promise<void> {
  const { rates, betas, steps } = peer;
  const start = peer.data.slice(peer.samples * (peer.features + 1));
  const objective = graphObjective(start.length, [graph]);
  const axes: readonly SweepAxis[] = [
    { target: { kind: "lr" }, values: rates },
    { target: { kind: "hyperparameter", name: "beta1" }, values: betas },
  ];
  const sweepOf = (others?: CellHelpers): Sweep =>
    createSweep({
      ...{ options: runOptions("adam", 0.01), find: runnableOptimizer, axes, follow: {} },
      setting: { objective, start: Float64Array.from(start), steps },
      helpers: others,
    });
  const cells = Int32Array.from({ length: rates.length * betas.length }, (_, cell) => cell);
  const alone = (): Sweep => {
    const sweep = sweepOf();
    finish(sweep.run(cells));
    return sweep;
  };
  const together = async (): Promise<number> => {
    const began = performance.now();
    for (const waited of sweepOf(helpers).run(cells)) if (waited) await waited;
    return performance.now() - began;
  };
  const { outcomes } = alone();
  for (let k = 1; k < warmups; k++) alone();
  const ends = cells.filter((cell) => !outcomes.diverged(cell)).values();
  const [finite, sum] = [...ends].reduce(
    ([count, total], cell) => [count + 1, total + outcomes.loss[cell]!],
    [0, 0],
  );
  const ours: number[] = [];
  const theirs: Record<keyof typeof labels, number[]> = { scalar: [], joined: [] };
  for (let round = 0; round < rounds; round++) {
    ours.push(processorTime(alone));
    for (const kind of kinds) {
      const measured = peers[kind]?.measure(peer, 1);
      if (!measured) continue;
      theirs[kind].push(measured.nanoseconds[0]!);
      if (measured.finite !== finite || Math.abs(measured.sum - sum) > 1e-6 * Math.abs(sum)) {
        throw new Error(
          `${name}: ${finite} end at ${sum} here, ${measured.finite} at ${measured.sum} in C`,
        );
      }
    }
  }
  const perStep = (time: number): number => time / (cells.length * steps);
  for (const kind of kinds) {
    const [own, other] = [ours.map(perStep), theirs[kind].map(perStep)];
    rows.push(pairedRow(name, labels[kind], own, other, bounds[kind]));
  }
  if (goal === undefined) return;
  await together();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await together());
  goals.push(goalRow(`${name}: in all, a thread a processor`, times, goal));
}

await compare("Rosenbrock, Adam, 96 × 100 runs of 1,000 steps", {
  graph: rosenbrockGraph(),
  peer: {
    ...{ name: "rosenbrock", samples: 0, features: 0, steps: 1000, data: [-1.2, 1] },
    rates: axisValues(1e-4, 1, 96, "log"),
    betas: axisValues(0, 0.99, 100),
  },
  bounds: { scalar: 0.7, joined: undefined },
  goal: 40,
});

const samples = 200;
const features = 10;
const data = logistic(samples, features);
const next = dataSource(8);
const start = Array.from({ length: features + 1 }, () => next() / 2);
await compare("Logistic regression 200 × 10, Adam, 40 × 25 runs of 200 steps", {
  graph: reroll(data.graph),
  peer: {
    ...{ name: "logistic", samples, features, steps: 200, data: [...data.data, ...start] },
    rates: axisValues(1e-4, 1, 40, "log"),
    betas: axisValues(0, 0.99, 25),
  },
  bounds: { scalar: undefined, joined: 1.1 },
});
for (const kind of kinds) peers[kind]?.dispose();
await threads.stop();
for (const steps of [20_000, 200_000]) {
  const name = `64 × 64 runs of ${steps.toLocaleString("en")} steps: a stop, until no thread is at a cell`;
  goals.push(goalRow(name, await timeStops(stops, steps), longestStop));
}
reportPeers(rows, goals);
