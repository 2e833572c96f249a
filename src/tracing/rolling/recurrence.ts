import { GraphBuilder } from "../../graph/builder";
import { type Graph, Structural } from "../../graph/graph";
import { copier, forEachOperand } from "../../graph/replay";
import { Gives, Operand, readLoop, type LoopBody, type TurnRange } from "./loopBody";
import { accumulatorsOf, turnGraph, type TurnGraph } from "./loopGraph";
import { Asked, longestRepeat, symbolsOf, turnBegin, type OperationLog } from "./operationLog";
import { buildScan, stepOf } from "./scanGraph";

/** Fewer operations than this are as well done one after the other. */
const fewestOperations = 4096;
const fewestTurns = 3;
/** For each of a turn's operations so many operands at most may be another node from before the loop each time. */
const mostChosen = 0.25;
/** Of how many periods a turn may be. */
const mostPeriods = 32;
/** Stretches that are tried, from the longest. */
const mostTried = 8;

type ConstantOf = (node: number) => number | undefined;

/** Turns of a log that carry more than sums. */
interface Recurrence {
  readonly body: LoopBody;
  readonly turn: TurnGraph;
  /** The first entry of the first turn, and the first behind the last. */
  readonly start: number;
  readonly end: number;
}

/**
 * A recorded graph whose recurrences over time are scans: the turns of a loop of which each reads what the one before
 * has left, or holds such a loop. The same graph where there are none, or where what is in the middle of them is wanted
 * after them.
 */
export function rollRecurrences(graph: Graph, log: OperationLog): Graph {
  if (log.length < fewestOperations) return graph;
  let recurrences = findRecurrences(graph, log);
  while (recurrences.length > 0) {
    const rolled = withScans(graph, log, recurrences);
    if ("graph" in rolled) return rolled.graph;
    recurrences = recurrences.filter((recurrence) => recurrence !== rolled.refused);
  }
  return graph;
}

/** Whether the turns of a loop carry more than sums, or hold a loop that does. */
export function isRecurrence(body: LoopBody, turn: TurnGraph): boolean {
  if (accumulatorsOf(turn)) {
    const step = stepOf(turn);
    return rollRecurrences(step, turn.log) !== step;
  }
  return hasFewChosen(body);
}

/** What reads other nodes from before the loop each time is a loop over those. */
function hasFewChosen({ kind, length }: LoopBody): boolean {
  return kind.filter((operand) => operand === Operand.chosenOuter).length <= mostChosen * length;
}

/** The node of `builder` after the last turn, by entry of the body; `nodeOf` as `buildScan` takes it. */
export function buildRecurrence(
  builder: GraphBuilder,
  body: LoopBody,
  turn: TurnGraph,
  nodeOf: (node: number) => number,
): ReadonlyMap<number, number> {
  return buildScan(builder, body, turn, rollRecurrences(stepOf(turn), turn.log), nodeOf);
}

/**
 * How long a turn at the end of a log is, of one or more periods: the numbers of a state may be computed one like the
 * other. The period itself where no turns are alike.
 */
export function turnLength(log: OperationLog, period: number, constantOf: ConstantOf): number {
  const end = log.length;
  const most = Math.min(mostPeriods, Math.floor(end / (period * fewestTurns)));
  for (let length = period; length <= most * period; length += period) {
    const wait = turnBegin(log, length);
    const cut = wait === 0 ? end : end - length + wait;
    const from = cut - fewestTurns * length;
    if (from >= 0 && readLoop(log, { period: length, from, end: cut }, constantOf)) return length;
  }
  return period;
}

function findRecurrences(graph: Graph, log: OperationLog): readonly Recurrence[] {
  const constantOf = (node: number): number | undefined =>
    graph.operation[node] === Structural.constant
      ? graph.constants[graph.first[node]!]!
      : undefined;
  const symbols = symbolsOf(log, (node) => graph.operation[node] === Structural.constant);
  const found: Recurrence[] = [];
  const taken: Pick<Recurrence, "start" | "end">[] = [];
  for (const range of periodicRanges(symbols).slice(0, mostTried)) {
    if (taken.some(({ start, end }) => range.from < end && start < range.end)) continue;
    const read = readRange(log, range, constantOf);
    const turn = read && turnGraph(read.body);
    if (!turn) continue;
    const { turns, length } = read.body;
    const recurrence = { ...read, turn, start: read.end - turns * length };
    const isLong = turns >= fewestTurns && turns * length >= fewestOperations;
    if (isLong && isRecurrence(read.body, turn)) found.push(recurrence);
    // Sums are left to re-rolling, which nests them.
    else if (!accumulatorsOf(turn)) continue;
    taken.push(recurrence);
  }
  return found;
}

/** Where the log repeats, seen from ever earlier places, the longest stretch first. */
function periodicRanges(symbols: Int32Array): TurnRange[] {
  const ranges: TurnRange[] = [];
  for (let end = symbols.length; end >= fewestOperations / 4; end = Math.floor(end * 0.75)) {
    const middle = end >> 1;
    const { period, length } = longestRepeat(symbols.subarray(middle, end));
    // Where a loop begins is often something else.
    if (4 * length < end - middle) continue;
    let [first, last] = [end - length, end];
    const isKnown = ranges.some(
      (range) => range.period === period && range.from <= first && last <= range.end,
    );
    if (isKnown) continue;
    while (first > 0 && symbols[first - 1] === symbols[first - 1 + period]) first--;
    while (last < symbols.length && symbols[last] === symbols[last - period]) last++;
    if (last - first >= fewestOperations) ranges.push({ period, from: first, end: last });
  }
  return ranges.sort((a, b) => b.end - b.from - (a.end - a.from));
}

