import type { LocalModel } from "./localModel";
import type { RunView } from "./runView";

/** How fast a run ends, beside how far it has to go. */
export interface Pace {
  /** Steps that the remaining descent would take at the pace of the last tenth of the run. */
  readonly stepsNeeded: number;
  readonly gap: number;
  /** Steps until what is left is `converged` of what was gained, if it goes on shrinking by the same factor. */
  readonly untilConverged: number;
}

/** Less than this share of what was gained is left where a run has converged. */
export const converged = 1e-9;

/** What remains must be at least this share of what was gained, or of 1 + |L|, to be worth finishing. */
const worthwhile = 1e-6;

/** Points at which the way to a lower point is looked at. */
const waypoints = 16;

/** How often Newton's step is halved. */
const halvings = 20;

/** Shorter runs say nothing about pace. */
const leastSteps = 20;

/**
 * Steps still needed at the end's pace, where something worthwhile is left: by Newton's model where
 * all directions curve up, else down to the lower loss that a search found. Undefined where nothing
 * is left, or where the loss is not falling evenly.
 */
export function endPace(view: RunView): Pace | undefined {
  const { trace, last, endModel: model } = view;
  if (last < leastSteps || !model) return undefined;
  if (trace.stop.reason !== "steps" && trace.stop.reason !== "cancelled") return undefined;
  const gap = remainingGap(view, model);
  const least = worthwhile * Math.max(view.range, 1e-3 * (1 + Math.abs(model.loss)));
  if (!Number.isFinite(gap) || gap <= least) return undefined;
  const from = last - Math.max(1, Math.floor(last / 10));
  let rises = 0;
  for (let t = from + 1; t <= last; t++) if (trace.loss[t]! > trace.loss[t - 1]!) rises++;
  if (rises > 0.2 * (last - from)) return undefined;
  const perStep = (trace.loss[from]! - trace.loss[last]!) / (last - from);
  const shrinking = Math.log1p((perStep * (last - from)) / gap) / (last - from);
  return {
    gap,
    stepsNeeded: perStep > 0 ? gap / perStep : Infinity,
    untilConverged: shrinking > 0 ? Math.log(gap / (converged * view.range)) / shrinking : Infinity,
  };
}

/**
 * How far the loss can fall as far as it was tried: what Newton's step gains, or the best of the same
 * step halved again and again (far from a minimum the model promises what the loss does not hold), or
 * more where a straight way down leads to a lower point that a search found; and that point's loss
 * where the model has no minimum.
 */
function remainingGap(view: RunView, model: LocalModel): number {
  const size = Math.max(Math.abs(model.smallest), Math.abs(model.largest));
  const curvesUp = model.smallest >= -1e-2 * size;
  if (!curvesUp || !Number.isFinite(model.gap)) {
    return view.lower ? model.loss - view.lower.loss : NaN;
  }
  return Math.max(Math.min(model.gap, gain(view, model)), downTo(view, model));
}

/** The fall to the lower point that a search found, if the way there leads down all along; else 0. */
function downTo({ objective, trace, lower }: RunView, { loss }: LocalModel): number {
  if (!lower?.theta) return 0;
  let before = loss;
  for (let k = 1; k <= waypoints; k++) {
    const target = lower.theta;
    const share = k / waypoints;
    const here = objective.value(trace.end.map((value, i) => value + share * (target[i]! - value)));
    if (!(here < before)) return 0;
    before = here;
  }
  return loss - lower.loss;
}

/** The largest fall of the loss along Newton's step, shortened by up to 2^halvings. */
function gain({ objective, trace }: RunView, { loss, step }: LocalModel): number {
  let most = 0;
  for (let k = 0; k <= halvings; k++) {
    const point = trace.end.map((value, i) => value + step[i]! * 2 ** -k);
    const fall = loss - objective.value(point);
    if (fall > most) most = fall;
    else if (most > 0) break;
  }
  return most;
}
