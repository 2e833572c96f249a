import type { GraphBuilder } from "../builder";
import type { Chains, ChainKind } from "./chains";
import { type Graph, ELEMENTWISE, Structural } from "../graph";
import { OPERATION_LIST } from "../operations";
import { groupTerms, isLong, LEAST_INNER_WEIGHT } from "./termGroups";

/** The node of the old graph at each index of some axes, the last axis fastest. */
interface Family {
  readonly axes: readonly number[];
  readonly nodes: Int32Array;
}

/** A node of the new graph that stands for a whole family; made by `FamilyMatcher.build`. */
type Plan =
  | { readonly kind: "scalar"; readonly node: number }
  | { readonly kind: "column"; readonly axes: readonly number[]; readonly data: Float64Array }
  | {
      readonly kind: "gather";
      readonly axes: readonly number[];
      readonly sources: Int32Array;
      readonly data: Int32Array;
    }
  | { readonly kind: "apply"; readonly operation: number; readonly operands: readonly number[] }
  | { readonly kind: "chain"; readonly reduction: ChainKind; readonly parts: readonly Part[] };

interface Part {
  readonly plan: number;
  readonly negative: boolean;
  /** The axis to reduce over; −1 for a single term. */
  readonly axis: number;
}

const DEEPEST = 500;

/**
 * Matches families of nodes that are alike against one another and plans the single node, over
 * axes, that stands for them: where all members are the same node it is that node, where they are
 * constants a column, where they are inputs a gather, else the same operation on the families of
 * their operands. A family that does not vary along an axis loses that axis.
 */
export class FamilyMatcher {
  private readonly plans: Plan[] = [];
  private readonly known = new Map<number, { family: Family; plan: number }[]>();
  private readonly built: number[] = [];

  /** `needScalar` is told of each old node that must exist on its own. */
  constructor(
    private readonly graph: Graph,
    private readonly chains: Chains,
    private readonly axisLengths: number[],
    private readonly needScalar: (node: number) => void,
  ) {}

  /** Plans a group of terms as a loop; undefined when they turn out not to match. */
  planGroup(positions: readonly number[]): { plan: number; axis: number } | undefined {
    return this.planLoop({
      nodes: Int32Array.from(positions, (position) => this.chains.terms[position]!),
      axes: [],
    });
  }

  /** Plans nodes as a loop, one turn each. */
  planLoop({ nodes }: Family): { plan: number; axis: number } | undefined {
    const axis = this.innerAxis([], nodes.length);
    const plan = this.match({ axes: [axis], nodes }, 0);
    return plan < 0 ? undefined : { plan, axis };
  }

  /** Makes the node of a plan. `scalarOf` gives the new node of an old one. */
  build(plan: number, builder: GraphBuilder, scalarOf: (node: number) => number): number {
    const known = this.built[plan];
    if (known !== undefined) return known;
    const node = this.make(this.plans[plan]!, builder, scalarOf);
    this.built[plan] = node;
    return node;
  }

  private make(plan: Plan, builder: GraphBuilder, scalarOf: (node: number) => number): number {
    const of = (part: number): number => this.build(part, builder, scalarOf);
    switch (plan.kind) {
      case "scalar":
        return scalarOf(plan.node);
      case "column":
        return builder.column(builder.axes.setOf(plan.axes), plan.data);
      case "gather": {
        const set = builder.axes.setOf(plan.axes);
        return builder.gather(builder.indexTable(set, plan.sources.map(scalarOf), plan.data));
      }
      case "apply": {
        const [a = -1, b = -1, c = -1] = plan.operands.map(of);
        return builder.applyCode(plan.operation, a, b, c);
      }
      case "chain":
        return joinParts(builder, plan.reduction, plan.parts, of);
    }
  }

  /** The plan of a family, or −1. */
  private match(full: Family, depth: number): number {
    if (depth > DEEPEST) return -1;
    const family = this.withoutIdleAxes(full);
    if (family.axes.length === 0) {
      const node = family.nodes[0]!;
      return this.remember(family, () => {
        this.needScalar(node);
        return { kind: "scalar", node };
      });
    }
    return this.remember(family, () => this.planFamily(family, depth));
  }

