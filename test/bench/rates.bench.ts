import { runnableOptimizer } from "../../src/simulation/compiled/runnableOptimizer";
import { optimizerById } from "../../src/optimizers/catalogue";
import { sessionOf } from "../contract/runner/ofSession";
import { finish } from "../../src/languages/slices";
import { testRates } from "../../src/runner/worker/rangeTest";
import { createRun } from "../../src/simulation/compiled/run";
import { planRun, type RunPlan } from "../../src/simulation/run/runPlan";
import { graphObjective, rosenbrockGraph } from "../contract/runs/fusedFunctions";
import { runOptions } from "../contract/runs/lectureData";
import { median } from "./median";
import { peerRow, reportPeers, type PeerRow } from "./peerRows";
import { processorTime } from "./processorTime";

/**
 * Finding a rate for a run of 5,000 steps on Rosenbrock, the curvature along the run included, against the same runs
 * started one by one, compiled and by the reference loop. Medians of processor time; all take turns. With --json prints
 * the rows as JSON.
 */

const rounds = 9;
const steps = 5000;
const start = [-1.2, 1];

const objective = graphObjective(2, [rosenbrockGraph()]);
const setting = { objective, start: Float64Array.from(start), steps };

function compare(id: string, lr: number): PeerRow[] {
  const options = runOptions(id, lr);
  const plan = planRun(options, setting, runnableOptimizer);
  const finished = createRun(plan);
  while (!finished.stop) finished.step(10_000);
  const tried: number[] = [];
  const search = (): void => {
    const { rates } = finish(
      testRates(
        { session: "bench", runId: "run-0", options, start, steps, seed: 0, noise: 0 },
        sessionOf(setting, runnableOptimizer, [
          { id: "run-0", options, start: setting.start, run: finished },
        ]),
      ),
    );
    tried.push(...rates);
  };
  const oneByOne = (of: RunPlan): void => {
    for (const rate of tried) {
      const startRate = () => ({ rateAt: () => rate });
      const run = createRun({ ...of, startRate, rateKey: `one by one ${rate}` });
      while (!run.stop) run.step(10_000);
      run.trace();
      run.release();
    }
  };
  const peers = [
    { peer: "the same runs, one by one", plan, bound: 1.3, times: [] as number[] },
    {
      peer: "the same runs, not compiled",
      plan: planRun(options, setting, optimizerById),
      ...{ bound: 0.5, times: [] as number[] },
    },
  ];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    tried.length = 0;
    ours.push(processorTime(search));
    for (const peer of peers) peer.times.push(processorTime(() => oneByOne(peer.plan)));
  }
  const stepsInAll = tried.length * steps;
  const nsPerStep = median(ours) / stepsInAll;
  return peers.map(({ peer, bound, times }) => {
    const name = `Rosenbrock, ${id}: a rate found with ${tried.length} runs of ${steps} steps`;
    return peerRow(name, peer, nsPerStep, median(times) / stepsInAll, bound);
  });
}

reportPeers([...compare("gd", 0.001), ...compare("adam", 0.05)]);
