import { GraphBuilder } from "../graph/builder";
import { gradient } from "../graph/derivative";
import type { Graph } from "../graph/graph";
import { GraphRecorder } from "../graph/graphRecorder";
import { compileIteration } from "../graph/iterate";
import type { CompiledIteration } from "../graph/iterate";
import type { OutputRun } from "../graph/outputLoops";
import { neededNodes, replay } from "../graph/replay";
import type { ElementOptimizer, HyperparameterValue } from "../optimizers/optimizer";
import type { Extras } from "../options/runOptions";
import { oneByOne, overAxis } from "./parameterNodes";
import type { ParameterLayout, ParameterNodes } from "./parameterNodes";
import { recordAllUpTo } from "./recorder";

/** What a compiled step is made from. */
export interface FusedRequest {
  /** The graph of L. */
  readonly loss: Graph;
  /** The optimizer, lifted. */
  readonly optimizer: ElementOptimizer;
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>;
  readonly extras: Extras;
  readonly scalarNames: readonly string[];
}

/** A step as WebAssembly, and where its numbers are. */
export interface FusedProgram {
  readonly iteration: CompiledIteration;
  readonly dimension: number;
  /** Whether it does one row at a time, with all numbers of a row side by side. */
  readonly rowByRow: boolean;
  /** State that the loop carries, in the order of the slots after θ: `slot[(1 + k)·n + i]`. */
  readonly stateNames: readonly string[];
  /** Whether the slots end with the gradients of the step before. */
  readonly lookAhead: boolean;
  readonly numberNames: readonly string[];
  readonly extraNames: readonly (keyof Extras)[];
  /** Rows of the table and of the records. */
  readonly capacity: number;
  /** The same program with memory of its own, for this many rows. */
  withRoomFor(rows: number): FusedProgram;
  /** Whether the update reads t itself; else its column need not be filled. */
  readonly readsTime: boolean;
  /** … and which of the per-step scalars: columns of others need not be filled either. */
  readonly readsScalar: readonly boolean[];
}

/**
 * Inputs in the order that `compileIteration` wants them. Constants: hyperparameters that are
 * numbers, extras, then the limits of the stop rules. Table: η, t, then the per-step scalars.
 */
interface Inputs {
  readonly count: number;
  /** The first of a group with one slot a parameter: θ, then the states. */
  slot(group: number): number;
  /** The first of the gradients of the step before. */
  readonly before: number;
  number(index: number): number;
  extra(name: keyof Extras): number | undefined;
  readonly lossLimit: number;
  readonly tolerance: number;
  readonly rate: number;
  readonly t: number;
  scalar(index: number): number;
}

/** Bytes of records that stay in the second-level cache between the loop and the copy. */
const recordBytes = 1 << 18;

const leastBlock = 1000;
const mostBlock = 10_000;

/** Sum of squares above which a step is looked at by the reference loop: some entry may not be finite. */
const largestSquares = 1e300;

/**
 * Compiles a step of the reference loop, operation for operation: L and its gradient, the extras, the
 * method's update as its own source computes it, θ ← ((1 − η·decay)·θ) − ((η/σ)·m), and the record
 * of the row. Numbers among the hyperparameters are inputs, so that changing one needs no compiling;
 * choices, flags and which of the numbers are 0 are decided here.
 *
 * Guards end the loop where a stop rule might apply: |L| beyond its limit, squares that are not finite, a
 * gradient norm within the tolerance, m = 0 throughout. What really happens there is for the caller.
 *
 * Throws where the update cannot be traced.
 */
export function buildFusedProgram(request: FusedRequest): FusedProgram {
  const { optimizer, loss } = request;
  const all = Object.keys(optimizer.state);
  const probe = traceStep(request, all, {});
  const constant = constantStates(request, probe, all);
  const stateNames = all.filter((name) => !(name in constant));
  const traced =
    stateNames.length === all.length ? probe : traceStep(request, stateNames, constant);
  const n = loss.inputCount;
  const recordCount = 2 + 4 * n;
  const { graph, runs, slotCount, constantCount, tableCount, readsTime, readsScalar } = traced;
  const withRoomFor = (capacity: number): FusedProgram => ({
    iteration: compileIteration({
      ...{ graph, slotCount, constantCount, tableCount, recordCount, capacity },
      ...(runs && { runs }),
      stopCount: 0,
    }),
    dimension: n,
    rowByRow: runs !== undefined,
    stateNames,
    lookAhead: request.extras.nesterov !== undefined,
    numberNames: numberNames(request.hyperparameters),
    extraNames: extraNames(request.extras),
    capacity,
    withRoomFor,
    readsTime,
    readsScalar,
  });
  if (runs) return withRoomFor(1);
  const block = Math.floor(recordBytes / (8 * recordCount));
  return withRoomFor(Math.max(leastBlock, Math.min(mostBlock, block)));
}

