import type { GraphBuilder } from "../builder";
import { Structural } from "../graph";

/**
 * The adjoints of a reverse sweep. Each is a value together with the condition under which it
 * matters (−1: always). The condition stays apart from the value until the end, so that
 * 1/(2√x) of a branch that was not taken is never multiplied by anything: it is selected away.
 */
export class Adjoints {
  private readonly value: Int32Array;
  private readonly when: Int32Array;
  private readonly binned = new Map<number, Map<number, number>>();

  constructor(
    private readonly builder: GraphBuilder,
    size: number,
    private readonly axisSetOf: (node: number) => number,
    private readonly isInput: (node: number) => boolean,
  ) {
    this.value = new Int32Array(size).fill(-1);
    this.when = new Int32Array(size).fill(-1);
  }

  /** Whether anything has reached the node. */
  has(node: number): boolean {
    return this.value[node]! >= 0 || this.binned.has(node);
  }

  /** The adjoint as one node: the value, or 0 where it does not matter. */
  total(node: number): number {
    return this.masked(this.value[node]!, this.when[node]!);
  }

  /** Passes the adjoint of `from` on to its operand `to`, times a partial derivative. */
  pass(from: number, to: number, partial: number, when: number): void {
    const value = this.builder.apply("mul", this.value[from]!, partial);
    this.add(to, value, this.both(this.when[from]!, when), this.axisSetOf(from));
  }

  /** Adds `value`, where `when` holds, summed over the axes that the node does not have. */
  add(node: number, value: number, when: number, over = 0): void {
    const set = this.axisSetOf(node);
    const reducedValue = this.reduced(value, when, set, over);
    // Nothing is multiplied to an input's adjoint: once summed it needs no condition.
    const isSummed = reducedValue !== value;
    const reducedWhen = isSummed && this.isInput(node) ? -1 : this.reducedCondition(when, set);
    const present = this.value[node]!;
    if (present < 0) {
      this.value[node] = reducedValue;
      this.when[node] = reducedWhen;
      return;
    }
    const before = this.when[node]!;
    if (before === reducedWhen) {
      this.value[node] = this.builder.apply("add", present, reducedValue);
      return;
    }
    this.value[node] = this.builder.apply(
      "add",
      this.masked(present, before),
      this.masked(reducedValue, reducedWhen),
    );
    this.when[node] = this.either(before, reducedWhen);
  }

  /** Gives each source of a gather the sum of the adjoints of the indices that read it. */
  scatter(node: number, table: number, sources: Int32Array, active: Uint8Array): void {
    const { builder } = this;
    const bins = builder.scatter(this.total(node), table);
    const when = this.when[node]!;
    const live = when < 0 ? -1 : builder.scatter(when, table);
    sources.forEach((source, bin) => {
      if (!active[source]) return;
      const masked = live >= 0 && !this.isInput(source);
      const condition = masked
        ? builder.apply("gt", builder.pick(live, bin), builder.constant(0))
        : -1;
      this.add(source, builder.pick(bins, bin), condition);
    });
  }

  /** Passes the adjoint of a pick on to one bin of its scatter, or to what its scan has left. */
  addToBin(pick: number, from: number, bin: number): void {
    const when = this.reducedCondition(this.when[pick]!, 0);
    const known = this.binned.get(from);
    this.when[from] = known === undefined ? when : this.either(this.when[from]!, when);
    const bins = known ?? new Map<number, number>();
    this.binned.set(from, bins);
    bins.set(bin, this.total(pick));
  }

  /** The condition under which anything that a scan leaves matters; −1: always. */
  conditionOf(scan: number): number {
    return this.when[scan]!;
  }

  /** Passes the adjoint of what a scan has stacked on to the scan. */
  addToStack(stacked: number, scan: number, index: number): void {
    this.addToBin(stacked, scan, ~index);
  }

  /** The adjoint of what a scan carried last or has summed, by index; −1 for none. */
  ofBin(scan: number, bin: number): number {
    return this.binned.get(scan)?.get(bin) ?? -1;
  }

  /** The adjoint of what a scan has stacked, by index; −1 for none. */
  ofStack(scan: number, index: number): number {
    return this.ofBin(scan, ~index);
  }

  /** The adjoints of a scatter's bins; 0 for those that nothing reads. */
  bins(scatter: number, count: number): Int32Array {
    const bins = this.binned.get(scatter);
    const zero = this.builder.constant(0);
    return Int32Array.from({ length: count }, (_, bin) => bins?.get(bin) ?? zero);
  }

  private masked(value: number, when: number): number {
    return when < 0 ? value : this.builder.select(when, value, this.builder.constant(0));
  }

  private both(a: number, b: number): number {
    if (a < 0) return b;
    if (b < 0 || a === b) return a;
    return this.builder.apply("and", a, b);
  }

  private either(a: number, b: number): number {
    if (a < 0 || b < 0) return -1;
    return a === b ? a : this.builder.apply("or", a, b);
  }

  /** Sums over the axes that a node over `set` lacks, from the innermost out. */
  private reduced(value: number, when: number, set: number, over: number): number {
    const { axes } = this.builder;
    const union = axes.union(
      over,
      axes.union(this.builder.axisSetOf(value), when < 0 ? 0 : this.builder.axisSetOf(when)),
    );
    const extra = axes.members(union).filter((axis) => !axes.has(set, axis));
    if (extra.length === 0) return value;
    return extra.reduceRight((sum, axis) => this.builder.sum(sum, axis), this.masked(value, when));
  }

  private reducedCondition(when: number, set: number): number {
    if (when < 0) return when;
    const { axes } = this.builder;
    const extra = axes.members(this.builder.axisSetOf(when)).filter((axis) => !axes.has(set, axis));
    return extra.reduceRight(
      (any, axis) => this.builder.extremum(Structural.greatest, any, axis),
      when,
    );
  }
}
