import { lastQuarters, type Cycle } from "./cycle";
import type { RunView } from "./runView";
import { spread } from "./spread";

/** A step counts as one of η within this share of it, which decoupled weight decay may add or take: η·λ·θ. */
const tolerance = 0.01;

/** Times that the direction must change in the last quarter. */
const leastTurns = 3;

/**
 * Does a parameter go to and fro in steps of exactly ±η to the end, in a stretch that does not become
 * narrower? With momentum the sign changes some steps late, so that the stretch is several η wide.
 */
export function signCycle({ trace, last, ratesOf }: RunView): Cycle | undefined {
  const quarters = lastQuarters(last);
  if (!quarters) return undefined;
  const { middle, from } = quarters;
  let widest: Cycle | undefined;
  trace.theta.forEach((column, k) => {
    const rates = ratesOf(trace.recorded[k]!);
    let turns = 0;
    let before = 0;
    for (let t = from; t < last; t++) {
      const move = column[t + 1]! - column[t]!;
      const rate = rates[t]!;
      if (Math.abs(Math.abs(move) - rate) > tolerance * rate) return;
      if (move * before < 0) turns++;
      before = move;
    }
    const now = spread(column, from, last);
    if (turns < leastTurns || now < 0.5 * spread(column, middle, from)) return;
    if (now / 2 <= (widest?.amplitude ?? 0)) return;
    widest = { parameter: trace.recorded[k]!, from, amplitude: now / 2 };
  });
  return widest;
}
