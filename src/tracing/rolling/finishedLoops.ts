/** A loop that has been made. */
export interface FinishedLoop {
  /** The number of the first node that was given while it was followed. */
  readonly base: number;
  readonly length: number;
  /** The number of the first operation after its last whole turn. */
  readonly end: number;
  /** Nodes of the graph for what its last turn gave, by entry. */
  readonly results: ReadonlyMap<number, number>;
  /** Nodes of the graph for the operations of the turn that was begun. */
  readonly begun: readonly number[];
}

/** Loops that have been made, in order, for those who still hold nodes of their last turns. */
export class FinishedLoops {
  private readonly loops: FinishedLoop[] = [];

  get count(): number {
    return this.loops.length;
  }

  add(loop: FinishedLoop): void {
    this.loops.push(loop);
  }

  /** The node of the graph for one that was given while a loop was followed; undefined for one of an earlier turn. */
  nodeOf(given: number): number | undefined {
    let loop: FinishedLoop | undefined;
    for (const other of this.loops) if (other.base <= given) loop = other;
    if (!loop) return undefined;
    const entry = given - loop.end;
    return entry >= 0 ? loop.begun[entry] : loop.results.get(entry + loop.length);
  }
}
