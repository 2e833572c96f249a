import { runnableOptimizer } from "../../src/simulation/compiled/runnableOptimizer";
import type { Graph } from "../../src/graph/graph";
import { reroll } from "../../src/graph/passes/reroll";
import { createFusedRun } from "../../src/simulation/compiled/fusedRun";
import { createReferenceRun } from "../../src/simulation/run/referenceRun";
import type { Run } from "../../src/simulation/run/run";
import { planRun, type RunPlan } from "../../src/simulation/run/runPlan";
import { stepTable } from "../../src/simulation/compiled/stepTable";
import { graphObjective, rosenbrockGraph } from "../contract/runs/fusedFunctions";
import { runOptions } from "../contract/runs/lectureData";
import { dataSource, logistic, longRosenbrock, network } from "../unit/graph/dataGraphs";
import { tensorflowAdam, torchAdam } from "./frameworkAdam";
import { median } from "./median";
import { peerRow, reportPeers, type PeerRow } from "./peerRows";
import { plainAdam } from "./plainAdam";
import { processorTime } from "./processorTime";
import { buildRunPeers, type PeerRun } from "./runPeers";

/**
 * Whole Adam runs – loss, gradient, update and record in one loop – against C fused by hand (gcc -O3
 * -march=native -ffp-contract=off) and against what else there is. Every figure is a median of
 * processor time; the two sides of a ratio take turns. With --json prints the rows as JSON.
 */

const rounds = 9;
/** Runs of one side before it is the other's turn; the first of them, which finds cold caches, does not count. */
const turn = 4;
const rows: PeerRow[] = [];
const peers = buildRunPeers();

function addRow(...row: Parameters<typeof peerRow>): void {
  rows.push(peerRow(...row));
}

function planOf(graph: Graph, start: readonly number[], steps: number, lr = 0.001): RunPlan {
  const objective = graphObjective(start.length, [graph]);
  const setting = { objective, start: Float64Array.from(start), steps };
  return planRun(runOptions("adam", lr), setting, runnableOptimizer);
}

/** A whole run in slices of 10,000 steps, whose memory is given back. */
function wholeRun(plan: RunPlan): { loss: number; parameterSum: number } {
  const run = createFusedRun(plan);
  while (!run.stop) run.step(10_000);
  const trace = run.trace();
  const loss = trace.loss.at(-1)!;
  run.release();
  return { loss, parameterSum: trace.end.reduce((sum, value) => sum + value, 0) };
}

/** The bias corrections of all rows, as the run's own table has them. */
function corrections(plan: RunPlan): number[] {
  const [, mean, root] = stepTable(plan).columns(plan.steps + 1);
  const used = (column: Float64Array) => Array.from(column.subarray(0, plan.steps + 1));
  return [...used(mean!), ...used(root!)];
}

function close(name: string, ours: number, theirs: number, tolerance: number): void {
  if (Math.abs(ours - theirs) > tolerance * Math.max(Math.abs(theirs), 1)) {
    throw new Error(`${name}: ${ours} here, ${theirs} in C`);
  }
}

/** Against C that is given the same bias corrections and, like us, the memory of the round before. */
function againstC(
  name: string,
  peerName: string,
  plan: RunPlan,
  peer: PeerRun,
  bound: number,
): void {
  const first = wholeRun(plan);
  wholeRun(plan);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const times = Array.from({ length: turn }, () => processorTime(() => wholeRun(plan)));
    ours.push(median(times.slice(1)) / plan.steps);
    if (!peers) continue;
    const measured = peers.measure(peerName, peer, turn);
    theirs.push(median(measured.nanoseconds.slice(1)));
    close(name, first.loss, measured.loss, 1e-6);
    // At the minimum Adam's steps follow rounding errors, which differ: σ is as small as they are.
    close(name, first.parameterSum, measured.parameterSum, 1e-3);
  }
  addRow(name, "C", median(ours), peers && median(theirs), bound);
}