/** The turns in a range, whose end may reach into what only looks like the next one. */
function readRange(
  log: OperationLog,
  { period, from, end }: TurnRange,
  constantOf: ConstantOf,
): Pick<Recurrence, "body" | "end"> | undefined {
  const most = Math.min(mostPeriods, Math.floor((end - from) / (period * fewestTurns)));
  for (let length = period; length <= most * period; length += period) {
    for (const last of [end, end - period]) {
      const wait = turnBegin(log, length, last);
      const cut = wait === 0 ? last : last - length + wait;
      const few = Math.max(from, cut - fewestTurns * length);
      const least = readLoop(log, { period: length, from: few, end: cut }, constantOf);
      // What is another node in each of the last turns is so in all.
      if (!least || !hasFewChosen(least)) continue;
      const body = readLoop(log, { period: length, from, end: cut }, constantOf);
      if (body && hasFewChosen(body)) return { body, end: cut };
    }
  }
  return undefined;
}

/** The graph made again; or the recurrence whose turns would have to stay for what reads them. */
function withScans(
  graph: Graph,
  log: OperationLog,
  recurrences: readonly Recurrence[],
): { readonly graph: Graph } | { readonly refused: Recurrence } {
  /** Nodes that last turns leave. */
  const left = new Map<number, { readonly recurrence: Recurrence; readonly entry: number }>();
  const reads = new Map<Recurrence, readonly number[]>();
  for (const recurrence of recurrences) {
    const { body, turn, end } = recurrence;
    reads.set(recurrence, nodesRead(body, turn));
    for (const source of turn.sources) {
      if (source.kind !== "carried") continue;
      const node = log.result.at(end - body.length + source.entry);
      left.set(node, { recurrence, entry: source.entry });
    }
  }
  const guards = guardsOutside(graph, log, recurrences);
  const needed = new Uint8Array(graph.operation.length);
  for (const node of [...reads.values(), ...[graph.outputs]].flatMap((nodes) => [...nodes])) {
    needed[node] = 1;
  }
  for (const { condition } of guards) needed[condition] = 1;
  for (let node = needed.length - 1; node >= 0; node--) {
    if (needed[node] && !left.has(node)) {
      forEachOperand(graph, node, (operand) => (needed[operand] = 1));
    }
  }
  const isStaying = (node: number): boolean =>
    needed[node] === 1 && !left.has(node) && graph.operation[node]! > Structural.input;
  for (const recurrence of recurrences) {
    if (countMade(log, recurrence, isStaying) > 2 * recurrence.body.length) {
      return { refused: recurrence };
    }
  }

  const builder = new GraphBuilder();
  for (const length of graph.axes) builder.axes.add(length);
  const made = new Int32Array(needed.length).fill(-1);
  const copy = copier(builder, graph, (node) => made[node]!);
  const results = new Map<Recurrence, ReadonlyMap<number, number>>();
  const build = (recurrence: Recurrence): ReadonlyMap<number, number> => {
    const { body, turn } = recurrence;
    const known =
      results.get(recurrence) ?? buildRecurrence(builder, body, turn, (node) => made[node]!);
    results.set(recurrence, known);
    return known;
  };
  for (let node = 0; node < needed.length; node++) {
    if (!needed[node]) continue;
    const found = left.get(node);
    if (found === undefined) made[node] = copy(node);
    else {
      const { recurrence, entry } = found;
      const isEarly = reads.get(recurrence)!.some((operand) => operand >= node);
      if (!results.has(recurrence) && isEarly) return { refused: recurrence };
      made[node] = build(recurrence).get(entry)!;
    }
  }
  // What nothing reads may still have guards.
  recurrences.forEach(build);
  for (const { condition, expected } of guards) builder.guard(made[condition]!, expected);
  const outputs = Array.from(graph.outputs, (output) => made[output]!);
  return { graph: builder.build(outputs, graph.inputCount) };
}

/** The guards that the turns have not recorded. */
function guardsOutside(
  graph: Graph,
  log: OperationLog,
  recurrences: readonly Recurrence[],
): Graph["guards"] {
  const inside = new Set<number>();
  for (const { start, end } of recurrences) {
    for (let entry = start; entry < end; entry++) {
      const code = log.code.at(entry);
      if (code === Asked.decidedTrue || code === Asked.decidedFalse) {
        inside.add(log.operands[0].at(entry));
      }
    }
  }
  return graph.guards.filter(({ condition }) => !inside.has(condition));
}

/** Nodes from before the loop that it reads. */
function nodesRead(body: LoopBody, turn: TurnGraph): number[] {
  return turn.sources.flatMap((source) => {
    switch (source.kind) {
      case "outer":
        return [source.node];
      case "chosenOuter":
        return source.nodes;
      case "carried":
        return [body.initial.get(source.entry)!];
      default:
        return [];
    }
  });
}

/** How many of the nodes that turns have made are of a kind. */
function countMade(
  log: OperationLog,
  { body, start, end }: Recurrence,
  isMeant: (node: number) => boolean,
): number {
  let [first, last] = [Infinity, -1];
  for (let entry = start; entry < end; entry++) {
    const node = log.result.at(entry);
    if (body.gives[(entry - start) % body.length] !== Gives.fresh || node < 0) continue;
    first = Math.min(first, node);
    last = Math.max(last, node);
  }
  let count = 0;
  for (let node = first; node <= last; node++) if (isMeant(node)) count++;
  return count;
}
