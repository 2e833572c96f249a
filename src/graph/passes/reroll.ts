import { GraphBuilder } from "../builder";
import { type Chains, type ChainKind, findChains } from "./chains";
import { FamilyMatcher, joinParts } from "./families";
import { type Graph, type Guard, type OutputRun, type Scan, Structural } from "../graph";
import type { OutputLoops } from "./outputLoops";
import { copier, forEachOperand, neededNodes } from "../replay";
import { groupTerms, isLong } from "./termGroups";

/** Guards of the same shape become one when there are at least so many. */
const FEWEST_GUARDS = 8;
/** So do results of a step of a scan. */
const FEWEST_RESULTS = 8;

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
 * depend on the number of terms but for its tables. So do the steps of its scans, as a trace leaves them: one output a
 * result.
 *
 * Regrouping a sum changes its rounding, and the sign of a sum of zeros; the result defines the
 * order (see `evaluate`). A graph without long sums keeps its operations as they are. Linear time.
 */
export function reroll(graph: Graph): Graph {
  return rolled(graph, Infinity).graph;
}

/**
 * `reroll` of a graph whose consecutive outputs of the same shape become one node over an axis, too, where there are at
 * least so many.
 */
export function rerollOutputs(graph: Graph, fewest: number): OutputLoops {
  return rolled(graph, fewest);
}

function rolled(unrolled: Graph, fewestOutputs: number): OutputLoops {
  const graph = withScansRolled(unrolled);
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
  const results = groupOutputs(graph, chains, matcher, fewestOutputs);
  for (const { plan, axis } of results) if (axis < 0) want(plan);
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
  const runs: OutputRun[] = [];
  const outputs = results.map(({ plan, axis, start, count }, output) => {
    const node = axis < 0 ? scalarOf(plan) : loopOf(plan);
    const isPlain = builder.axisSetOf(node) === 0;
    if (!isPlain || count === 1) runs.push({ output, start, count, axis: isPlain ? -1 : axis });
    // All of them are the same number.
    else
      for (let at = start; at < start + count; at++)
        runs.push({ output, start: at, count: 1, axis: -1 });
    return node;
  });
  return { graph: builder.buildOverAxes(outputs, graph.inputCount), runs };
}

function withScansRolled(graph: Graph): Graph {
  return graph.scans.length === 0 ? graph : { ...graph, scans: graph.scans.map(rolledScan) };
}

function rolledScan(scan: Scan): Scan {
  if (scan.body.axes.length > scan.body.scans.length) return scan;
  const { graph: body, runs } = rerollOutputs(scan.body, FEWEST_RESULTS);
  return { ...scan, body, runs };
}

/** A result that stays by itself, or several that are alike as a loop. */
interface Result {
  /** A plan of the matcher for a loop; an old node for a single result. */
  readonly plan: number;
  readonly axis: number;
  readonly start: number;
  readonly count: number;
}

function groupOutputs(
  { outputs }: Graph,
  { shape }: Chains,
  matcher: FamilyMatcher,
  fewest: number,
): readonly Result[] {
  const results: Result[] = [];
  for (let start = 0; start < outputs.length;) {
    let end = start + 1;
    while (end < outputs.length && shape[outputs[end]!] === shape[outputs[start]!]) end++;
    const nodes = outputs.slice(start, end);
    const loop = nodes.length >= fewest ? matcher.planLoop({ axes: [], nodes }) : undefined;
    if (loop) results.push({ ...loop, start, count: nodes.length });
    else nodes.forEach((plan, k) => results.push({ plan, axis: -1, start: start + k, count: 1 }));
    start = end;
  }
  return results;
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
