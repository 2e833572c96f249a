/**
 * The axes of a graph under construction and the sets of them in use. Set 0 is the empty set; a set
 * is kept ascending, so that it reads as a nest of loops from the outside in.
 */
export class AxisRegistry {
  private readonly axisLengths: number[] = [];
  private readonly axisSets: number[][] = [[]];
  private readonly numbers = new Map<string, number>([["", 0]]);
  private readonly unions = new Map<number, number>();

  /** A new axis of the given length, inside all those made before. */
  add(length: number): number {
    return this.axisLengths.push(length) - 1;
  }

  length(axis: number): number {
    return this.axisLengths[axis]!;
  }

  lengths(): readonly number[] {
    return this.axisLengths.slice();
  }

  sets(): readonly (readonly number[])[] {
    return this.axisSets.map((set) => set.slice());
  }

  /** The axes of a set, ascending. */
  members(set: number): readonly number[] {
    return this.axisSets[set]!;
  }

  /** The number of a set of axes given in any order. */
  setOf(axes: readonly number[]): number {
    const ascending = [...new Set(axes)].sort((a, b) => a - b);
    const key = ascending.join();
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.axisSets.push(ascending) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  has(set: number, axis: number): boolean {
    return this.axisSets[set]!.includes(axis);
  }

  without(set: number, axis: number): number {
    return this.setOf(this.axisSets[set]!.filter((member) => member !== axis));
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const key = a * 65536 + b;
    let number = this.unions.get(key);
    if (number === undefined) {
      number = this.setOf([...this.axisSets[a]!, ...this.axisSets[b]!]);
      this.unions.set(key, number);
    }
    return number;
  }

  /** The number of indices of a set. */
  size(set: number): number {
    return this.axisSets[set]!.reduce((size, axis) => size * this.axisLengths[axis]!, 1);
  }
}
