import { initialElementState } from "../../optimizers/initialState";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import { startGradientExtras } from "./gradientExtras";
import type { RunPlan } from "./runPlan";
import { startStepSource } from "./stepSource";
import type { Vectors } from "./vectors";

/** What an elementwise method made of one parameter's step. */
export interface ReplayedStep {
  /** The gradient after the extras: the one that the method saw. */
  readonly gradient: number;
  /** The method's state before and after the step, by name. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** The method's per-step scalars, by name. */
  readonly scalars: Readonly<Record<string, number>>;
  /** The decoupled decay that the method asked for. */
  readonly decay: number;
}

/** The rows of one parameter of a run; `length` grows while the run goes on. */
export interface ReplayRows {
  readonly length: number;
  at(row: number): Vectors<number> & { readonly learningRate: number };
}

/** Where a replay can go on from: what is there before the step of `row`. */
interface Checkpoint {
  readonly state: Readonly<Record<string, number>>;
  /** The scalars of the step before. */
  readonly scalars: Readonly<Record<string, number>> | undefined;
  /** g of the step before, for the Nesterov extra. */
  readonly lastGradient: number;
}

/** Rows between two checkpoints. */
export const checkpointRows = 1000;

/**
 * Takes the steps of one parameter again from what was recorded, to learn the state that was not. The answer for a row
 * is undefined unless the method's m and σ equal the recorded ones to the last bit there and in every row before, and
 * always with `clipNorm`, which depends on the other parameters too.
 *
 * A checkpoint every 1,000 rows makes each later answer cost at most so many steps.
 */
export function createElementReplay(
  plan: Pick<RunPlan, "hyperparameters" | "extras"> & { readonly optimizer: ElementOptimizer },
  rows: ReplayRows,
): (row: number) => ReplayedStep | undefined {
  const { optimizer, extras } = plan;
  const hyperparameters = plan.hyperparameters as Parameters<ElementOptimizer["update"]>[2];
  const startRate = () => ({ rateAt: (t: number) => rows.at(t).learningRate });
  const checkpoints: Checkpoint[] = [];
  let firstUnlike = extras.clipNorm === undefined ? Infinity : 0;

  function start(): Checkpoint {
    const state = initialElementState(optimizer, rows.at(0), hyperparameters);
    return { state, scalars: undefined, lastGradient: 0 };
  }

  return (wanted) => {
    if (wanted < 0 || wanted >= Math.min(rows.length, firstUnlike)) return undefined;
    if (checkpoints.length === 0) checkpoints.push(start());
    const nearest = Math.min(Math.floor(wanted / checkpointRows), checkpoints.length - 1);
    const from = checkpoints[nearest]!;
    const source = startStepSource({ ...plan, startRate }, from.scalars);
    const changes = startGradientExtras(extras, 1);
    changes.before[0] = from.lastGradient;
    const used = new Float64Array(1);
    const at = new Float64Array(1);
    let state = from.state;
    for (let t = nearest * checkpointRows; ; t++) {
      const { theta, gradient, learningRate, sigma, m } = rows.at(t);
      used[0] = gradient;
      at[0] = theta;
      changes.apply(used, at);
      const scalars = source.scalarsAt(t, learningRate);
      const step = { t, gradient: used[0], theta, learningRate };
      const result = optimizer.update(step, state, hyperparameters, scalars);
      if (!Object.is(result.m, m) || !Object.is(result.sigma, sigma)) {
        firstUnlike = t;
        return undefined;
      }
      const { decay = 0, state: after } = result;
      if (t === wanted) return { gradient: step.gradient, before: state, after, scalars, decay };
      state = after;
      if (t + 1 === checkpoints.length * checkpointRows) {
        checkpoints.push({ state, scalars, lastGradient: changes.before[0] });
      }
    }
  };
}
