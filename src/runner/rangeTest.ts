import type { Optimizer } from "../optimizers/optimizer";
import { startSchedule } from "../schedules/startSchedule";
import type { RangeTestRequest, RangeTestResult } from "../protocol/rangeTest";
import { startCurvaturePath } from "../simulation/curvaturePath";
import { hasFullRows } from "../simulation/fullRows";
import type { Objective } from "../simulation/objective";
import { stableRates, startRangeTest, type StableRates } from "../simulation/rangeTest";
import type { RangeTest, RangeTestOptions } from "../simulation/rangeTest";
import { planRun, type GradientSampling, type RunPlan } from "../simulation/runPlan";
import { stabilityLimit } from "../simulation/stabilityLimit";
import { breath } from "./breath";
import { affordableSamples } from "./diagnoseRuns";
import type { FinishedRun } from "./runJob";

/** Rates tried for each factor of ten. */
const ratesPerDecade = 10;

/** Rates between the last that held and the first that blew up, to place that more exactly. */
const ratesWhereItBlowsUp = 9;

/** Steps that tell something about a rate, and milliseconds that all runs together may take. */
const fewestSteps = 10;
const patience = 10_000;

/** What a range test needs from the session it is made in. */
export interface RangeTestContext {
  readonly objective: Objective;
  readonly shapes: readonly (readonly number[])[];
  readonly sampling: GradientSampling;
  /** The run itself, where it has been run to its end. */
  readonly finished: FinishedRun | undefined;
  readonly findOptimizer: (id: string) => Optimizer | undefined;
  /** Has no newer job begun? */
  isCurrent(): boolean;
  /** Runs a stretch that evaluates the user's code. */
  during<T>(work: () => T): T;
}

/**
 * Tries rates around the one that curvature allows at the start (around the run's own where that is not known), breathing
 * between them; undefined once a newer job has begun.
 */
export async function testRates(
  request: RangeTestRequest,
  context: RangeTestContext,
): Promise<RangeTestResult | undefined> {
  const { options } = request;
  const { objective, shapes, sampling } = context;
  const start = Float64Array.from(request.start);
  const stable = await stableRatesOf(context);
  if (!context.isCurrent()) return undefined;
  const range = rangeAround(options.lr, stable);
  const setting = { objective, shapes, sampling, start, steps: request.steps };
  const plan = planRun(options, setting, context.findOptimizer);
  const steps = context.during(() => affordableSteps(plan, range.count));
  const startRate = (rate: number) => startSchedule(options.schedule, rate);
  const coarse = await tryRates(plan, { ...range, steps, startRate }, context);
  if (!coarse) return undefined;
  const blowsUp = await moreExactly(plan, coarse, { steps, startRate }, context);
  if (!context.isCurrent()) return undefined;
  const { points, startLoss, steepest, lowest } = coarse;
  return {
    rates: Float64Array.from(points, ({ learningRate }) => learningRate),
    losses: Float64Array.from(points, ({ loss }) => loss),
    ...{ steps, startLoss },
    ...(steepest === undefined ? {} : { steepest }),
    ...(lowest === undefined ? {} : { lowest }),
    ...(blowsUp === undefined ? {} : { blowsUp }),
    ...(stable ? { stableAtStart: stable.atStart, stableAlongPath: stable.alongPath } : {}),
  };
}

/** What the curvature along the finished run allows; undefined where it or the method's limit is not known. */
async function stableRatesOf(context: RangeTestContext): Promise<StableRates | undefined> {
  const { objective, finished, findOptimizer } = context;
  const optimizer = finished && findOptimizer(finished.options.optimizer);
  if (!optimizer) return undefined;
  const { hyperparameters, lr, extras } = finished.options;
  const limit = stabilityLimit(optimizer, hyperparameters, lr, extras);
  const trace = finished.run.trace();
  if (limit === undefined || trace.rows < 2 || !hasFullRows(trace)) return undefined;
  const samples = context.during(() => affordableSamples(objective, [finished]));
  if (samples === 0) return undefined;
  const job = startCurvaturePath(objective, trace, samples);
  while (!context.during(() => job.advance(20))) {
    await breath();
    if (!context.isCurrent()) return undefined;
  }
  return stableRates(job.path(), lr, limit);
}

/** From a thousandth of what is stable to a hundred times as much; wider where that is not known. */
function rangeAround(
  learningRate: number,
  stable: StableRates | undefined,
): Pick<RangeTestOptions, "from" | "to" | "count"> {
  const known = stable && stable.alongPath > 0 && Number.isFinite(stable.atStart);
  const around = Math.abs(learningRate) || 1e-3;
  const from = known ? stable.alongPath * 1e-3 : around * 1e-4;
  const to = known ? stable.atStart * 1e2 : around * 1e4;
  return { from, to, count: 1 + Math.ceil(ratesPerDecade * Math.log10(to / from)) };
}

/** Steps for each run so that all of them take no longer than they may. */
function affordableSteps({ objective, start, steps }: RunPlan, runs: number): number {
  const gradient = new Float64Array(start.length);
  const began = performance.now();
  for (let k = 0; k < 3; k++) objective.valueAndGradient(start, gradient);
  const cost = (performance.now() - began) / 3;
  return Math.max(
    Math.min(fewestSteps, steps),
    Math.min(steps, Math.floor(patience / runs / cost)),
  );
}

async function tryRates(
  plan: RunPlan,
  options: RangeTestOptions,
  context: RangeTestContext,
): Promise<RangeTest | undefined> {
  const job = context.during(() => startRangeTest(plan, options));
  while (!context.during(() => job.advance(1))) {
    await breath();
    if (!context.isCurrent()) return undefined;
  }
  return job.result();
}

/** Where it blows up, on a finer scale between the last rate that held and the first that did not. */
async function moreExactly(
  plan: RunPlan,
  { points, blowsUp }: RangeTest,
  same: Pick<RangeTestOptions, "steps" | "startRate">,
  context: RangeTestContext,
): Promise<number | undefined> {
  const first = points.findIndex(({ learningRate }) => learningRate === blowsUp);
  const from = points[first - 1]?.learningRate;
  if (blowsUp === undefined || from === undefined) return blowsUp;
  const options = { from, to: blowsUp, count: ratesWhereItBlowsUp, ...same };
  const fine = await tryRates(plan, options, context);
  return fine?.blowsUp ?? blowsUp;
}