  private remember(family: Family, make: () => Plan | undefined): number {
    const key = hashOf(family);
    const entries = this.known.get(key);
    const known = entries?.find((entry) => sameFamily(entry.family, family));
    if (known !== undefined) return known.plan;
    const made = make();
    const plan = made === undefined ? -1 : this.plans.push(made) - 1;
    const entry = { family, plan };
    // Looked up again: planning may have added entries.
    const present = this.known.get(key);
    if (present === undefined) this.known.set(key, [entry]);
    else present.push(entry);
    return plan;
  }

  private planFamily(family: Family, depth: number): Plan | undefined {
    const { graph, chains } = this;
    const { nodes, axes } = family;
    const [model] = nodes as unknown as [number];
    const operation = graph.operation[model]!;
    const isChain = chains.kind[model] !== 0;
    for (const node of nodes) {
      if (chains.shape[node] !== chains.shape[model] || graph.operation[node] !== operation) {
        if (!(isChain && chains.kind[node] === chains.kind[model])) return undefined;
      }
    }
    if (operation === Structural.constant) {
      const data = Float64Array.from(nodes, (node) => graph.constants[graph.first[node]!]!);
      return { kind: "column", axes, data };
    }
    if (operation === Structural.input || operation === Structural.pick) {
      return this.planGather(family);
    }
    if (operation === Structural.column) return this.planColumns(family);
    if (operation === Structural.gather) return this.planGathers(family);
    if (operation < ELEMENTWISE) return undefined;
    if (isChain) {
      const plan = this.planChain(family, depth);
      if (plan !== null) return plan;
      // No loop inside: the operations as they are, so they must be the same ones.
      if (nodes.some((node) => graph.operation[node] !== operation)) return undefined;
    }
    const operands: number[] = [];
    const columns = [graph.first, graph.second, graph.third];
    for (let position = 0; position < OPERATION_LIST[operation - ELEMENTWISE]!.arity; position++) {
      const column = columns[position]!;
      const plan = this.match({ axes, nodes: nodes.map((node) => column[node]!) }, depth + 1);
      if (plan < 0) return undefined;
      operands.push(plan);
    }
    return { kind: "apply", operation, operands };
  }

  private planGather({ axes, nodes }: Family): Plan {
    const bins = new Map<number, number>();
    const data = nodes.map((node) => {
      let bin = bins.get(node);
      if (bin === undefined) {
        bin = bins.size;
        bins.set(node, bin);
        this.needScalar(node);
      }
      return bin;
    });
    return { kind: "gather", axes, sources: Int32Array.from(bins.keys()), data };
  }

  /** Columns over the same axes of the old graph become one over those and the new ones, which lie inside. */
  private planColumns({ axes, nodes }: Family): Plan | undefined {
    const { graph } = this;
    const columns = Array.from(nodes, (node) => graph.columns[graph.first[node]!]!);
    const { axisSet, data: first } = columns[0]!;
    if (columns.some((column) => column.axisSet !== axisSet)) return undefined;
    const data = new Float64Array(first.length * nodes.length);
    columns.forEach((column, inner) => {
      for (let outer = 0; outer < first.length; outer++) {
        data[outer * nodes.length + inner] = column.data[outer]!;
      }
    });
    return { kind: "column", axes: [...graph.axisSets[axisSet]!, ...axes], data };
  }

  /** Likewise for what is read by tables. */
  private planGathers({ axes, nodes }: Family): Plan | undefined {
    const { graph } = this;
    const tables = Array.from(nodes, (node) => graph.indexTables[graph.first[node]!]!);
    const { axisSet, data: first } = tables[0]!;
    if (tables.some((table) => table.axisSet !== axisSet)) return undefined;
    const bins = new Map<number, number>();
    const data = new Int32Array(first.length * nodes.length);
    tables.forEach((table, inner) => {
      for (let outer = 0; outer < first.length; outer++) {
        const source = table.sources[table.data[outer]!]!;
        let bin = bins.get(source);
        if (bin === undefined) {
          bin = bins.size;
          bins.set(source, bin);
          this.needScalar(source);
        }
        data[outer * nodes.length + inner] = bin;
      }
    });
    const sources = Int32Array.from(bins.keys());
    return { kind: "gather", axes: [...graph.axisSets[axisSet]!, ...axes], sources, data };
  }

