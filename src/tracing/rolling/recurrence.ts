import { GraphBuilder } from "../../graph/builder";
import { type Graph, Structural } from "../../graph/graph";
import { copier, forEachOperand } from "../../graph/replay";
import { readLoop, type LoopBody, type TurnRange } from "./loopBody";
import { accumulatorsOf, turnGraph, type TurnGraph } from "./loopGraph";
import { Asked, leastPeriod, symbolsOf, turnBegin, type OperationLog } from "./operationLog";
import { buildScan } from "./scanGraph";

/** Fewer operations than this are as well done one after the other. */
const fewestOperations = 4096;
const fewestTurns = 4;
/** Of a turn's operations this share at most may read another node from before the loop each time. */
const mostChosen = 0.25;
/** Of how many periods a turn may be. */
const mostPeriods = 64;
/** Stretches that are tried, from the longest. */
const mostTried = 3;

/** Turns of a log that carry more than sums. */
interface Recurrence {
  readonly body: LoopBody;
  readonly turn: TurnGraph;
  /** The first entry of the first turn, and the first behind the last. */
  readonly start: number;
  readonly end: number;
}

/**
 * A recorded graph whose longest recurrence over time is a scan: the turns of a loop of which each reads what the one
 * before has left. The same graph where there is none, or where what is in the middle of it is wanted after it.
 */
export function rollRecurrence(graph: Graph, log: OperationLog): Graph {
  if (log.length < fewestOperations || graph.axes.length > 0) return graph;
  const recurrence = findRecurrence(graph, log);
  return (recurrence && withScan(graph, log, recurrence)) ?? graph;
}

function findRecurrence(graph: Graph, log: OperationLog): Recurrence | undefined {
  const constantOf = (node: number): number | undefined =>
    graph.operation[node] === Structural.constant
      ? graph.constants[graph.first[node]!]!
      : undefined;
  const symbols = symbolsOf(log, (node) => graph.operation[node] === Structural.constant);
  for (const range of periodicRanges(symbols).slice(0, mostTried)) {
    const body = readRange(log, range, constantOf);
    if (!body) continue;
    const turn = turnGraph(body.body);
    // Sums are left to re-rolling, which nests them.
    if (!turn || accumulatorsOf(turn)) return undefined;
    const chosen = turn.sources.filter(({ kind }) => kind === "chosenOuter").length;
    const { turns, length } = body.body;
    const isWorthIt = turns >= fewestTurns && turns * length >= fewestOperations;
    if (!isWorthIt || chosen > mostChosen * length) return undefined;
    return { ...body, turn, start: body.end - turns * length };
  }
  return undefined;
}

/** Where the log repeats, seen from ever earlier places, the longest stretch first. */
function periodicRanges(symbols: Int32Array): TurnRange[] {
  const ranges: TurnRange[] = [];
  for (let end = symbols.length; end >= fewestOperations / 4; end = Math.floor(end * 0.75)) {
    const middle = end >> 1;
    const period = leastPeriod(symbols.subarray(middle, end));
    if (period === 0) continue;
    const isKnown = ranges.some(
      (range) => range.period === period && range.from <= middle && end <= range.end,
    );
    if (isKnown) continue;
    let [first, last] = [middle, end];
    while (first > 0 && symbols[first - 1] === symbols[first - 1 + period]) first--;
    while (last < symbols.length && symbols[last] === symbols[last - period]) last++;
    if (last - first >= fewestOperations) ranges.push({ period, from: first, end: last });
  }
  return ranges.sort((a, b) => b.end - b.from - (a.end - a.from));
}

/**
 * The turns in a range, each of one or more periods: the numbers of a state may be computed one like the other. The end
 * of the range may reach into what only looks like the next turn.
 */
function readRange(
  log: OperationLog,
  { period, from, end }: TurnRange,
  constantOf: (node: number) => number | undefined,
): Pick<Recurrence, "body" | "end"> | undefined {
  const most = Math.min(mostPeriods, Math.floor((end - from) / (period * fewestTurns)));
  for (let length = period; length <= most * period; length += period) {
    for (const last of [end, end - period]) {
      const wait = turnBegin(log, length, last);
      const cut = wait === 0 ? last : last - length + wait;
      const few = Math.max(from, cut - fewestTurns * length);
      if (!readLoop(log, { period: length, from: few, end: cut }, constantOf)) continue;
      const body = readLoop(log, { period: length, from, end: cut }, constantOf);
      if (body) return { body, end: cut };
    }
  }
  return undefined;
}

/** Undefined where the turns would have to stay for what reads them. */
function withScan(
  graph: Graph,
  log: OperationLog,
  { body, turn, start, end }: Recurrence,
): Graph | undefined {
  /** Nodes that the last turn leaves, by what it carries on. */
  const left = new Map<number, number>();
  for (const source of turn.sources) {
    if (source.kind === "carried") {
      left.set(log.result.at(end - body.length + source.entry), source.entry);
    }
  }
  const guards = guardsOutside(graph, log, start, end);
  const read = nodesRead(body, turn);
  const needed = new Uint8Array(graph.operation.length);
  for (const node of [...read, ...graph.outputs]) needed[node] = 1;
  for (const { condition } of guards) needed[condition] = 1;
  for (let node = needed.length - 1; node >= 0; node--) {
    if (needed[node] && !left.has(node)) {
      forEachOperand(graph, node, (operand) => (needed[operand] = 1));
    }
  }
  if (staying(graph, log, needed, left, start, end) > 2 * body.length) return undefined;

  const builder = new GraphBuilder();
  const made = new Int32Array(needed.length).fill(-1);
  const copy = copier(builder, graph, (node) => made[node]!);
  let results: ReadonlyMap<number, number> | undefined;
  for (let node = 0; node < needed.length; node++) {
    if (!needed[node]) continue;
    const entry = left.get(node);
    if (entry === undefined) made[node] = copy(node);
    else {
      if (!results && read.some((operand) => operand >= node)) return undefined;
      results ??= buildScan(builder, body, turn, (operand) => made[operand]!);
      made[node] = results.get(entry)!;
    }
  }
  for (const { condition, expected } of guards) builder.guard(made[condition]!, expected);
  return builder.build(
    Array.from(graph.outputs, (output) => made[output]!),
    graph.inputCount,
  );
}

/** The guards that the turns have not recorded. */
function guardsOutside(
  graph: Graph,
  log: OperationLog,
  start: number,
  end: number,
): Graph["guards"] {
  const inside = new Set<number>();
  for (let entry = start; entry < end; entry++) {
    const code = log.code.at(entry);
    if (code === Asked.decidedTrue || code === Asked.decidedFalse) {
      inside.add(log.operands[0].at(entry));
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

/** How many nodes that the turns have made are needed although the scan computes them. */
function staying(
  graph: Graph,
  log: OperationLog,
  needed: Uint8Array,
  left: ReadonlyMap<number, number>,
  start: number,
  end: number,
): number {
  let before = -1;
  for (let entry = 0; entry < start; entry++) before = Math.max(before, log.result.at(entry));
  let last = before;
  for (let entry = start; entry < end; entry++) last = Math.max(last, log.result.at(entry));
  let count = 0;
  for (let node = before + 1; node <= last; node++) {
    const isOperation = graph.operation[node]! > Structural.input;
    if (isOperation && needed[node] && !left.has(node)) count++;
  }
  return count;
}
