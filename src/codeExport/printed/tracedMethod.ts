import { GraphBuilder } from "../../graph/builder";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import { GraphRecorder } from "../../tracing/graphRecorder";
import type { MethodSetting } from "../methods/writtenMethod";
import { joinSteps } from "./joinSteps";
import { decide } from "./decide";
import { operandsOf } from "./nodes";
import type { Source } from "./source";

/** Something that a step hands to the next one. */
export interface Carried {
  readonly name: string;
  /** One number for all parameters, or one for each. */
  readonly isScalar: boolean;
  /** What it is before the step, and after it. */
  readonly before: number;
  readonly after: number;
  /** What it begins with, in terms of θ⁰ and η⁰; absent where the first step does not read it. */
  readonly start?: number;
}

/** One step of an elementwise method as nodes of a graph. */
export interface TracedMethod {
  readonly builder: GraphBuilder;
  /** By input number. */
  readonly sources: readonly Source[];
  readonly m: number;
  readonly sigma: number;
  readonly decay: number | undefined;
  readonly carried: readonly Carried[];
  /** What nodes are called where the method itself has a name for them. */
  readonly names: ReadonlyMap<number, string>;
}

/**
 * Traces `perStep`, `update` and `start` of a lifted method for hyperparameters of which the numbers stay names: conditions
 * on them, and on a rate that cannot be 0, are decided.
 */
export function traceMethod(optimizer: ElementOptimizer, setting: MethodSetting): TracedMethod {
  const raw = new GraphBuilder({ simplify: true });
  const recorder = new GraphRecorder(raw, undefined);
  const sources: Source[] = [];
  const read = (source: Source): number => recorder.number(raw.input(sources.push(source) - 1));
  const [theta, gradient] = [read({ kind: "theta" }), read({ kind: "gradient" })];
  const [learningRate, t] = [read({ kind: "rate" }), read({ kind: "t" })];
  const hyperparameters = Object.fromEntries(
    Object.entries(setting.values).map(([name, value]) => [
      name,
      typeof value === "number" ? read({ kind: "hyperparameter", name }) : value,
    ]),
  );
  const readAll = (kind: "state" | "scalar", names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, read({ kind, name })]));

  const step = { t, learningRate };
  const state = readAll("state", Object.keys(optimizer.state));
  const first = optimizer.perStep?.(step, hyperparameters, undefined) ?? {};
  const previous = readAll("scalar", Object.keys(first));
  const later = optimizer.perStep?.(step, hyperparameters, previous) ?? {};
  const nodesOf = (numbers: Readonly<Record<string, number>>): number[] =>
    Object.keys(first).map((name) => recorder.node(numbers[name]));
  const { nodes, starts } = joinSteps(raw, sources, {
    t: recorder.node(t),
    first: nodesOf(first),
    later: nodesOf(later),
    previous: nodesOf(previous),
  });
  const scalars = Object.fromEntries(
    Object.keys(first).map((name, k) => [name, recorder.number(nodes[k]!)]),
  );
  const start = optimizer.start?.({ theta, learningRate }, hyperparameters) ?? optimizer.state;
  const updated = optimizer.update({ ...step, gradient, theta }, state, hyperparameters, scalars);

  const [m, sigma] = [recorder.node(updated.m), recorder.node(updated.sigma)];
  const decay = updated.decay === undefined ? undefined : recorder.node(updated.decay);
  const carried: Carried[] = [
    ...Object.keys(first).map((name, k) => ({
      ...{ name, isScalar: true, before: recorder.node(previous[name]), after: nodes[k]! },
      ...(starts && { start: starts[k]! }),
    })),
    ...Object.keys(state).map((name) => ({
      ...{ name, isScalar: false, before: recorder.node(state[name]) },
      ...{ after: recorder.node(updated.state[name]), start: recorder.node(start[name]) },
    })),
  ];
  recorder.close();

  const { builder, moved } = decide(raw, sources, setting);
  const movedOrNone = (node: number | undefined) => (node === undefined ? undefined : moved(node));
  const all = carried.map(({ before, after, start, ...one }) => ({
    ...{ ...one, before: moved(before), after: moved(after) },
    ...(start !== undefined && { start: moved(start) }),
  }));
  const results = { m: moved(m), sigma: moved(sigma), decay: movedOrNone(decay) };
  const roots = Object.values(results).filter((node) => node !== undefined);
  const names = new Map(Object.keys(first).map((name, k) => [moved(nodes[k]!), name]));
  return { builder, sources, ...results, carried: needed(builder, roots, all), names };
}

/** What of the carried is needed for the results, or for what is needed itself. */
function needed(
  builder: GraphBuilder,
  results: readonly number[],
  carried: readonly Carried[],
): readonly Carried[] {
  const asked = new Set<number>();
  const visit = (node: number): void => {
    if (asked.has(node)) return;
    asked.add(node);
    operandsOf(builder, node).forEach(visit);
    const one = carried.find(({ before }) => before === node);
    if (one) visit(one.after);
  };
  results.forEach(visit);
  return carried.filter(({ before }) => asked.has(before));
}