  /** A family of chains that hold loops; null when they hold none, undefined when they differ. */
  private planChain({ axes, nodes }: Family, depth: number): Plan | undefined | null {
    const { chains } = this;
    const { start, terms } = chains;
    const model = nodes[0]!;
    const groups = groupTerms(chains, model);
    if (!groups.some((group) => isLong(chains, group, LEAST_INNER_WEIGHT))) return null;
    const count = start[model + 1]! - start[model]!;
    if (nodes.some((node) => start[node + 1]! - start[node]! !== count)) return undefined;
    const parts: Part[] = [];
    const offsetsOf = (positions: readonly number[]): number[] =>
      positions.map((position) => position - start[model]!);
    for (const group of groups) {
      const offsets = offsetsOf(group.positions);
      if (isLong(chains, group, LEAST_INNER_WEIGHT)) {
        const axis = this.innerAxis(axes, offsets.length);
        const members = new Int32Array(nodes.length * offsets.length);
        nodes.forEach((node, row) => {
          offsets.forEach((offset, column) => {
            members[row * offsets.length + column] = terms[start[node]! + offset]!;
          });
        });
        const plan = this.match({ axes: [...axes, axis], nodes: members }, depth + 1);
        if (plan < 0) return undefined;
        parts.push({ plan, negative: group.negative, axis });
        continue;
      }
      for (const offset of offsets) {
        const members = nodes.map((node) => terms[start[node]! + offset]!);
        const plan = this.match({ axes, nodes: members }, depth + 1);
        if (plan < 0) return undefined;
        parts.push({ plan, negative: group.negative, axis: -1 });
      }
    }
    return { kind: "chain", reduction: chains.kind[model] as ChainKind, parts };
  }

  /** An axis of this length inside the given ones; loops of the same length share one. */
  private innerAxis(axes: readonly number[], length: number): number {
    // Axes that the old graph has are outside all that are made.
    const innermost = Math.max(axes.at(-1) ?? -1, this.graph.axes.length - 1);
    const known = this.axisLengths.findIndex(
      (existing, axis) => existing === length && axis > innermost,
    );
    return known >= 0 ? known : this.axisLengths.push(length) - 1;
  }

  private withoutIdleAxes(family: Family): Family {
    let { axes, nodes } = family;
    for (let position = axes.length - 1; position >= 0; position--) {
      const length = this.axisLengths[axes[position]!]!;
      const inner = axes
        .slice(position + 1)
        .reduce((size, axis) => size * this.axisLengths[axis]!, 1);
      if (!isIdle(nodes, length, inner)) continue;
      const kept = new Int32Array(nodes.length / length);
      for (let index = 0; index < kept.length; index++) {
        kept[index] = nodes[Math.floor(index / inner) * inner * length + (index % inner)]!;
      }
      nodes = kept;
      axes = axes.filter((_, other) => other !== position);
    }
    return { axes, nodes };
  }
}

/** Adds (or takes the extremum of) the parts of a chain from left to right. */
export function joinParts(
  builder: GraphBuilder,
  reduction: ChainKind,
  parts: readonly Part[],
  nodeOf: (plan: number) => number,
): number {
  let result = -1;
  for (const { plan, negative, axis } of parts) {
    const term = nodeOf(plan);
    const value =
      axis < 0
        ? term
        : reduction === Structural.sum
          ? builder.sum(term, axis)
          : builder.extremum(reduction, term, axis);
    if (reduction !== Structural.sum) {
      const name = reduction === Structural.least ? "min" : "max";
      result = result < 0 ? value : builder.apply(name, result, value);
    } else if (result < 0 || builder.constantValue(result) === 0) {
      // The loop starts from 0 itself.
      result = negative ? builder.apply("neg", value) : value;
    } else {
      result = builder.apply(negative ? "sub" : "add", result, value);
    }
  }
  return result;
}

function isIdle(nodes: Int32Array, length: number, inner: number): boolean {
  const block = inner * length;
  for (let base = 0; base < nodes.length; base += block) {
    for (let index = base + inner; index < base + block; index++) {
      if (nodes[index] !== nodes[index - inner]) return false;
    }
  }
  return true;
}

function hashOf({ axes, nodes }: Family): number {
  let hash = axes.length;
  for (const axis of axes) hash = Math.imul(hash ^ axis, 0x01000193);
  for (const node of nodes) hash = Math.imul(hash ^ node, 0x01000193) ^ (hash >>> 15);
  return hash;
}

function sameFamily(a: Family, b: Family): boolean {
  if (a.nodes.length !== b.nodes.length || a.axes.length !== b.axes.length) return false;
  return (
    a.axes.every((axis, index) => axis === b.axes[index]) &&
    a.nodes.every((node, index) => node === b.nodes[index])
  );
}
