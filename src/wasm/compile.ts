// wasm: from graph to machine code.
// What enters: a graph, or the step of a run as one (`iterate.ts`). What leaves: a function over memory of its own. Loops
// and lanes are laid out (`loopNest.ts`, `laneCode.ts`), then written as bytes (`emitter.ts`, `loopWriter.ts`); this is the only room that
// knows opcodes.
// Who may call: objective and the compiled run.

import { prepare } from "./codeGenerator";
import type { Graph } from "../graph/graph";
import { machine, scalar, valueType } from "./instructions";
import { FunctionBody } from "./module";
import { instantiate } from "./moduleImage";

/** Inputs up to this many are loaded into local variables first. */
const LOCAL_INPUTS = 64;

/** A graph as WebAssembly. */
export interface CompiledGraph {
  /** Write the inputs here … */
  readonly inputs: Float64Array;
  /** … and read the outputs here after `run`. */
  readonly outputs: Float64Array;
  /**
   * Computes the outputs. Returns −1, or the number of the first guard that does not hold; the
   * outputs are then what they were.
   */
  run(): number;
}

/** Compiles a graph; its results equal those of `evaluate` to the last bit. */
export function compile(source: Graph): CompiledGraph {
  const generator = prepare(source);
  const { graph, module, layout } = generator;
  const results = layout.allocate(8 * graph.outputs.length);
  const body = new FunctionBody({ parameters: [], results: [valueType.i32] });
  const loaded = new Map<number, number>();
  if (generator.single && graph.inputCount <= LOCAL_INPUTS) {
    for (let input = 0; input < graph.inputCount; input++) {
      const local = body.local(valueType.f64);
      body
        .integer(0)
        .memory(scalar.load, 3, generator.inputs + 8 * input)
        .set(local);
      loaded.set(input, local);
    }
  }
  const emitter = generator.emit(body, (target, input) => {
    const local = loaded.get(input);
    if (local !== undefined) target.get(local);
    else target.integer(0).memory(scalar.load, 3, generator.inputs + 8 * input);
  });
  graph.guards.forEach(({ condition, expected }, index) => {
    emitter.pushTruth(condition);
    if (expected) body.op(machine.i32Eqz);
    body.op(machine.ifThen).integer(index).op(machine.return).op(machine.end);
  });
  graph.outputs.forEach((output, index) => {
    body.integer(0);
    emitter.pushNumber(output);
    body.memory(scalar.store, 3, results + 8 * index);
  });
  body.integer(-1);
  module.add(body, "run");
  const { memory, exports } = instantiate(generator.image());
  return {
    inputs: new Float64Array(memory, generator.inputs, graph.inputCount),
    outputs: new Float64Array(memory, results, graph.outputs.length),
    run: exports["run"]!,
  };
}
