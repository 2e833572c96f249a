import type { Objective } from "../../objective/objective";
import { exactCurvatureUpTo } from "../curvature/curvature";
import { localModel, type LocalModel } from "./localModel";
import type { RunView } from "./runView";

/** How far a run's descent still goes, and in how many steps at the pace of its last tenth. */
export interface Descent {
  readonly gap: number;
  readonly stepsNeeded: number;
  /** Steps until what is left is `converged` of what was gained, if it goes on shrinking by the same factor. */
  readonly untilConverged: number;
}

/** How fast a run ends, beside how far it has to go. */
export interface Pace {
  /** What the next Newton step would gain: a run that is slow beside it slows down. */
  readonly near: Descent;
  /** All of it, as far as it was followed: what a person is told. */
  readonly whole: Descent;
}

/** Less than this share of what was gained is left where a run has converged. */
export const converged = 1e-9;

/** What remains must be at least this share of what was gained, or of 1 + |L|, to be worth finishing. */
const worthwhile = 1e-6;

/** Points at which the way to a lower point is looked at. */
const waypoints = 16;

/** Newton's steps are followed so often, … */
const newtonSteps = 24;

/** … or until one gains less than this share of what those before it gained; … */
const endsBelow = 1e-3;

/** … each is halved up to so often. */
const halvings = 20;

/** Shorter runs say nothing about pace. */
const leastSteps = 20;

/**
 * The pace of a run's end, where something worthwhile is left: by Newton's model where all directions
 * curve up, else down to the lower loss that a search found. Undefined where nothing is left, or where
 * the loss is not falling evenly.
 */
export function endPace(view: RunView): Pace | undefined {
  const { trace, last, endModel: model } = view;
  if (last < leastSteps || !model) return undefined;
  if (trace.stop.reason !== "steps" && trace.stop.reason !== "cancelled") return undefined;
  const curvesUp = model.smallest >= -1e-2 * Math.max(-model.smallest, Math.abs(model.largest));
  const hasMinimum = curvesUp && Number.isFinite(model.gap);
  const toLower = view.lower ? model.loss - view.lower.loss : NaN;
  const near = hasMinimum ? Math.max(newtonDescent(view, model, 1), downTo(view, model)) : toLower;
  const least = worthwhile * Math.max(view.range, 1e-3 * (1 + Math.abs(model.loss)));
  if (!Number.isFinite(near) || near <= least) return undefined;
  const from = last - Math.max(1, Math.floor(last / 10));
  let rises = 0;
  for (let t = from + 1; t <= last; t++) if (trace.loss[t]! > trace.loss[t - 1]!) rises++;
  if (rises > 0.2 * (last - from)) return undefined;
  const perStep = (trace.loss[from]! - trace.loss[last]!) / (last - from);
  const descent = (gap: number): Descent => {
    const shrinking = Math.log1p((perStep * (last - from)) / gap) / (last - from);
    return {
      gap,
      stepsNeeded: perStep > 0 ? gap / perStep : Infinity,
      untilConverged:
        shrinking > 0 ? Math.log(gap / (converged * view.range)) / shrinking : Infinity,
    };
  };
  const followed = hasMinimum ? newtonDescent(view, model, newtonSteps) : near;
  return { near: descent(near), whole: descent(Math.max(near, followed)) };
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

/**
 * The fall of the loss along Newton's steps, one after the other, each shortened to where it falls most:
 * far from a minimum one of them sees only the next bend of a curved valley (and its model promises what
 * the loss does not hold). A single one above the number of parameters whose Hessian is known.
 */
function newtonDescent({ objective, trace }: RunView, first: LocalModel, steps: number): number {
  const most = objective.dimension > exactCurvatureUpTo ? 1 : steps;
  let fallen = 0;
  let theta: ArrayLike<number> = trace.end;
  let model: LocalModel | undefined = first;
  for (let k = 1; model; k++) {
    const { point, fall } = lowestAlong(objective, theta, model);
    if (!point || k === most || fall < endsBelow * fallen)
      return fallen + Math.min(model.gap, fall);
    fallen += fall;
    theta = point;
    model = localModel(objective, point);
  }
  return fallen;
}

/** The lowest point along Newton's step, shortened by up to 2^halvings; none where the loss rises along it. */
function lowestAlong(
  objective: Objective,
  theta: ArrayLike<number>,
  { loss, step }: LocalModel,
): { readonly point?: Float64Array; readonly fall: number } {
  let point: Float64Array | undefined;
  let fall = 0;
  for (let k = 0; k <= halvings; k++) {
    const next = step.map((value, i) => theta[i]! + value * 2 ** -k);
    const nextFall = loss - objective.value(next);
    if (nextFall > fall) [point, fall] = [next, nextFall];
    else if (fall > 0) break;
  }
  return { ...(point && { point }), fall };
}
