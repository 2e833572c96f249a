import type { LocalModel } from "./localModel";
import type { RunView } from "./runView";

/** How fast a run ends, beside how far it has to go. */
export interface Pace {
  /** Steps that the remaining descent would take at the pace of the last tenth of the run. */
  readonly stepsNeeded: number;
  readonly gap: number;
}

/** What remains must be at least this share of what was gained, or of 1 + |L|, to be worth finishing. */
const worthwhile = 1e-6;

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
  return { gap, stepsNeeded: perStep > 0 ? gap / perStep : Infinity };
}

function remainingGap(view: RunView, model: LocalModel): number {
  const { eigenvalues } = model;
  if (!eigenvalues) return model.gap;
  const largest = Math.max(...eigenvalues.map(Math.abs));
  if (eigenvalues[0]! >= -1e-2 * largest) return model.gap;
  return view.lower ? model.loss - view.lower.loss : NaN;
}
