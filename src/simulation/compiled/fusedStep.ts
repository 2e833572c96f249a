import { GraphBuilder } from "../../graph/builder";
import { gradient } from "../../graph/passes/derivative";
import type { Graph, OutputRun } from "../../graph/graph";
import { GraphRecorder } from "../../tracing/graphRecorder";
import { neededNodes, replay } from "../../graph/replay";
import type { Extras } from "../../options/runOptions";
import {
  groupCount,
  layInputs,
  numberNames,
  type FusedInputs,
  type FusedRequest,
  type groupDecays,
} from "./fusedInputs";
import { oneByOne, overAxis, type ParameterLayout, type ParameterNodes } from "./parameterNodes";
import { recordAllUpTo } from "../run/recorder";

/** A step of the loop as one graph. */
export interface TracedStep {
  readonly graph: Graph;
  /** Where outputs stand for all parameters. */
  readonly runs: readonly OutputRun[] | undefined;
  readonly slotCount: number;
  readonly constantCount: number;
  readonly tableCount: number;
  readonly readsTime: boolean;
  readonly readsScalar: readonly boolean[];
  /** The same of each group of parameters. */
  readonly readsGroupScalar: readonly (readonly boolean[])[];
  /** Per state, the constant it takes at every step for every parameter; absent if it varies. */
  readonly settled: Readonly<Record<string, number>>;
}

/** What the nodes of a step are made with. */
interface StepBuilder {
  readonly builder: GraphBuilder;
  readonly layout: ParameterLayout;
  readonly inputs: FusedInputs;
}

/** The nodes of a step, before it is decided what of it is an output. */
export interface StepNodes extends StepBuilder {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly theta: ParameterNodes;
  /** ∂L/∂θ, before the extras. */
  readonly slopes: ParameterNodes;
  readonly sigma: ParameterNodes;
  readonly m: ParameterNodes;
  /** What is carried to the next step: θ, each state, and what Nesterov's extra compares with. */
  readonly carried: readonly ParameterNodes[];
  /** Per state, the constant it takes at every step for every parameter; absent if it varies. */
  readonly settled: Readonly<Record<string, number>>;
}

/**
 * Traces a step with its record: the outputs are what is carried to the next step, then the row. States in
 * `constantState` are numbers, those of `stateNames` are carried.
 */
export function traceStep(
  request: FusedRequest,
  stateNames: readonly string[],
  constantState: Readonly<Record<string, number>>,
): TracedStep {
  const inputs = layInputs(request, stateNames.length);
  const step = traceNodes(request, stateNames, constantState, inputs);
  const { builder, layout, loss, gradientNorm, theta, slopes, sigma, m, carried } = step;
  guardStep(step, true);
  const outputs = [...carried, loss, gradientNorm, theta, slopes, sigma, m];
  const graph = builder.buildOverAxes(outputs.flat(), inputs.count);
  const needed = neededNodes(graph);
  const isNeeded = (input: number) => needed[builder.input(input)] === 1;
  return {
    graph,
    runs: layout.runs(outputs),
    readsTime: isNeeded(inputs.t),
    readsScalar: request.scalarNames.map((_, k) => isNeeded(inputs.scalar(k))),
    readsGroupScalar: Array.from({ length: groupCount(request) }, (_group, group) =>
      request.scalarNames.map((_, k) => isNeeded(inputs.groupScalar(group, k))),
    ),
    slotCount: inputs.slots,
    constantCount: inputs.rate - inputs.slots,
    tableCount: inputs.count - inputs.rate,
    settled: step.settled,
  };
}

/**
 * Ends the loop where a stop rule might apply; the rule on the gradient's norm only where there is a tolerance. `asMasks`:
 * comparisons make masks of lanes, so that a few of them are cheaper than magnitudes and their sum.
 */
export function guardStep(step: StepNodes, hasTolerance: boolean, asMasks = false): void {
  const { builder, layout, inputs, loss, gradientNorm, theta, slopes, m } = step;
  const op = builder.apply.bind(builder);
  // Where all entries are finite this adds nothing to L, and else it makes it NaN.
  const entries = op("add", layout.total(slopes), layout.total(theta));
  const size = op("abs", op("add", loss, op("sub", entries, entries)));
  builder.guard(op("le", size, builder.input(inputs.lossLimit)), true);
  if (hasTolerance) {
    builder.guard(op("le", gradientNorm, builder.input(inputs.tolerance)), false);
  }
  const zero = builder.constant(0);
  if (asMasks) {
    builder.guard(
      m.map((node) => op("eq", node, zero)).reduce((a, b) => op("and", a, b)),
      false,
    );
    return;
  }
  const sizes = m.map((node) => op("abs", node));
  builder.guard(op("eq", layout.total(sizes), zero), false);
}

