import { lastQuarters } from "./cycle";
import type { RunView } from "./runView";
import { least, spread } from "./spread";

/** The end of a run over which its steps throw the loss up as often as they bring it down. */
export interface Unsettled {
  readonly from: number;
  /** Steps that raised the loss by a clear amount. */
  readonly rises: number;
  /** Highest less lowest loss. */
  readonly swing: number;
}

/** A rise counts from this share of the descent on; the whole swing spans far more than rounding. */
const clearRise = 0.05;
const rounding = 1e-9;

/** So many of the steps must raise the loss. */
const risingShare = 0.2;

/** The loss swings at least this share as wide as in the quarter before … */
const wide = 0.5;

/** … and reaches no lower than before by more than this share of its swing. */
const noGain = 0.1;

/**
 * Does the loss rise and fall by a share of the descent over the whole last quarter, as wide as before and to no lower
 * losses? Gradients need not alternate for that: cycles of several steps and chaos do it, too.
 */
export function unsettledEnd({ trace, last, range }: RunView): Unsettled | undefined {
  const quarters = lastQuarters(last);
  if (!quarters || trace.stop.reason !== "steps") return undefined;
  const { middle, from } = quarters;
  const { loss } = trace;
  const swing = spread(loss, from, last);
  const isRounding = swing <= rounding * (1 + Math.abs(loss[last]!));
  if (isRounding || swing < wide * spread(loss, middle, from)) return undefined;
  if (least(loss, 0, from) - least(loss, from, last) > noGain * swing) return undefined;
  let rises = 0;
  for (let t = from + 1; t <= last; t++) if (loss[t]! - loss[t - 1]! > clearRise * range) rises++;
  return rises < risingShare * (last - from) ? undefined : { from, rises, swing };
}