/** The hyperparameters that are inputs. One that is 0 is a constant: it switches a term off. */
function numberNames(hyperparameters: FusedRequest["hyperparameters"]): string[] {
  return Object.keys(hyperparameters).filter((name) => isInput(hyperparameters[name]!));
}

/** Whether a hyperparameter is a number that may change without compiling anew. */
export function isInput(value: HyperparameterValue): value is number {
  return typeof value === "number" && value !== 0;
}

function extraNames(extras: Extras): (keyof Extras)[] {
  return (Object.keys(extras) as (keyof Extras)[]).filter((name) => extras[name] !== undefined);
}

interface TracedStep {
  readonly graph: Graph;
  /** Where outputs stand for all parameters. */
  readonly runs: readonly OutputRun[] | undefined;
  readonly slotCount: number;
  readonly constantCount: number;
  readonly tableCount: number;
  readonly readsTime: boolean;
  readonly readsScalar: readonly boolean[];
  /** Per state, the constant it takes at every step for every parameter; absent if it varies. */
  readonly settled: Readonly<Record<string, number>>;
}

/** State that starts at a constant and is set to the same constant at every step. */
function constantStates(
  { optimizer }: FusedRequest,
  { settled }: TracedStep,
  names: readonly string[],
): Record<string, number> {
  if (optimizer.start) return {};
  const same = names.filter((name) => Object.is(settled[name], optimizer.state[name]));
  return Object.fromEntries(same.map((name) => [name, settled[name]!]));
}

function layInputs(request: FusedRequest, stateCount: number): Inputs & { slots: number } {
  const n = request.loss.inputCount;
  const extras = extraNames(request.extras);
  const numbers = numberNames(request.hyperparameters).length;
  const slots = n * (1 + stateCount + (request.extras.nesterov === undefined ? 0 : 1));
  const firstExtra = slots + numbers;
  const lossLimit = firstExtra + extras.length;
  const rate = lossLimit + 2;
  return {
    slots,
    count: rate + 2 + request.scalarNames.length,
    slot: (group) => group * n,
    before: (1 + stateCount) * n,
    number: (index) => slots + index,
    extra: (name) => (extras.includes(name) ? firstExtra + extras.indexOf(name) : undefined),
    lossLimit,
    tolerance: lossLimit + 1,
    rate,
    t: rate + 1,
    scalar: (index) => rate + 2 + index,
  };
}