/** The first run of its kind: fresh memory, and bias corrections that nobody has computed before. */
function firstRuns(
  name: string,
  peerName: string,
  plan: (lr: number) => RunPlan,
  peer: PeerRun,
): void {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 5; round++) {
    const fresh = plan(0.001 + round * 1e-9);
    const time = processorTime(() => {
      const run = createFusedRun(fresh);
      while (!run.stop) run.step(10_000);
    });
    ours.push(time / fresh.steps);
    if (peers) theirs.push(peers.measure(peerName, peer, 1).nanoseconds[0]!);
  }
  addRow(name, "C", median(ours), peers && median(theirs));
}

const million = 1_000_000;
const rosenbrock = rosenbrockGraph();
const rosenbrockPlan = planOf(rosenbrock, [-1.2, 1], million);
const rosenbrockPeer: PeerRun = {
  ...{ samples: 0, features: 0, steps: million },
  data: Float64Array.from([-1.2, 1, ...corrections(rosenbrockPlan)]),
};
againstC("Rosenbrock, Adam, 10⁶ steps", "rosenbrock", rosenbrockPlan, rosenbrockPeer, 1.1);
firstRuns(
  "… the first run: fresh memory, corrections computed",
  "rosenbrockPow",
  (lr) => planOf(rosenbrock, [-1.2, 1], million, lr),
  rosenbrockPeer,
);

const samples = 200;
const features = 10;
const logisticData = logistic(samples, features);
const next = dataSource(8);
const logisticStart = Array.from({ length: features + 1 }, () => next() / 2);
const logisticPlan = planOf(reroll(logisticData.graph), logisticStart, 20_000);
againstC(
  "Logistic regression 200 × 10, Adam, 20,000 steps",
  "logistic",
  logisticPlan,
  {
    ...{ samples, features, steps: 20_000 },
    data: Float64Array.from([...logisticData.data, ...logisticStart, ...corrections(logisticPlan)]),
  },
  1.15,
);

/** Many parameters, with their quantiles, against the loop that defines what a run means. */
function againstReference(name: string, graph: Graph, steps: number): void {
  const plan = planOf(
    reroll(graph),
    Array.from({ length: graph.inputCount }, () => next() / 2),
    steps,
  );
  const time = (make: (plan: RunPlan) => Run): number =>
    processorTime(() => {
      const run = make(plan);
      while (!run.stop) run.step(1000);
    }) / steps;
  time(createFusedRun);
  time(createReferenceRun);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 5; round++) {
    ours.push(time(createFusedRun));
    theirs.push(time(createReferenceRun));
  }
  addRow(name, "reference loop", median(ours), median(theirs), 1);
}

/** From the graph of a loss that was never compiled to 1,000 steps of it. */
function coldRow(): void {
  const times: number[] = [];
  for (let round = 0; round < 60; round++) {
    const plan = planOf(rosenbrockGraph(), [-1.2, 1], 1000);
    const run = createFusedRun(plan);
    const before = performance.now();
    run.step(1000);
    times.push(performance.now() - before);
    if (!run.stop) throw new Error("the run has not ended");
  }
  addRow(
    "1,000 steps from a cold compile (bound: 1 ms in all)",
    "1 ms",
    median(times.slice(20)) * 1000,
    1000,
    1,
  );
}
coldRow();
againstReference("Network of 193 parameters, Adam", network(200, 10, 16).graph, 2000);
againstReference("Rosenbrock in 1,000 parameters, Adam", longRosenbrock(1000).graph, 1000);

const oursHere = rows[0]!.nsPerStep;
const plain: number[] = [];
for (let round = 0; round < rounds; round++) {
  plain.push(processorTime(() => plainAdam([-1.2, 1], million)) / million);
}
addRow("Rosenbrock, Adam", "plain fused JavaScript", oursHere, median(plain));
const tensorflow = await tensorflowAdam(2000);
if (tensorflow !== undefined)
  addRow("Rosenbrock, Adam", "TensorFlow.js (cpu)", oursHere, tensorflow);
const torch = torchAdam(2000);
if (torch !== undefined) addRow("Rosenbrock, Adam", "PyTorch", oursHere, torch);
peers?.dispose();

reportPeers(rows);
