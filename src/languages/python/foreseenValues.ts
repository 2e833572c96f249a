/** Values that were computed together before they are asked for one by one, in the order of their points. */
export class ForeseenValues {
  private points: readonly Float64Array[] = [];
  private values: ArrayLike<number> = [];
  private next = 0;

  /** Keeps values of the first points; the others have none. */
  keep(points: readonly Float64Array[], values: ArrayLike<number>): void {
    this.points = points;
    this.values = values;
    this.next = 0;
  }

  /** The value at a point, which is then no longer known, nor are those that were expected before it. */
  take(theta: Float64Array): number | undefined {
    for (let k = this.next; k < this.values.length; k++) {
      if (!isSame(this.points[k]!, theta)) continue;
      this.next = k + 1;
      return this.values[k];
    }
    return undefined;
  }

  clear(): void {
    this.keep([], []);
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, k) => Object.is(x, b[k]));
}
