import type { Optimizer } from "../../optimizers/optimizer";
import type { RangeTestRequest, RangeTestResult, RateOffer } from "../../protocol/rangeTest";
import { withScaledNumber } from "../../options/argumentNumbers";
import { startCurvaturePath } from "../../simulation/curvature/curvaturePath";
import { withSharedRate } from "../../simulation/run/ownRates";
import { hasFullRows } from "../../simulation/run/fullRows";
import type { RatePoint } from "../../simulation/sweep/rateCurve";
import { searchRate, usualRuns, type RateSearch } from "../../simulation/sweep/rateSearch";
import { planRun, type RunPlan } from "../../simulation/run/runPlan";
import { stabilityLimit } from "../../simulation/run/stabilityLimit";
import { stableRates, type StableRates } from "../../simulation/sweep/stableRates";
import type { LostRun, Outcome } from "../../simulation/run/outcome";
import { createSweep } from "../../simulation/sweep/sweepCells";
import { affordableSamples } from "./diagnosis";
import type { OpenSession } from "./openSession";
import { settingOf } from "./runs";
import type { FinishedRun } from "./finishedRun";
import type { Task } from "./task";
import { stepTime } from "./trial";

/** Milliseconds that all runs together may take, and those for finding out how long a step takes. */
const patience = 20_000;
const stepPatience = 100;

/** Steps of all runs together, and those that tell something about a rate. */
const stepBudget = 4e7;
const fewestSteps = 10;

/** Runs of full length that a search with shorter ones may end with, and the share of the patience for each. */
const fullLengthTries = 4;
const fullLengthShare = 0.1;

/** Places of the path whose curvature is one slice. */
const pointsPerSlice = 20;

/**
 * Tries rates around the run's own and those that curvature allows, each for as many steps as the run has, where that is
 * affordable.
 */
export function* testRates(request: RangeTestRequest, session: OpenSession): Task<RangeTestResult> {
  const { options } = request;
  const { objective, findOptimizer, helpers } = session;
  const finished = session.finished?.runs.find(({ id }) => id === request.runId);
  const stable = finished && (yield* stableRatesOf(finished, session));
  // No run of it ends by its tolerance.
  const setting = settingOf({ ...request, tolerance: 0 }, session);
  const range = rangeAround(options.lr, stable, findOptimizer(options.optimizer)!);
  const planAt = (rate: number, steps: number): RunPlan =>
    planRun(withScaledNumber(options, "lr", rate), { ...setting, steps }, findOptimizer);
  const timePerStep = yield* stepTime(planAt(range.from, request.steps), stepPatience);
  const affordable = Math.min(stepBudget, patience / timePerStep) / usualRuns;
  const steps = Math.min(request.steps, Math.max(fewestSteps, Math.floor(affordable)));
  const startLoss = objective.value(setting.start);
  const tryRates: TryRates = function* (rates, length) {
    const sweep = createSweep({
      ...{ options, setting: { ...setting, steps: length }, find: findOptimizer },
      axes: [{ target: { kind: "lr" }, values: rates }],
      follow: { highest: true },
      helpers,
    });
    yield* sweep.run(Int32Array.from(rates, (_, cell) => cell));
    return rates.map((rate, cell) => pointOf(rate, sweep.outcomes.at(cell)!, startLoss));
  };
  const search = searchRate({ startLoss, ...range });
  let next = search.next();
  while (!next.done) next = search.next(yield* tryRates(next.value, steps));
  const found = next.value;
  const isFullAffordable = timePerStep * request.steps <= fullLengthShare * patience;
  const offer =
    steps === request.steps || !isFullAffordable
      ? found.offer && { ...found.offer, steps }
      : yield* atFullLength(found, startLoss, request.steps, tryRates);
  return resultOf(found, offer, { steps, startLoss }, stable);
}

/** Runs at some rates, for so many steps each, together. */
type TryRates = (rates: readonly number[], steps: number) => Task<readonly RatePoint[]>;

