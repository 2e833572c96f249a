import { GraphBuilder } from "../../graph/builder";
import { type Graph, Structural } from "../../graph/graph";
import { replay } from "../../graph/replay";
import { shapesOf } from "../../graph/shapes";
import type { LoopBody } from "./loopBody";
import { sourceNodes, type Source, type TurnGraph } from "./loopGraph";

/** One turn as a graph with its guards: what it carries on, from the inputs of its turn's graph. */
export function stepOf(turn: TurnGraph): Graph {
  const { builder, guards, sources, made } = turn;
  for (const { condition, expected } of guards) builder.guard(condition, expected);
  const ends = carriedInputs(turn).map((input) => made[carriedEntry(sources[input]!)]!);
  return builder.build(ends, sources.length);
}

/**
 * Makes a loop that carries more than sums as a scan over its turns, with its guards. `step` is `stepOf` the turn, or what
 * was made of that; `nodeOf` gives the nodes of `builder` for those that the loop reads. Returns, by entry of the body, what
 * the last turn carries on.
 */
export function buildScan(
  builder: GraphBuilder,
  body: LoopBody,
  turn: TurnGraph,
  step: Graph,
  nodeOf: (node: number) => number,
): ReadonlyMap<number, number> {
  const axis = builder.axes.add(body.turns);
  const sourceNode = sourceNodes(builder, body, axis);
  const carried = carriedInputs(turn);
  const entries = carried.map((input) => carriedEntry(turn.sources[input]!));
  const guarded = withHeld(step);
  const isGuarded = guarded.outputs.length > carried.length;

  const shared: number[] = [];
  const streams: number[] = [];
  turn.sources.forEach(({ kind }, input) => {
    if (kind === "outer") shared.push(input);
    else if (kind !== "carried") streams.push(input);
  });
  const place = (input: number): number => outerNode(turn.sources[input]!);
  shared.sort((a, b) => place(a) - place(b));
  const scan = builder.scan({
    ...{ axis, isReversed: false },
    body: withInputs(guarded, [...carried, ...shared, ...streams]),
    runs: Array.from(guarded.outputs, (_, k) => ({ output: k, start: k, count: 1, axis: -1 })),
    initial: Int32Array.from(entries, (entry) => nodeOf(body.initial.get(entry)!)),
    shared: Int32Array.from(shared, (input) => nodeOf(place(input))),
    streams: Int32Array.from(streams, (input) => {
      const source = turn.sources[input]!;
      return sourceNode(
        source.kind === "chosenOuter" ? { ...source, nodes: source.nodes.map(nodeOf) } : source,
      );
    }),
    ...{ stackedCount: isGuarded ? 1 : 0, summedCount: 0 },
  });
  if (isGuarded) {
    const holds = builder.stacked(scan, carried.length);
    builder.guard(builder.extremum(Structural.least, holds, axis), true);
  }
  return new Map(entries.map((entry, k) => [entry, builder.pick(scan, k)]));
}

/** A step whose guards are one more output: whether all of them hold. */
function withHeld(step: Graph): Graph {
  if (step.guards.length === 0) return step;
  const builder = new GraphBuilder();
  const made = replay(builder, step);
  const held = step.guards
    .map(({ condition, expected }) =>
      expected
        ? builder.apply("ne", made[condition]!, builder.constant(0))
        : builder.apply("not", made[condition]!),
    )
    .reduce((all, one) => builder.apply("and", all, one));
  const ends = Array.from(step.outputs, (output) => made[output]!);
  return { ...builder.build([...ends, held], step.inputCount), guards: [] };
}

/** The inputs for what is carried: those side by side that are computed alike, so that they are read in a row. */
function carriedInputs({ builder, sources, made }: TurnGraph): number[] {
  const inputs = [...sources.keys()]
    .filter((input) => sources[input]!.kind === "carried")
    .sort((a, b) => carriedEntry(sources[a]!) - carriedEntry(sources[b]!));
  const shapes = shapesOf(builder);
  const groups = new Map<number, number[]>();
  for (const input of inputs) {
    const shape = shapes[made[carriedEntry(sources[input]!)]!]!;
    const group = groups.get(shape) ?? [];
    groups.set(shape, group);
    group.push(input);
  }
  return [...groups.values()].flat();
}

function carriedEntry(source: Source): number {
  if (source.kind !== "carried") throw new Error(`${source.kind} is not carried`);
  return source.entry;
}

function outerNode(source: Source): number {
  if (source.kind !== "outer") throw new Error(`${source.kind} is no node from before the loop`);
  return source.node;
}

/** The same graph with its inputs in another order, given as their old numbers. */
function withInputs(graph: Graph, order: readonly number[]): Graph {
  const numbers = new Int32Array(order.length);
  order.forEach((input, number) => (numbers[input] = number));
  const first = graph.first.map((operand, node) =>
    graph.operation[node] === Structural.input ? numbers[operand]! : operand,
  );
  return { ...graph, first };
}
