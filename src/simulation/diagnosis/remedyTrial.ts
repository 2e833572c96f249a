import { withArgumentNumbers, withScaledNumber } from "../../options/argumentNumbers";
import { automaticLabel } from "../../options/describeRun";
import { checkRun } from "../../options/checkRun";
import type { RunOptions } from "../../options/runOptions";
import type { Optimizer } from "../../optimizers/optimizer";
import type { Trace } from "../run/record";
import type { Remedy } from "./finding";
import { roundToDigits } from "../../text/number";

/** What a run comes to. */
export interface RunOutcome {
  /** Did it not diverge, and is its loss a number? */
  readonly ended: boolean;
  readonly loss: number;
  /** Mean loss of the last tenth. */
  readonly settled: number;
  /** Steps taken. */
  readonly steps: number;
  /** How far the loss rose above its lowest so far in the second half of the run, at most. */
  readonly lateRise: number;
}

/** A remedy that helps, as it was tried. */
export interface TriedRemedy {
  readonly remedy: Remedy;
  readonly options: RunOptions;
  readonly outcome: RunOutcome;
}

/** What a remedy must do better than. */
export interface RemedyTrialSetting {
  readonly options: RunOptions;
  readonly outcome: RunOutcome;
  readonly startLoss: number;
  /** The lowest loss that any run came to. */
  readonly lowestKnown: number;
  readonly findOptimizer: (id: string) => Optimizer | undefined;
}

/** Rates tried in turn, as shares of the one proposed. */
const shares = [1, 1 / 3, 1 / 10, 1 / 100];

/** A remedy must go this share of the way from the run's end to the lowest loss known … */
const leastShare = 0.1;

/** … and lower the loss by more than this share of what is gained, below which two runs end alike … */
const noGain = 1e-9;

/**
 * … and what a person sees of it, the end or the mean of the last tenth, must fall by this share of itself or of what is
 * gained: in the numbers, or in the curve …
 */
const visibleInNumbers = 1e-3;
const visibleInCurve = 0.01;

/** … and it may bring no late rise of more than this share of what is gained, where the run had none as high. */
const riseShare = 0.02;

/** What a run came to. */
export function outcomeOf({ loss, rows, stop }: Trace): RunOutcome {
  const end = loss[rows - 1]!;
  const tenth = loss.subarray(Math.floor(0.9 * (rows - 1)));
  return {
    ended: !["diverged", "nonFinite", "threw"].includes(stop.reason) && Number.isFinite(end),
    loss: end,
    settled: tenth.reduce((sum, value) => sum + value, 0) / tenth.length,
    steps: rows - 1,
    lateRise: riseFrom(loss.subarray(0, rows), Math.floor(rows / 2)),
  };
}

/** The most that losses from a row on are above the lowest before them. */
function riseFrom(loss: Float64Array, row: number): number {
  let lowest = Infinity;
  let most = 0;
  loss.forEach((value, t) => {
    if (t >= row) most = Math.max(most, value - lowest);
    lowest = Math.min(lowest, value);
  });
  return most;
}

/**
 * Tries a remedy before it is offered: yields options to run, is told what they come to, and returns
 * the first that help; undefined where none does. Where the remedy is a rate that does not help, lower
 * ones are tried. No options are tried that the controls of their optimizer and schedule do not allow.
 */
export function* tryRemedy(
  proposed: Remedy,
  setting: RemedyTrialSetting,
): Generator<RunOptions, TriedRemedy | undefined, RunOutcome> {
  for (const remedy of variants(proposed, setting)) {
    const options = optionsWith(remedy, setting);
    if (!options) continue;
    const outcome = yield options;
    if (helps(outcome, setting)) {
      return { remedy: ofEachArgument(remedy, setting.options), options, outcome };
    }
  }
  return undefined;
}

/** The remedy, and where it is a rate, the same with lower ones, within what the optimizer's control allows. */
function variants(proposed: Remedy, { options, findOptimizer }: RemedyTrialSetting): Remedy[] {
  const { change, labelKey } = proposed;
  const { lr } = change;
  const optimizer = findOptimizer(change.optimizer ?? options.optimizer);
  if (lr === undefined || !optimizer || labelKey === "constantRate") return [proposed];
  const { min, max } = optimizer.learningRate;
  const rates = shares
    .map((share) => Math.min(max, Math.max(min, roundToDigits(share * lr, 2))))
    .filter((rate) => labelKey !== "raiseRate" || rate > options.lr)
    .filter((rate) => labelKey !== "lowerRate" || rate < options.lr);
  return [...new Set(rates)].map((rate) => ({
    ...proposed,
    arguments: { ...proposed.arguments, lr: rate },
    change: { ...change, lr: rate },
  }));
}

/** The run with the remedy's change, checked as the options of a comment are; undefined where they are not allowed. */
function optionsWith(
  { change }: Remedy,
  { options, findOptimizer }: RemedyTrialSetting,
): RunOptions | undefined {
  const changed = changedRun(options, change);
  const optimizer = findOptimizer(changed.optimizer);
  if (!optimizer) return undefined;
  const label = automaticLabel(optimizer, changed.hyperparameters);
  const catalogue = { optimizers: [optimizer], byId: () => optimizer };
  const { run, problems } = checkRun({ ...changed, label }, catalogue);
  return problems.length === 0 ? run : undefined;
}

/** Another rate is another one for each argument that has its own; another method has one for all. */
function changedRun(options: RunOptions, { lr, ...change }: Remedy["change"]): RunOptions {
  if (change.optimizer !== undefined) {
    const shared = (["lr", "weightDecay"] as const).reduce(
      (run, name) => withArgumentNumbers(run, name, undefined),
      options,
    );
    return { ...shared, ...change, ...(lr !== undefined && { lr }) };
  }
  const changed = { ...options, ...change };
  return lr === undefined ? changed : withScaledNumber(changed, "lr", lr);
}

/** A remedy that is another rate, in words that are true of a run whose arguments have rates of their own. */
function ofEachArgument(remedy: Remedy, { byArgument, lr: before }: RunOptions): Remedy {
  const { optimizer, lr } = remedy.change;
  if (!byArgument?.lr || optimizer !== undefined || lr === undefined) return remedy;
  if (remedy.labelKey === "constantRate") return { ...remedy, labelKey: "constantRates" };
  return { ...remedy, labelKey: "scaledRates", arguments: { factor: lr / before } };
}

function helps(after: RunOutcome, setting: RemedyTrialSetting): boolean {
  const { outcome: before, startLoss, lowestKnown } = setting;
  if (!after.ended || !(after.loss < startLoss)) return false;
  if (!before.ended) return true;
  const gained = startLoss - after.loss;
  if (after.lateRise > Math.max(before.lateRise, riseShare * gained)) return false;
  const way = leastShare * (before.loss - Math.min(lowestKnown, after.loss));
  const least = Math.max(way, noGain * gained);
  if (before.loss - after.loss < least || after.settled >= before.settled) return false;
  return (["loss", "settled"] as const).some((seen) => {
    const fall = before[seen] - after[seen];
    return fall >= Math.min(visibleInNumbers * Math.abs(before[seen]), visibleInCurve * gained);
  });
}
