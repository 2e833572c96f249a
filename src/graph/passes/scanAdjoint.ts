import { GraphBuilder } from "../builder";
import { type Graph, type OutputRun, type Scan, Structural } from "../graph";
import { neededNodes, replay } from "../replay";
import { inputStarts } from "../scans";
import type { Adjoints } from "./adjoints";

/** A reverse sweep on its way from a graph's output to its inputs. */
export interface Sweep {
  readonly builder: GraphBuilder;
  readonly graph: Graph;
  /** The node in `builder` of each node of `graph`. */
  readonly primal: Int32Array;
  readonly active: Uint8Array;
  readonly adjoints: Adjoints;
}

/** The gradient of a graph's only output by its first inputs, behind that output. */
type GradientOf = (graph: Graph, parameterCount: number) => Graph;

/** Where an input of the body of the reverse scan comes from. */
type Origin =
  | { readonly kind: "carried" }
  /** A node of the graph under construction: over the axis of the steps, or over none. */
  | { readonly kind: "node"; readonly node: number };

/**
 * Passes the adjoint of a scan on, by a scan that runs the other way. With ȳ, z̄ and c̄ the adjoints of what is stacked,
 * summed and carried into each step, and λ that of what is carried on,
 *
 *     λ(t) = ∂/∂c [λ(t+1)·c' + ȳ(t)·y + z̄·z] + c̄(t),    λ(T) the adjoint of the last c,
 *
 * stacks the same derivative by the streams and sums that by what is shared. It reads the c(t) that the scan has stacked
 * and computes the rest of each step anew. Where nothing that the scan leaves matters, nor does any of this.
 */
export function passScan(
  { builder, graph, primal, active, adjoints }: Sweep,
  node: number,
  gradientOf: GradientOf,
): void {
  const before = graph.scans[graph.first[node]!]!;
  const scan = builder.scanOf(primal[node]!);
  const { initial, shared, streams, stackedCount, summedCount } = before;
  const carriedCount = initial.length;
  const origins: Origin[] = [
    ...Array.from(initial, (_, k) => nodeOrigin(builder.stacked(primal[node]!, k))),
    ...Array.from(scan.shared, nodeOrigin),
    ...Array.from(scan.streams, nodeOrigin),
  ];
  const parameterCount = origins.length;
  const seed = (origin: Origin): number => origins.push(origin) - 1;
  const seedOf = (adjoint: number): number => (adjoint < 0 ? -1 : seed(nodeOrigin(adjoint)));
  const firstCarried = parameterCount;
  const ofOutputs = [
    ...Array.from(initial, () => seed({ kind: "carried" })),
    ...Array.from({ length: stackedCount }, (_, k) =>
      seedOf(adjoints.ofStack(node, carriedCount + k)),
    ),
    ...Array.from({ length: summedCount }, (_, k) =>
      seedOf(adjoints.ofBin(node, carriedCount + k)),
    ),
  ];
  const ofHistory = Array.from(initial, (_, k) => seedOf(adjoints.ofStack(node, k)));
  const paired = pairing(scan, ofOutputs, ofHistory, origins.length);
  const derived = gradientOf(paired, parameterCount);
  const slopeOf = (input: number): number => derived.outputs[1 + input]!;

  const starts = inputStarts(before);
  const activeStreams = [...streams.keys()].filter((k) => active[streams[k]!]);
  const activeShared = [...shared.keys()].filter((k) => active[shared[k]!]);
  const outputs = Int32Array.from([
    ...Array.from(initial, (_, k) => slopeOf(k)),
    ...activeStreams.map((k) => slopeOf(starts.streams + k)),
    ...activeShared.map((k) => slopeOf(starts.shared + k)),
  ]);
  const { body, ...operands } = arranged({ ...derived, outputs }, origins, firstCarried, builder);
  const reverse = builder.scan({
    ...{ axis: scan.axis, isReversed: !scan.isReversed, body, ...operands },
    runs: Array.from(outputs, (_, k): OutputRun => ({ output: k, start: k, count: 1, axis: -1 })),
    initial: initial.map((_, k) => {
      const last = adjoints.ofBin(node, k);
      return last < 0 ? builder.constant(0) : last;
    }),
    stackedCount: activeStreams.length,
    summedCount: activeShared.length,
  });
  const when = adjoints.conditionOf(node);
  initial.forEach((source, k) => {
    if (active[source]) adjoints.add(source, builder.pick(reverse, k), when);
  });
  activeStreams.forEach((k, position) => {
    adjoints.add(streams[k]!, builder.stacked(reverse, carriedCount + position), when);
  });
  activeShared.forEach((k, position) => {
    adjoints.add(shared[k]!, builder.pick(reverse, carriedCount + position), when);
  });
}

