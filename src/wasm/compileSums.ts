import { prepare } from "./codeGenerator";
import type { Graph, OutputRun } from "../graph/graph";
import { isBinOf, keptScatters } from "../graph/scans";
import { machine, scalar, valueType } from "./instructions";
import { FunctionBody } from "./module";
import { instantiate } from "./moduleImage";

/** A graph as WebAssembly whose outputs but the first are added up over calls. */
export interface CompiledSums {
  readonly inputs: Float64Array;
  /** The first output of the last call. */
  readonly first: Float64Array;
  clear(): void;
  /**
   * Computes the outputs and adds all but the first. Returns −1, or the number of the first guard that does not hold; the
   * sums are of no use then.
   */
  add(): number;
  /** Writes the sums, or adds them to what is there. */
  total(result: Float64Array, isAdded: boolean): void;
}

/**
 * Compiles a graph of one output and of terms of sums. What a scatter alone adds up is kept in its bins from call to
 * call. A sum of one call equals its term to the last bit.
 */
export function compileSums(source: Graph): CompiledSums {
  const runs = Array.from(source.outputs, (_, output): OutputRun => ({
    output,
    start: output,
    count: 1,
    axis: -1,
  }));
  const shape = { runs, initial: new Int32Array(0), stackedCount: 1 };
  const generator = prepare(source, (graph) => keptScatters(shape, graph));
  const { part, module, layout } = generator;
  const { graph, inputs, kept, picked } = part;
  const first = layout.allocate(8);
  const sums = layout.allocate(8 * graph.outputs.length);
  const body = new FunctionBody({ parameters: [], results: [valueType.i32] });
  const emitter = part.emit(body, (target, input) =>
    target.integer(0).memory(scalar.load, 3, inputs + 8 * input),
  );
  graph.guards.forEach(({ condition, expected }, index) => {
    emitter.pushTruth(condition);
    if (expected) body.op(machine.i32Eqz);
    body.op(machine.ifThen).integer(index).op(machine.return).op(machine.end);
  });
  /** Of each sum, its number in memory. */
  const places = new Int32Array(graph.outputs.length - 1);
  graph.outputs.forEach((output, index) => {
    const address = index === 0 ? first : sums + 8 * index;
    const isKept = isBinOf(graph, kept, output);
    if (index > 0) places[index - 1] = (isKept ? picked(output) : address) / 8;
    if (isKept) return;
    body.integer(0);
    if (index > 0) body.integer(0).memory(scalar.load, 3, address);
    emitter.pushNumber(output);
    if (index > 0) body.op(scalar.add);
    body.memory(scalar.store, 3, address);
  });
  body.integer(-1);
  module.add(body, "add");
  for (const name of ["clear", "total"] as const) {
    const of = new FunctionBody({ parameters: [], results: [] });
    const bins = part.emitterInto(of);
    if (name === "clear") bins.clearKept();
    else bins.totalKept();
    module.add(of, name);
  }
  const { memory, exports } = instantiate(generator.image());
  const numbers = new Float64Array(memory);
  const plain = new Float64Array(memory, sums, graph.outputs.length);
  return {
    inputs: new Float64Array(memory, inputs, graph.inputCount),
    first: new Float64Array(memory, first, 1),
    clear() {
      exports["clear"]!();
      // −0 + x is x, also where x is −0.
      plain.fill(-0);
    },
    add: exports["add"]!,
    total(result, isAdded) {
      exports["total"]!();
      for (let index = 0; index < places.length; index++) {
        const sum = numbers[places[index]!]!;
        result[index] = isAdded ? result[index]! + sum : sum;
      }
    },
  };
}