function traceStep(
  request: FusedRequest,
  stateNames: readonly string[],
  constantState: Readonly<Record<string, number>>,
): TracedStep {
  const { optimizer, hyperparameters, scalarNames } = request;
  const n = request.loss.inputCount;
  const inputs = layInputs(request, stateNames.length);
  const derived = gradient(request.loss);
  const builder = new GraphBuilder({ simplify: true });
  const made = replay(builder, derived);
  const [loss, ...derivatives] = Array.from(derived.outputs, (output) => made[output]!);
  const layout = n > recordAllUpTo ? overAxis(builder, n) : oneByOne(builder, n);
  const recorder = new GraphRecorder(builder, undefined);
  const number = (input: number) => recorder.number(builder.input(input));
  const op = builder.apply.bind(builder);

  const slopes = layout.gathered(derivatives);
  const norm = op("sqrt", sumOfSquares(builder, layout, slopes));
  const theta = layout.inputs(inputs.slot(0));
  const { used, kept } = effectiveGradient(builder, layout, inputs, { slopes, theta });
  const names = numberNames(hyperparameters);
  const values = {
    ...hyperparameters,
    ...Object.fromEntries(names.map((name, k) => [name, number(inputs.number(k))])),
  };
  const scalars = Object.fromEntries(
    scalarNames.map((name, k) => [name, number(inputs.scalar(k))]),
  );
  const rate = builder.input(inputs.rate);
  const outside = inputs.extra("decoupledWeightDecay");

  const states = stateNames.map((_, k) => layout.inputs(inputs.slot(k + 1)));
  const next: number[] = [];
  const nextStates: number[][] = stateNames.map(() => []);
  const sigma: number[] = [];
  const m: number[] = [];
  theta.forEach((point, i) => {
    const state = { ...constantState };
    stateNames.forEach((name, k) => (state[name] = recorder.number(states[k]![i]!)));
    const step = {
      t: number(inputs.t),
      gradient: recorder.number(used[i]!),
      theta: recorder.number(point),
      learningRate: recorder.number(rate),
    };
    const result = optimizer.update(step, state, values, scalars);
    sigma.push(recorder.node(result.sigma));
    m.push(recorder.node(result.m));
    stateNames.forEach((name, k) => nextStates[k]!.push(recorder.node(result.state[name])));
    const own = result.decay === undefined ? undefined : recorder.node(result.decay);
    const ownOrZero = own ?? builder.constant(0);
    const decay = outside === undefined ? own : op("add", ownOrZero, builder.input(outside));
    const shrunk =
      decay === undefined
        ? point
        : op("mul", op("sub", builder.constant(1), op("mul", rate, decay)), point);
    next.push(op("sub", shrunk, op("mul", op("div", rate, sigma[i]!), m[i]!)));
  });
  recorder.close();

  const squares = op(
    "add",
    sumOfSquares(builder, layout, slopes),
    sumOfSquares(builder, layout, theta),
  );
  builder.guard(op("le", op("abs", loss!), builder.input(inputs.lossLimit)), true);
  builder.guard(op("le", squares, builder.constant(largestSquares)), true);
  builder.guard(op("le", norm, builder.input(inputs.tolerance)), false);
  const sizes = m.map((node) => op("abs", node));
  builder.guard(op("eq", layout.total(sizes), builder.constant(0)), false);
  const records = [loss!, norm, theta, slopes, sigma, m];
  const carried = kept.length > 0 ? [kept] : [];
  const outputs = [next, ...nextStates, ...carried, ...records];
  const graph = builder.buildOverAxes(outputs.flat(), inputs.count);
  const needed = neededNodes(graph);
  const isNeeded = (input: number) => needed[builder.input(input)] === 1;
  return {
    graph,
    runs: layout.runs(outputs),
    readsTime: isNeeded(inputs.t),
    readsScalar: scalarNames.map((_, k) => isNeeded(inputs.scalar(k))),
    slotCount: inputs.slots,
    constantCount: inputs.rate - inputs.slots,
    tableCount: inputs.count - inputs.rate,
    settled: settledStates(builder, stateNames, nextStates),
  };
}

function settledStates(
  builder: GraphBuilder,
  names: readonly string[],
  nodes: readonly (readonly number[])[],
): Record<string, number> {
  const settled: Record<string, number> = {};
  names.forEach((name, k) => {
    const [first, ...others] = nodes[k]!.map((node) => builder.constantValue(node));
    if (first !== undefined && others.every((value) => Object.is(value, first))) {
      settled[name] = first;
    }
  });
  return settled;
}

/** The gradient after the extras, as `gradientExtras.ts` computes it; `kept` is what Nesterov's carries. */
function effectiveGradient(
  builder: GraphBuilder,
  layout: ParameterLayout,
  inputs: Inputs,
  at: Readonly<Record<"slopes" | "theta", ParameterNodes>>,
): { used: ParameterNodes; kept: ParameterNodes } {
  const op = builder.apply.bind(builder);
  const input = (name: keyof Extras) => {
    const index = inputs.extra(name);
    return index === undefined ? undefined : builder.input(index);
  };
  let used = at.slopes;
  const clipValue = input("clipValue");
  if (clipValue !== undefined) {
    const negative = op("neg", clipValue);
    used = used.map((g) => op("min", op("max", g, negative), clipValue));
  }
  const clipNorm = input("clipNorm");
  if (clipNorm !== undefined) {
    const norm = op("sqrt", sumOfSquares(builder, layout, used));
    const within = op("le", norm, clipNorm);
    const factor = op("div", clipNorm, norm);
    used = used.map((g) => builder.select(within, g, op("mul", g, factor)));
  }
  const decay = input("coupledWeightDecay");
  if (decay !== undefined) used = used.map((g, i) => op("add", g, op("mul", decay, at.theta[i]!)));
  const lookAhead = input("nesterov");
  if (lookAhead === undefined) return { used, kept: [] };
  const before = layout.inputs(inputs.before);
  const ahead = used.map((g, i) => op("add", g, op("mul", lookAhead, op("sub", g, before[i]!))));
  return { used: ahead, kept: used };
}

function sumOfSquares(
  builder: GraphBuilder,
  layout: ParameterLayout,
  nodes: ParameterNodes,
): number {
  return layout.total(nodes.map((node) => builder.apply("mul", node, node)));
}