/** Traces L, its gradient, the extras and the update. */
export function traceNodes(
  request: FusedRequest,
  stateNames: readonly string[],
  constantState: Readonly<Record<string, number>>,
  inputs: FusedInputs,
): StepNodes {
  const { optimizer, hyperparameters, scalarNames } = request;
  const n = request.loss.inputCount;
  const derived = gradient(request.loss);
  const builder = new GraphBuilder({ simplify: true });
  const nodes = replay(builder, derived);
  const [loss, ...derivatives] = Array.from(derived.outputs, (output) => nodes[output]!);
  const layout = n > recordAllUpTo ? overAxis(builder, n) : oneByOne(builder, n);
  const recorder = new GraphRecorder(builder, undefined);
  const number = (input: number) => recorder.number(builder.input(input));
  const op = builder.apply.bind(builder);

  const made = { builder, layout, inputs };
  const slopes = layout.gathered(derivatives);
  const gradientNorm = op("sqrt", sumOfSquares(made, slopes));
  const theta = layout.inputs(inputs.slot(0));
  const own = request.groupOf && groupNodes(made, request.groupOf);
  const { used, kept } = effectiveGradient(made, {
    ...{ slopes, theta },
    coupledDecays: own?.decay("coupledWeightDecay"),
  });
  const names = numberNames(hyperparameters);
  const values = {
    ...hyperparameters,
    ...Object.fromEntries(names.map((name, k) => [name, number(inputs.number(k))])),
  };
  const scalars = Object.fromEntries(
    scalarNames.map((name, k) => [name, number(inputs.scalar(k))]),
  );
  const ownScalars = own && scalarNames.map((_, k) => own.scalar(k));
  const rates = own?.rates;
  const ownDecays = Object.hasOwn(hyperparameters, "weightDecay") && own?.decay("weightDecay");
  const outsideInput = inputs.extra("decoupledWeightDecay");
  const outsideDecays = outsideInput === undefined ? undefined : own?.decay("decoupledWeightDecay");

  const states = stateNames.map((_, k) => layout.inputs(inputs.slot(k + 1)));
  const next: number[] = [];
  const nextStates: number[][] = stateNames.map(() => []);
  const sigma: number[] = [];
  const m: number[] = [];
  theta.forEach((point, i) => {
    const rate = rates ? rates[i]! : builder.input(inputs.rate);
    const state = { ...constantState };
    stateNames.forEach((name, k) => (state[name] = recorder.number(states[k]![i]!)));
    const step = {
      t: number(inputs.t),
      gradient: recorder.number(used[i]!),
      theta: recorder.number(point),
      learningRate: recorder.number(rate),
    };
    const result = optimizer.update(
      step,
      state,
      ownDecays ? { ...values, weightDecay: recorder.number(ownDecays[i]!) } : values,
      ownScalars
        ? Object.fromEntries(
            scalarNames.map((name, k) => [name, recorder.number(ownScalars[k]![i]!)]),
          )
        : scalars,
    );
    sigma.push(recorder.node(result.sigma));
    m.push(recorder.node(result.m));
    stateNames.forEach((name, k) => nextStates[k]!.push(recorder.node(result.state[name])));
    const asked = result.decay === undefined ? undefined : recorder.node(result.decay);
    const askedOrZero = asked ?? builder.constant(0);
    const outside =
      outsideInput === undefined ? undefined : (outsideDecays?.[i] ?? builder.input(outsideInput));
    const decay = outside === undefined ? asked : op("add", askedOrZero, outside);
    const shrunk =
      decay === undefined
        ? point
        : op("mul", op("sub", builder.constant(1), op("mul", rate, decay)), point);
    next.push(op("sub", shrunk, op("mul", op("div", rate, sigma[i]!), m[i]!)));
  });
  recorder.close();

  return {
    ...{ ...made, loss: loss!, gradientNorm, theta, slopes, sigma, m },
    carried: [next, ...nextStates, ...(kept.length > 0 ? [kept] : [])],
    settled: settledStates(builder, stateNames, nextStates),
  };
}

/** What each parameter has of its group: η^t, the per-step scalars and the decays. */
function groupNodes(
  { builder, layout, inputs }: StepBuilder,
  groupOf: Int32Array,
): {
  readonly rates: ParameterNodes;
  scalar(index: number): ParameterNodes;
  decay(name: (typeof groupDecays)[number]): ParameterNodes;
} {
  const spread = (inputOf: (group: number) => number): ParameterNodes =>
    layout.gathered(Array.from(groupOf, (group) => builder.input(inputOf(group))));
  return {
    rates: spread((group) => inputs.groupRate(group)),
    scalar: (index) => spread((group) => inputs.groupScalar(group, index)),
    decay: (name) => spread((group) => inputs.groupDecay(group, name)),
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
  made: StepBuilder,
  at: Readonly<Record<"slopes" | "theta", ParameterNodes>> & {
    /** λ by parameter, where parameters form groups. */
    readonly coupledDecays: ParameterNodes | undefined;
  },
): { used: ParameterNodes; kept: ParameterNodes } {
  const { builder, layout, inputs } = made;
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
    const norm = op("sqrt", sumOfSquares(made, used));
    const within = op("le", norm, clipNorm);
    const factor = op("div", clipNorm, norm);
    used = used.map((g) => builder.select(within, g, op("mul", g, factor)));
  }
  const decay = input("coupledWeightDecay");
  if (decay !== undefined) {
    const { coupledDecays, theta } = at;
    used = used.map((g, i) => op("add", g, op("mul", coupledDecays?.[i] ?? decay, theta[i]!)));
  }
  const lookAhead = input("nesterov");
  if (lookAhead === undefined) return { used, kept: [] };
  const before = layout.inputs(inputs.before);
  const ahead = used.map((g, i) => op("add", g, op("mul", lookAhead, op("sub", g, before[i]!))));
  return { used: ahead, kept: used };
}

function sumOfSquares({ builder, layout }: StepBuilder, nodes: ParameterNodes): number {
  return layout.total(nodes.map((node) => builder.apply("mul", node, node)));
}
