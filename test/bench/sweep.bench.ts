import type { Graph } from "../../src/graph/graph";
import { reroll } from "../../src/graph/passes/reroll";
import { finish } from "../../src/languages/slices";
import { runnableOptimizer } from "../../src/simulation/compiled/runnableOptimizer";
import { axisValues, type SweepAxis } from "../../src/options/sweepOptions";
import { createSweep, type Sweep } from "../../src/simulation/sweep/sweepCells";
import { graphObjective, rosenbrockGraph } from "../contract/runs/fusedFunctions";
import { runOptions } from "../contract/runs/lectureData";
import { dataSource, logistic } from "../unit/graph/dataGraphs";
import { median } from "./median";
import { buildSweepPeers, type SweepPeer } from "./sweepPeers";

/**
 * Grids of Adam runs, rates by values of β₁, of which only the last loss is kept, against C that does the same (gcc -O3
 * -march=native -ffp-contract=off) several runs at a time, once held to scalars and once as gcc joins runs to vectors by
 * itself. Everything counts but compiling the loop: columns that depend on the step alone, starts, and the runs that
 * diverge. Medians of processor time of all threads; the two sides take turns. With --json prints the rows as JSON.
 */

interface Row {
  readonly name: string;
  readonly nsPerStep: number;
  readonly peer: string;
  readonly peerNsPerStep?: number;
  readonly ratio?: number;
  readonly bound?: number;
  readonly milliseconds: number;
}

const rounds = 9;
const scalar = buildSweepPeers(true);
const joined = buildSweepPeers(false);
const rows: Row[] = [];

/** Milliseconds of processor time, all threads of this process together. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function compare(
  name: string,
  graph: Graph,
  peer: SweepPeer,
  bounds: Readonly<Record<"scalar" | "joined", number | undefined>>,
): void {
  const { rates, betas, steps } = peer;
  const start = peer.data.slice(peer.samples * (peer.features + 1));
  const objective = graphObjective(start.length, [graph]);
  const axes: readonly SweepAxis[] = [
    { target: { kind: "lr" }, values: rates },
    { target: { kind: "hyperparameter", name: "beta1" }, values: betas },
  ];
  const whole = (): Sweep => {
    const sweep = createSweep({
      ...{ options: runOptions("adam", 0.01), find: runnableOptimizer, axes, follow: {} },
      setting: { objective, start: Float64Array.from(start), steps },
    });
    finish(sweep.run(Int32Array.from({ length: sweep.grid.count }, (_, cell) => cell)));
    return sweep;
  };
  const { outcomes } = whole();
  whole();
  let sum = 0;
  let finite = 0;
  for (let cell = 0; cell < outcomes.count; cell++) {
    if (outcomes.diverged(cell)) continue;
    sum += outcomes.loss[cell]!;
    finite++;
  }
  const times = { ours: [] as number[], scalar: [] as number[], joined: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(processorTime(whole));
    for (const [kind, peers] of Object.entries({ scalar, joined })) {
      if (!peers) continue;
      const measured = peers.measure(peer, 2);
      times[kind as "scalar" | "joined"].push(measured.nanoseconds[1]! / 1e6);
      if (measured.finite !== finite || Math.abs(measured.sum - sum) > 1e-6 * Math.abs(sum)) {
        throw new Error(
          `${name}: ${finite} end at ${sum} here, ${measured.finite} at ${measured.sum} in C`,
        );
      }
    }
  }
  const inAll = rates.length * betas.length * steps;
  const ours = median(times.ours);
  const perStep = (milliseconds: number): number => (milliseconds * 1e6) / inAll;
  for (const [kind, label] of [
    ["scalar", "C, several runs at a time, scalar"],
    ["joined", "C, the same, as gcc joins them to vectors"],
  ] as const) {
    const theirs = times[kind].length > 0 ? median(times[kind]) : undefined;
    const bound = bounds[kind];
    rows.push({
      ...{ name, nsPerStep: perStep(ours), peer: label, milliseconds: ours },
      ...(theirs !== undefined && { peerNsPerStep: perStep(theirs), ratio: ours / theirs }),
      ...(bound !== undefined && { bound }),
    });
  }
}

compare(
  "Rosenbrock, Adam, 96 × 100 runs of 1,000 steps",
  rosenbrockGraph(),
  {
    ...{ name: "rosenbrock", samples: 0, features: 0, steps: 1000, data: [-1.2, 1] },
    rates: axisValues(1e-4, 1, 96, "log"),
    betas: axisValues(0, 0.99, 100),
  },
  { scalar: 0.7, joined: undefined },
);

const samples = 200;
const features = 10;
const data = logistic(samples, features);
const next = dataSource(8);
const start = Array.from({ length: features + 1 }, () => next() / 2);
compare(
  "Logistic regression 200 × 10, Adam, 40 × 25 runs of 200 steps",
  reroll(data.graph),
  {
    ...{ name: "logistic", samples, features, steps: 200, data: [...data.data, ...start] },
    rates: axisValues(1e-4, 1, 40, "log"),
    betas: axisValues(0, 0.99, 25),
  },
  { scalar: undefined, joined: 1.1 },
);
scalar?.dispose();
joined?.dispose();

if (process.argv.includes("--json")) {
  console.log(
    JSON.stringify(
      rows.map(({ name, nsPerStep, peer, peerNsPerStep, ratio }) => {
        return { name, nsPerStep, peer, peerNsPerStep, ratio };
      }),
    ),
  );
} else {
  console.table(
    rows.map(({ name, nsPerStep, milliseconds, peer, peerNsPerStep, ratio, bound }) => ({
      name,
      "ms in all": Number(milliseconds.toPrecision(3)),
      "ns per step": Number(nsPerStep.toPrecision(3)),
      peer,
      "peer, ns": peerNsPerStep === undefined ? "" : Number(peerNsPerStep.toPrecision(3)),
      ratio: ratio === undefined ? "" : Number(ratio.toPrecision(3)),
      bound: bound === undefined ? "" : `≤ ${bound}`,
    })),
  );
}