function pointOf(learningRate: number, outcome: Outcome, startLoss: number): RatePoint {
  const { loss, highest } = outcome;
  const lost = lostRun(outcome, startLoss);
  return lost
    ? { learningRate, loss: Infinity, highest: Infinity, lost }
    : { learningRate, loss, highest };
}

/** A loss that is no number comes of one that has climbed, or else of a step to where the function has none. */
function lostRun({ stop, loss, highest }: Outcome, startLoss: number): LostRun | undefined {
  if (Number.isNaN(loss) && !(highest > startLoss)) return "undefined";
  const ended = stop.reason === "steps" || stop.reason === "converged";
  return ended && !Number.isNaN(loss) ? undefined : "grew";
}

/** Of a rate found with short runs and its halves, the one that ends lowest over the full number of steps. */
function* atFullLength(
  { offer }: RateSearch,
  startLoss: number,
  steps: number,
  tryRates: TryRates,
): Task<RateOffer | undefined> {
  if (!offer) return undefined;
  const rates = Array.from({ length: fullLengthTries }, (_, k) =>
    Number((offer.learningRate / 2 ** k).toPrecision(3)),
  );
  let best: RatePoint | undefined;
  for (const point of yield* tryRates(rates, steps)) {
    if (point.loss < (best?.loss ?? startLoss)) best = point;
  }
  return best && { ...best, steps };
}

function resultOf(
  { points, blowsUp, lost }: RateSearch,
  offer: RateOffer | undefined,
  same: Pick<RangeTestResult, "steps" | "startLoss">,
  stable: StableRates | undefined,
): RangeTestResult {
  return {
    rates: Float64Array.from(points, ({ learningRate }) => learningRate),
    losses: Float64Array.from(points, ({ loss }) => loss),
    ...same,
    offer: offer && { learningRate: offer.learningRate, loss: offer.loss, steps: offer.steps },
    blowsUp,
    lost,
    stableAtStart: stable?.atStart,
    stableAlongPath: stable?.alongPath,
  };
}

/** What the curvature along a finished run allows; undefined where it or the method's limit is not known. */
function* stableRatesOf(
  finished: FinishedRun,
  { objective, findOptimizer }: OpenSession,
): Task<StableRates | undefined> {
  const { hyperparameters, lr, extras } = finished.options;
  const optimizer = findOptimizer(finished.options.optimizer);
  const limit = optimizer && stabilityLimit(optimizer, hyperparameters, lr, extras);
  const trace = withSharedRate(finished.run.trace(), finished.groups);
  if (limit === undefined || trace.rows < 2 || !hasFullRows(trace)) return undefined;
  const samples = affordableSamples(objective, [finished]);
  if (samples === 0) return undefined;
  const path = startCurvaturePath(objective, trace, samples);
  while (!path.advance(pointsPerSlice)) yield undefined;
  return stableRates(path.path(), trace, lr, limit);
}

/**
 * From a thousandth of what is stable to a hundred times as much, and a hundredth and a hundred times the run's own
 * rate in any case; wider around that where nothing is known; in whole powers of ten, and never beyond what the control
 * allows.
 */
function rangeAround(
  learningRate: number,
  stable: StableRates | undefined,
  { learningRate: { min, max } }: Optimizer,
): { readonly from: number; readonly to: number } {
  const known = stable && stable.alongPath > 0 && Number.isFinite(stable.atStart);
  const from = known
    ? Math.min(1e-2 * learningRate, 1e-3 * Math.max(stable.alongPath, 1e-6 * stable.atStart))
    : 1e-4 * learningRate;
  const to = known ? Math.max(1e2 * learningRate, 1e2 * stable.atStart) : 1e4 * learningRate;
  const powerOfTen = (exponent: number): number => Number(`1e${exponent}`);
  return {
    from: Math.max(powerOfTen(Math.floor(Math.log10(from))), min),
    to: Math.min(powerOfTen(Math.ceil(Math.log10(to))), max),
  };
}
