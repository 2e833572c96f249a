import type { SweepMeasure } from "../../options/sweepOptions";
import type { Stop } from "../run/record";
import type { Follow, Followed, Outcome } from "../run/outcome";

/** Why runs end, in the order of their codes: 0 is a cell that has not been run. */
const reasons = ["steps", "converged", "diverged", "nonFinite", "threw", "cancelled"] as const;

/** What became of each cell, in columns: cells that have not been run have no reason yet. */
export class Outcomes {
  readonly loss: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** The row at or below the target; −1 where there is none. */
  readonly reached: Float64Array;
  private readonly step: Float64Array;
  private readonly reason: Uint8Array;

  constructor(readonly count: number) {
    const column = (): Float64Array => new Float64Array(count).fill(NaN);
    this.loss = column();
    this.lowest = column();
    this.highest = column();
    this.reached = column();
    this.step = column();
    this.reason = new Uint8Array(count);
  }

  set(cell: number, { stop, loss, lowest, highest, reached }: Outcome): void {
    this.loss[cell] = loss;
    this.lowest[cell] = lowest;
    this.highest[cell] = highest;
    this.reached[cell] = reached ?? -1;
    this.step[cell] = stop.step;
    this.reason[cell] = 1 + reasons.indexOf(stop.reason);
  }

  /** `set` of a cell that took all its steps. */
  setEnd(cell: number, step: number, loss: number, { lowest, highest, reached }: Followed): void {
    this.loss[cell] = loss;
    this.lowest[cell] = lowest;
    this.highest[cell] = highest;
    this.reached[cell] = reached ?? -1;
    this.step[cell] = step;
    this.reason[cell] = 1;
  }

  has(cell: number): boolean {
    return this.reason[cell] !== 0;
  }

  /** Did the run of a cell leave the numbers that a loss may have? */
  diverged(cell: number): boolean {
    const reason = this.stopAt(cell)?.reason;
    return reason === "diverged" || reason === "nonFinite" || reason === "threw";
  }

  stopAt(cell: number): Stop | undefined {
    const reason = reasons[this.reason[cell]! - 1];
    return reason && { reason, step: this.step[cell]! };
  }

  at(cell: number): Outcome | undefined {
    const stop = this.stopAt(cell);
    if (!stop) return undefined;
    const reached = this.reached[cell]!;
    return {
      stop,
      loss: this.loss[cell]!,
      lowest: this.lowest[cell]!,
      highest: this.highest[cell]!,
      reached: reached < 0 ? undefined : reached,
    };
  }
}

export function followOf(measure: SweepMeasure): Follow {
  if (measure.kind === "end") return {};
  return measure.kind === "lowest" ? { lowest: true } : { target: measure.target };
}

/**
 * The number that a cell is shown with: NaN where it has not been run, Infinity where the measure has none – the run
 * diverged, or never reached the target. A lowest loss is one also of a run that diverged later.
 */
export function measured(measure: SweepMeasure, outcomes: Outcomes, cell: number): number {
  if (!outcomes.has(cell)) return NaN;
  if (measure.kind === "steps") {
    const reached = outcomes.reached[cell]!;
    return reached < 0 ? Infinity : reached;
  }
  if (measure.kind === "lowest") return outcomes.lowest[cell]!;
  return outcomes.diverged(cell) ? Infinity : outcomes.loss[cell]!;
}
