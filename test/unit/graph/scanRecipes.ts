import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import { rerollOutputs } from "../../../src/graph/passes/reroll";

/** One step of a recurrence, written once over a builder. */
export interface Recurrence {
  readonly steps: number;
  readonly isReversed: boolean;
  readonly carried: number;
  readonly shared: number;
  /** Data of each stream, by stream and step. */
  readonly data: readonly Float64Array[];
  /** What is carried on, what is stacked, what is summed. */
  readonly step: (
    k: GraphBuilder,
    carried: readonly number[],
    shared: readonly number[],
    streams: readonly number[],
  ) => {
    readonly next: readonly number[];
    readonly stacked: readonly number[];
    readonly summed: readonly number[];
  };
}

/** Data. */
export const wave = (length: number, phase: number): Float64Array =>
  Float64Array.from({ length }, (_, t) => Math.sin(phase + 1.3 * t));

/** h ← tanh(W h + b + u x), and a loss of it. */
export function network(units: number, steps: number, isReversed = false): Recurrence {
  const weighted = (
    k: GraphBuilder,
    from: number,
    shared: readonly number[],
    h: readonly number[],
  ) => h.map((value, i) => k.apply("mul", shared[from + i]!, value));
  const sum = (k: GraphBuilder, terms: readonly number[]) =>
    terms.reduce((total, term) => k.apply("add", total, term));
  return {
    ...{ steps, isReversed, carried: units + 1, data: [wave(steps, 0), wave(steps, 2)] },
    shared: units * units + 2 * units,
    step(k, carried, shared, [x, target]) {
      const h = carried.slice(0, units);
      const next = h.map((_, j) => {
        const terms = weighted(k, j * units, shared, h);
        const bias = shared[units * units + j]!;
        return k.apply(
          "tanh",
          sum(k, [bias, ...terms, k.apply("mul", shared[units * units + units + j]!, x!)]),
        );
      });
      const rest = k.apply("sub", sum(k, next), target!);
      const squared = k.apply("mul", rest, rest);
      return {
        next: [...next, k.apply("add", carried[units]!, squared)],
        stacked: [rest],
        summed: [squared, shared[0]!],
      };
    },
  };
}

/**
 * A function of the inputs [initial, shared] of a recurrence: products of its results with fixed numbers, the stacked
 * ones squared, so that every adjoint is another one.
 */
export function asScan(recurrence: Recurrence): Graph {
  const { steps, isReversed, carried, shared, data, step } = recurrence;
  const turn = new GraphBuilder();
  const inputs = Array.from({ length: carried + shared + data.length }, (_, i) => turn.input(i));
  const { next, stacked, summed } = step(
    turn,
    inputs.slice(0, carried),
    inputs.slice(carried, carried + shared),
    inputs.slice(carried + shared),
  );
  const { graph, runs } = rerollOutputs(
    turn.build([...next, ...stacked, ...summed], inputs.length),
    4,
  );
  const k = new GraphBuilder();
  const axis = k.axes.add(steps);
  const set = k.axes.setOf([axis]);
  const all = Array.from({ length: carried + shared }, (_, i) => k.input(i));
  const scan = k.scan({
    ...{ axis, isReversed, runs, body: graph },
    initial: Int32Array.from(all.slice(0, carried)),
    shared: Int32Array.from(all.slice(carried)),
    streams: Int32Array.from(data, (values) => k.column(set, values)),
    stackedCount: stacked.length,
    summedCount: summed.length,
  });
  const results = [...next, ...summed].map((_, i) => k.pick(scan, i));
  const squares = Array.from({ length: carried + stacked.length }, (_, i) => {
    const value = k.stacked(scan, i);
    return k.sum(k.apply("mul", value, value), axis);
  });
  return k.build([weighted(k, [...results, ...squares])], all.length);
}

/** The same without a scan, step after step. */
export function asSteps(recurrence: Recurrence): Graph {
  const { steps, isReversed, carried, shared, data, step } = recurrence;
  const k = new GraphBuilder();
  const all = Array.from({ length: carried + shared }, (_, i) => k.input(i));
  let state: readonly number[] = all.slice(0, carried);
  const squares: number[] = [];
  const sums: number[] = [];
  const add = (to: number[], at: number, value: number): void => {
    to[at] = to[at] === undefined ? value : k.apply("add", to[at], value);
  };
  for (let turn = 0; turn < steps; turn++) {
    const t = isReversed ? steps - 1 - turn : turn;
    const streams = data.map((values) => k.constant(values[t]!));
    const { next, stacked, summed } = step(k, state, all.slice(carried), streams);
    [...state, ...stacked].forEach((value, i) => {
      add(squares, i, k.apply("mul", value, value));
    });
    summed.forEach((value, i) => {
      add(sums, i, value);
    });
    state = next;
  }
  return k.build([weighted(k, [...state, ...sums, ...squares])], all.length);
}

function weighted(k: GraphBuilder, values: readonly number[]): number {
  return values
    .map((value, i) => k.apply("mul", value, k.constant(Math.sin(1 + 2 * i))))
    .reduce((sum, value) => k.apply("add", sum, value));
}
