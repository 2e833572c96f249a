import { quantileOf, spreadOf, type Spread } from "../../options/spread";
import { createRun } from "../compiled/run";
import type { RunPlan } from "../run/runPlan";
import { quantileLevels, type Trace } from "../run/record";

/** Rows at which losses are compared: so many evenly, and so many by equal factors, as charts of steps have both axes. */
const evenRows = 300;

/** Steps between two looks up. */
const slice = 5000;

export interface RepeatedLoss {
  readonly repeats: number;
  readonly loss: { readonly steps: Float64Array; readonly quantiles: readonly Float64Array[] };
  readonly end: Spread;
}

/**
 * Quantiles of the loss over repeats of one run, at chosen rows and at the end. A repeat that has ended keeps its last
 * loss, and counts as infinite from the row on at which it diverged or was no number.
 */
export function* seedSpread(plans: readonly RunPlan[]): Generator<undefined, RepeatedLoss> {
  const steps = comparedRows(plans[0]!.steps);
  const losses: Float64Array[] = [];
  for (const plan of plans) {
    const run = createRun(plan);
    try {
      while (!run.stop) {
        run.step(slice);
        yield undefined;
      }
      const trace = run.trace();
      losses.push(steps.map((row) => lossAt(trace, row)));
    } finally {
      run.release();
    }
  }
  const quantiles = quantileLevels.map(() => new Float64Array(steps.length));
  steps.forEach((_, k) => {
    const sorted = losses.map((loss) => loss[k]!).sort((a, b) => a - b);
    quantileLevels.forEach((level, q) => {
      quantiles[q]![k] = quantileOf(sorted, level);
    });
  });
  const end = spreadOf(losses.map((loss) => loss.at(-1)!));
  return { repeats: plans.length, loss: { steps, quantiles }, end };
}

function lossAt({ loss, stop }: Trace, row: number): number {
  if (row < stop.step) return loss[row]!;
  const isLost = stop.reason !== "steps" && stop.reason !== "converged";
  return isLost ? Infinity : loss.at(-1)!;
}

/** From row 0 to the last, each once, ascending. */
function comparedRows(last: number): Float64Array {
  const rows = new Set<number>([0, last]);
  for (let k = 0; k <= evenRows; k++) {
    rows.add(Math.round((k / evenRows) * last));
    rows.add(Math.round(last ** (k / evenRows)));
  }
  return Float64Array.from(rows).sort();
}
