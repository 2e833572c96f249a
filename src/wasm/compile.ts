// wasm: from graph to machine code.
// What enters: a graph, or the step of a run as one (`iterate.ts`). What leaves: a function over memory of its own. Loops
// and lanes are laid out (`loopNest.ts`, `laneCode.ts`), then written as bytes (`emitter.ts`, `loopWriter.ts`); this is the only room that
// knows opcodes.
// Who may call: objective and the compiled run.

import { type Generator, prepare } from "./codeGenerator";
import type { Emitter } from "./emitter";
import { type Graph, Structural } from "../graph/graph";
import { machine, scalar, valueType } from "./instructions";
import { LaneCode } from "./laneCode";
import { FunctionBody } from "./module";
import { instantiate } from "./moduleImage";

/** Inputs up to this many are loaded into local variables first. */
const LOCAL_INPUTS = 64;
/** So many outputs in a row that lie in memory are copied in a loop. */
const FEWEST_COPIED = 16;

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
  const { part, module, layout } = generator;
  const { graph } = part;
  const results = layout.allocate(8 * graph.outputs.length);
  const body = new FunctionBody({ parameters: [], results: [valueType.i32] });
  const loaded = new Map<number, number>();
  if (part.single && graph.inputCount <= LOCAL_INPUTS) {
    for (let input = 0; input < graph.inputCount; input++) {
      const local = body.local(valueType.f64);
      body
        .integer(0)
        .memory(scalar.load, 3, part.inputs + 8 * input)
        .set(local);
      loaded.set(input, local);
    }
  }
  const emitter = part.emit(body, (target, input) => {
    const local = loaded.get(input);
    if (local !== undefined) target.get(local);
    else target.integer(0).memory(scalar.load, 3, part.inputs + 8 * input);
  });
  graph.guards.forEach(({ condition, expected }, index) => {
    emitter.pushTruth(condition);
    if (expected) body.op(machine.i32Eqz);
    body.op(machine.ifThen).integer(index).op(machine.return).op(machine.end);
  });
  writeOutputs(generator, body, emitter, results);
  body.integer(-1);
  module.add(body, "run");
  const { memory, exports } = instantiate(generator.image());
  return {
    inputs: new Float64Array(memory, part.inputs, graph.inputCount),
    outputs: new Float64Array(memory, results, graph.outputs.length),
    run: exports["run"]!,
  };
}

/** Stores the outputs side by side. */
function writeOutputs(
  generator: Generator,
  body: FunctionBody,
  emitter: Emitter,
  results: number,
): void {
  const { outputs, operation } = generator.part.graph;
  let start = 0;
  while (start < outputs.length) {
    let end = start;
    while (end < outputs.length && operation[outputs[end]!] === Structural.pick) end++;
    if (end - start >= FEWEST_COPIED) {
      copyPicked(generator, body, outputs.subarray(start, end), results + 8 * start);
      start = end;
      continue;
    }
    for (end = Math.max(end, start + 1); start < end; start++) {
      body.integer(0);
      emitter.pushNumber(outputs[start]!);
      body.memory(scalar.store, 3, results + 8 * start);
    }
  }
}

/** Copies what picks read from where a table tells, an address in each eight bytes. */
function copyPicked(
  { part: { graph, picked }, layout }: Generator,
  body: FunctionBody,
  picks: Int32Array,
  target: number,
): void {
  const addresses = new Int32Array(2 * picks.length);
  picks.forEach((pick, k) => (addresses[2 * k] = picked(pick)));
  const table = layout.place(addresses);
  const counter = body.local(valueType.i32);
  new LaneCode(body, graph).countUp(counter, 8 * picks.length, () => {
    body.get(counter).get(counter).memory(machine.i32Load, 2, table);
    body.memory(scalar.load, 3, 0).memory(scalar.store, 3, target);
  });
}
