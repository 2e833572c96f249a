import type { LaneCode } from "./laneCode";
import type { ReductionWriter } from "./reductionWriter";
import type { ValueWriter } from "./valueWriter";

/** What one of the turns that are taken at once has of its own: how far it is ahead, and its local variables. */
interface Turn {
  readonly by: number;
  values: Map<number, number>;
  loaded: Map<number, number>;
  accumulators: Map<number, number>;
}

/** The turns of a loop that the code being written takes at once; mostly there is one. */
export class Turns {
  private turns: readonly Turn[] = [];
  private axis = -1;

  constructor(
    private readonly code: LaneCode,
    private readonly values: ValueWriter,
    private readonly reductions: ReductionWriter,
  ) {}

  get isSingle(): boolean {
    return this.turns.length === 0;
  }

  /** Whether what lies over these axes is the same for several turns. */
  share(axes: readonly number[]): boolean {
    return !this.isSingle && !axes.includes(this.axis);
  }

  /** Writes once for each turn. */
  each(write: () => void): void {
    if (this.isSingle) {
      write();
      return;
    }
    for (const turn of this.turns) {
      this.code.shift = { axis: this.axis, by: turn.by };
      this.values.values = turn.values;
      this.values.loaded = turn.loaded;
      this.reductions.accumulators = turn.accumulators;
      write();
      turn.values = this.values.values;
      turn.loaded = this.values.loaded;
    }
    this.code.shift = undefined;
  }

  /** Writes once for each turn, and gives what does for each of them what `write` gave. */
  keep(write: () => () => void): () => void {
    const kept: (() => void)[] = [];
    this.each(() => {
      kept.push(write());
    });
    return () => {
      let next = 0;
      this.each(() => {
        kept[next++]!();
      });
    };
  }

  /** Writes with so many turns, of so many indices along an axis each, taken at once. */
  take(
    count: number,
    { axis, indices }: { axis: number; indices: number },
    write: () => void,
  ): void {
    if (count === 1) {
      write();
      return;
    }
    const { values, loaded } = this.values;
    const { accumulators } = this.reductions;
    this.axis = axis;
    this.turns = Array.from({ length: count }, (_, k) => ({
      by: k * indices,
      values: new Map(values),
      loaded: new Map(loaded),
      accumulators: new Map(accumulators),
    }));
    write();
    this.turns = [];
    this.values.values = values;
    this.values.loaded = loaded;
    this.reductions.accumulators = accumulators;
  }
}
