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
 * Steps still needed at the end's pace, where Newton's model says that something worthwhile is left
 * in a direction that curves up. Undefined where nothing is, or where the loss is not falling evenly.
 */
export function endPace(view: RunView): Pace | undefined {
  const { trace, last, endModel: model } = view;
  if (last < leastSteps || !model || !Number.isFinite(model.gap)) return undefined;
  if (trace.stop.reason !== "steps" && trace.stop.reason !== "cancelled") return undefined;
  const largest = Math.max(...(model.eigenvalues ?? [1]).map(Math.abs));
  if (model.eigenvalues && model.eigenvalues[0]! < -1e-2 * largest) return undefined;
  const least = worthwhile * Math.max(view.range, 1e-3 * (1 + Math.abs(model.loss)));
  if (model.gap <= least) return undefined;
  const from = last - Math.max(1, Math.floor(last / 10));
  let rises = 0;
  for (let t = from + 1; t <= last; t++) if (trace.loss[t]! > trace.loss[t - 1]!) rises++;
  if (rises > 0.2 * (last - from)) return undefined;
  const perStep = (trace.loss[from]! - trace.loss[last]!) / (last - from);
  return { gap: model.gap, stepsNeeded: perStep > 0 ? model.gap / perStep : Infinity };
}
