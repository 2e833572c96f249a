import type { Graph } from "../../graph/graph";
import type { Optimizer } from "../../optimizers/optimizer";
import { isInput } from "./fusedInputs";
import type { FusedRequest } from "./fusedInputs";
import { buildFusedProgram } from "./fusedProgram";
import type { FusedProgram } from "./fusedProgram";

/** Programs of one graph, by what they were specialized for; undefined where it cannot be done. */
type Programs = Map<string, FusedProgram | undefined>;

const programs = new WeakMap<Graph, WeakMap<Optimizer, Programs>>();

/** Programs kept for one graph and optimizer: their choices and flags in combination. */
const mostKept = 16;

/**
 * The program for a graph and an optimizer, compiled the first time and kept as long as the graph.
 * Numbers are inputs of it, so only another choice, flag, zero or set of extras needs a new one.
 * Undefined where the update cannot be traced or compiled.
 */
export function fusedProgram(request: FusedRequest): FusedProgram | undefined {
  const { loss, optimizer, hyperparameters, extras, scalarNames } = request;
  const choices = Object.entries(hyperparameters).map(([name, value]) =>
    isInput(value) ? name : [name, value],
  );
  const key = JSON.stringify([choices, Object.keys(extras).sort(), scalarNames]);
  const byOptimizer = programs.get(loss) ?? new WeakMap<Optimizer, Programs>();
  programs.set(loss, byOptimizer);
  const byKey: Programs = byOptimizer.get(optimizer) ?? new Map<string, FusedProgram | undefined>();
  byOptimizer.set(optimizer, byKey);
  if (byKey.has(key)) return byKey.get(key);
  if (byKey.size >= mostKept) byKey.clear();
  const program = tryToBuild(request);
  byKey.set(key, program);
  return program;
}

/** An update may be written so that it cannot be traced; its runs then use the reference loop. */
function tryToBuild(request: FusedRequest): FusedProgram | undefined {
  try {
    return buildFusedProgram(request);
  } catch {
    return undefined;
  }
}
