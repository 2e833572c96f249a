// graph/passes: from graph to graph.
// What enters: a graph. What leaves: its gradient (here), the same with alike terms as loops (`reroll.ts`), or one in the
// order in which a machine computes it (`lower.ts`). No pass changes the graph that it is given.
// Who may call: objective, wasm, the compiled run, and Python's lowering.

import { Adjoints } from "./adjoints";
import { GraphBuilder } from "../builder";
import { type Graph, ELEMENTWISE, Structural } from "../graph";
import type { DerivativeRule } from "../operation";
import type { OperationName } from "../operationName";
import { OPERATION_LIST, OPERATION_NAMES } from "../operations";
import { forEachOperand, replay } from "../replay";
import { passScan, type Sweep } from "./scanAdjoint";

/** What to differentiate. */
export interface GradientOptions {
  /** Which output to differentiate; 0 by default. */
  readonly output?: number;
  /** How many inputs, from the first, to differentiate by; all by default. */
  readonly parameterCount?: number;
  /** Rules that replace those of the table (tests plant errors here). */
  readonly rules?: Partial<Record<OperationName, DerivativeRule>>;
}

/**
 * The gradient of one output, by reverse mode on the graph: the result has the outputs
 * [all outputs of `graph` …, ∂y/∂x_0 … ∂y/∂x_{n−1}] and the same guards. It can be differentiated
 * again. An input that y does not depend on has the derivative 0.
 */
export function gradient(graph: Graph, options: GradientOptions = {}): Graph {
  const parameterCount = options.parameterCount ?? graph.inputCount;
  const target = graph.outputs[options.output ?? 0];
  if (target === undefined) throw new Error(`no output ${options.output ?? 0} to differentiate`);
  const builder = new GraphBuilder({ simplify: true });
  const primal = replay(builder, graph);
  const partials = reverse(builder, graph, primal, target, parameterCount, options.rules ?? {});
  const outputs = Array.from(graph.outputs, (output) => primal[output]!);
  return builder.build([...outputs, ...partials], graph.inputCount);
}

/**
 * The Hessian of output 0 times a vector, by reverse mode over the product of gradient and vector.
 * Inputs: θ (n numbers), then v (n numbers); outputs: [y, ∂y/∂θ (n), H·v (n)].
 */
export function hessianVectorProduct(graph: Graph): Graph {
  const count = graph.inputCount;
  const first = gradient({ ...graph, outputs: graph.outputs.slice(0, 1) });
  const builder = new GraphBuilder({ simplify: true });
  const made = replay(builder, first);
  let product = builder.constant(0);
  for (let index = 0; index < count; index++) {
    const slope = made[first.outputs[index + 1]!]!;
    if (builder.constantValue(slope) === 0) continue;
    const term = builder.apply("mul", slope, builder.input(count + index));
    product = index === 0 ? term : builder.apply("add", product, term);
  }
  const outputs = Array.from(first.outputs, (output) => made[output]!);
  const withProduct = builder.build([product, ...outputs], 2 * count);
  const second = gradient(withProduct, { parameterCount: count });
  return { ...second, outputs: second.outputs.slice(1) };
}

function reverse(
  builder: GraphBuilder,
  graph: Graph,
  primal: Int32Array,
  target: number,
  parameterCount: number,
  rules: Partial<Record<OperationName, DerivativeRule>>,
): number[] {
  const active = activeNodes(graph, parameterCount);
  const adjoints = new Adjoints(
    builder,
    graph.operation.length,
    (node) => builder.axisSetOf(primal[node]!),
    (node) => graph.operation[node] === Structural.input,
  );
  const sweep: Sweep = { builder, graph, primal, active, adjoints };
  const partials = new Array<number>(parameterCount).fill(builder.constant(0));
  if (active[target]) adjoints.add(target, builder.constant(1), -1);
  for (let node = target; node >= 0; node--) {
    if (!active[node] || !adjoints.has(node)) continue;
    const code = graph.operation[node]!;
    if (code === Structural.input) partials[graph.first[node]!] = adjoints.total(node);
    else if (code >= ELEMENTWISE) {
      const rule = rules[OPERATION_NAMES[code - ELEMENTWISE]!];
      elementwise(sweep, node, rule);
    } else if (code === Structural.scan) {
      passScan(sweep, node, (step, count) => gradient(step, { parameterCount: count, rules }));
    } else structural(sweep, node);
  }
  return partials;
}

/** 1 for each node that depends on one of the first `count` inputs. */
function activeNodes(graph: Graph, count: number): Uint8Array {
  const active = new Uint8Array(graph.operation.length);
  for (let node = 0; node < active.length; node++) {
    if (graph.operation[node] === Structural.input) {
      active[node] = graph.first[node]! < count ? 1 : 0;
    } else {
      forEachOperand(graph, node, (operand) => (active[node]! |= active[operand]!));
    }
  }
  return active;
}

function elementwise(
  { builder, graph, primal, active, adjoints }: Sweep,
  node: number,
  replacement: DerivativeRule | undefined,
): void {
  const operands = [graph.first[node]!, graph.second[node]!, graph.third[node]!];
  const at = (operand: number): number => (operand < 0 ? -1 : primal[operand]!);
  const rule = replacement ?? OPERATION_LIST[graph.operation[node]! - ELEMENTWISE]!.derivative;
  const partials = rule(builder, {
    a: at(operands[0]!),
    b: at(operands[1]!),
    c: at(operands[2]!),
    result: primal[node]!,
  });
  partials.forEach((partial, position) => {
    const operand = operands[position]!;
    if (partial === undefined || !active[operand]) return;
    adjoints.pass(node, operand, partial.value, partial.when ?? -1);
  });
}

function structural({ builder, graph, primal, active, adjoints }: Sweep, node: number): void {
  const a = graph.first[node]!;
  const b = graph.second[node]!;
  switch (graph.operation[node]) {
    case Structural.sum:
      adjoints.pass(node, a, builder.constant(1), -1);
      return;
    case Structural.least:
    case Structural.greatest: {
      const tie = builder.apply("eq", primal[a]!, primal[node]!);
      const share = builder.apply("div", builder.constant(1), builder.sum(tie, b));
      adjoints.pass(node, a, share, tie);
      return;
    }
    case Structural.gather: {
      const { axisSet, sources, data } = graph.indexTables[a]!;
      const set = builder.axes.setOf(graph.axisSets[axisSet]!);
      const table = builder.indexTable(
        set,
        sources.map((source) => primal[source]!),
        data,
      );
      adjoints.scatter(node, table, sources, active);
      return;
    }
    case Structural.scatter: {
      const { axisSet, sources, data } = graph.indexTables[b]!;
      const set = builder.axes.setOf(graph.axisSets[axisSet]!);
      const bins = adjoints.bins(node, sources.length);
      const table = builder.indexTable(set, bins, data);
      adjoints.add(a, builder.gather(table), -1);
      return;
    }
    case Structural.pick:
      adjoints.addToBin(node, a, b);
      return;
    case Structural.stacked:
      adjoints.addToStack(node, a, b);
      return;
    default:
      throw new Error(`no derivative for structural operation ${graph.operation[node]!}`);
  }
}