function nodeOrigin(node: number): Origin {
  return { kind: "node", node };
}

/**
 * The scalar Σ seed·output + Σ seed·carried of a scan's body, over the body's inputs and then the seeds, which are numbers
 * of inputs, −1 for none.
 */
function pairing(
  { body, runs }: Scan,
  ofOutputs: readonly number[],
  ofHistory: readonly number[],
  inputCount: number,
): Graph {
  const builder = new GraphBuilder({ simplify: true });
  const made = replay(builder, body);
  let total = builder.constant(0);
  const add = (term: number): void => {
    total = builder.constantValue(total) === 0 ? term : builder.apply("add", total, term);
  };
  for (const { output, start, count, axis } of runs) {
    const value = made[body.outputs[output]!]!;
    const seeds = ofOutputs.slice(start, start + count);
    if (seeds.every((seed) => seed < 0)) continue;
    if (axis < 0) {
      add(builder.apply("mul", builder.input(seeds[0]!), value));
      continue;
    }
    const sources = seeds.map((seed) => (seed < 0 ? builder.constant(0) : builder.input(seed)));
    const table = builder.indexTable(
      builder.axes.setOf([axis]),
      Int32Array.from(sources),
      Int32Array.from(sources.keys()),
    );
    add(builder.sum(builder.apply("mul", builder.gather(table), value), axis));
  }
  ofHistory.forEach((seed, carried) => {
    if (seed >= 0) add(builder.apply("mul", builder.input(seed), builder.input(carried)));
  });
  return builder.build([total], inputCount);
}

/** A body whose inputs are put in the order of a scan's: those that it does not need are left out. */
function arranged(
  body: Graph,
  origins: readonly Origin[],
  firstCarried: number,
  builder: GraphBuilder,
): { readonly body: Graph } & Pick<Scan, "shared" | "streams"> {
  const needed = neededNodes(body);
  const isNeeded = new Uint8Array(origins.length);
  body.operation.forEach((code, node) => {
    if (needed[node] && code === Structural.input) isNeeded[body.first[node]!] = 1;
  });
  const numbers = new Int32Array(origins.length).fill(-1);
  const [shared, streams]: [number[], number[]] = [[], []];
  const [sharedInputs, streamInputs]: [number[], number[]] = [[], []];
  let carried = 0;
  origins.forEach((origin, input) => {
    if (origin.kind === "carried") numbers[input] = carried++;
    else if (isNeeded[input]) {
      const isShared = builder.axisSetOf(origin.node) === 0;
      (isShared ? shared : streams).push(origin.node);
      (isShared ? sharedInputs : streamInputs).push(input);
    }
  });
  sharedInputs.forEach((input, k) => (numbers[input] = carried + k));
  streamInputs.forEach((input, k) => (numbers[input] = carried + shared.length + k));
  const first = body.first.map((operand, node) =>
    body.operation[node] === Structural.input ? numbers[operand]! : operand,
  );
  if (numbers[firstCarried] !== 0) throw new Error("a scan carries nothing");
  return {
    body: { ...body, first, inputCount: carried + shared.length + streams.length },
    shared: Int32Array.from(shared),
    streams: Int32Array.from(streams),
  };
}
