import { GraphBuilder } from "../builder";
import { type Chains, type ChainKind, findChains } from "./chains";
import { FamilyMatcher, joinParts } from "./families";
import { type Graph, type Guard, Structural } from "../graph";
import { copier, forEachOperand, neededNodes } from "../replay";
import { groupTerms, isLong } from "./termGroups";

/** Guards of the same shape become one when there are at least so many. */
const FEWEST_GUARDS = 8;

/** One piece of a chain at the root: a loop, or a term that stays as it is. */
interface RootPart {
  /** A plan of the matcher for a loop; an old node for a single term. */
  readonly plan: number;
  readonly negative: boolean;
  readonly axis: number;
}

/**
 * Finds the loops of a traced function again. A sum (or minimum, or maximum) whose terms have the
 * same shape, and differ only in their constants and in which inputs they read, becomes one
 * reduction over an axis; sums inside such terms become inner axes. The size of the result does not
 * depend on the number of terms but for its tables.
 *
 * Regrouping a sum changes its rounding, and the sign of a sum of zeros; the result defines the
 * order (see `evaluate`). A graph without long sums keeps its operations as they are. Linear time.
 */
export function reroll(graph: Graph): Graph {
  const builder = new GraphBuilder({ simplify: true });
  const needed = neededNodes(graph);
  const chains = findChains(graph, needed);
  const wanted = new Uint8Array(graph.operation.length);
  const want = (node: number): void => {
    wanted[node] = 1;
  };
  const axisLengths = graph.axes.slice();
  const matcher = new FamilyMatcher(graph, chains, axisLengths, want);

  // From the results down: what is wanted by itself, and what only as a turn of a loop.
  graph.outputs.forEach(want);
  const { single, grouped } = groupGuards(graph, chains, matcher);
  for (const { condition } of single) want(condition);
  const loops = new Map<number, readonly RootPart[]>();
  for (let node = wanted.length - 1; node >= 0; node--) {
    if (!wanted[node]) continue;
    const parts = chains.kind[node] === 0 ? undefined : planRoot(chains, matcher, node);
    if (parts === undefined) forEachOperand(graph, node, want);
    else {
      loops.set(node, parts);
      for (const { plan, axis } of parts) if (axis < 0) want(plan);
    }
  }

  for (const length of axisLengths) builder.axes.add(length);
  const copy = copier(builder, graph, (node) => made[node]!);
  const made = new Int32Array(graph.operation.length).fill(-1);
  const scalarOf = (node: number): number => made[node]!;
  const loopOf = (plan: number): number => matcher.build(plan, builder, scalarOf);
  for (let node = 0; node < made.length; node++) {
    if (!wanted[node]) continue;
    const parts = loops.get(node);
    if (parts === undefined) made[node] = copy(node);
    else {
      const kind = chains.kind[node] as ChainKind;
      const nodes = parts.map(({ plan, axis }) => (axis < 0 ? scalarOf(plan) : loopOf(plan)));
      made[node] = joinParts(
        builder,
        kind,
        parts.map((part, index) => ({ ...part, plan: index })),
        (index) => nodes[index]!,
      );
    }
  }
  for (const { condition, expected } of single) builder.guard(scalarOf(condition), expected);
  for (const { plan, axis, expected } of grouped) {
    const condition = loopOf(plan);
    const held = expected ? condition : builder.apply("not", condition);
    builder.guard(builder.extremum(Structural.least, held, axis), true);
  }
  return builder.build(Array.from(graph.outputs, scalarOf), graph.inputCount);
}

/** The loops of a chain that is wanted by itself; undefined when it has none. */
function planRoot(
  chains: Chains,
  matcher: FamilyMatcher,
  head: number,
): readonly RootPart[] | undefined {
  const groups = groupTerms(chains, head);
  const parts: RootPart[] = [];
  let found = false;
  for (const group of groups) {
    const loop = isLong(chains, group) ? matcher.planGroup(group.positions) : undefined;
    if (loop !== undefined) {
      found = true;
      parts.push({ ...loop, negative: group.negative });
      continue;
    }
    for (const position of group.positions) {
      parts.push({ plan: chains.terms[position]!, negative: group.negative, axis: -1 });
    }
  }
  return found ? parts : undefined;
}

/** Guards whose conditions are alike hold together or not at all: one guard for all of them. */
function groupGuards(
  graph: Graph,
  { shape }: Chains,
  matcher: FamilyMatcher,
): { single: Guard[]; grouped: { plan: number; axis: number; expected: boolean }[] } {
  const groups = new Map<number, Guard[]>();
  for (const guard of graph.guards) {
    const key = shape[guard.condition]! * 2 + (guard.expected ? 1 : 0);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [guard]);
    else group.push(guard);
  }
  const single: Guard[] = [];
  const grouped: { plan: number; axis: number; expected: boolean }[] = [];
  for (const guards of groups.values()) {
    const nodes = Int32Array.from(guards, ({ condition }) => condition);
    const loop = guards.length >= FEWEST_GUARDS ? matcher.planLoop({ axes: [], nodes }) : undefined;
    if (loop === undefined) single.push(...guards);
    else grouped.push({ ...loop, expected: guards[0]!.expected });
  }
  return { single, grouped };
}
