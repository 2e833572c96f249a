import type { Graph } from "../../graph/graph";
import type { Optimizer } from "../../optimizers/optimizer";
import { isInput, type FusedRequest } from "./fusedInputs";
import { buildFusedProgram, type FusedProgram } from "./fusedProgram";

/** Programs kept for one graph and optimizer: their choices and flags in combination. */
const mostKept = 16;

/**
 * Programs of a kind, made the first time they are asked for and kept as long as the graph. Numbers are inputs of them,
 * so only another choice, flag, zero or set of extras, or what `more` tells, needs a new one. Undefined where the update
 * cannot be traced or compiled.
 */
export function keptPrograms<Request extends FusedRequest, Program>(
  build: (request: Request) => Program,
  more: (request: Request) => unknown = () => undefined,
): (request: Request) => Program | undefined {
  const programs = new WeakMap<Graph, WeakMap<Optimizer, Map<string, Program | undefined>>>();
  return (request) => {
    const { loss, optimizer, hyperparameters, extras, scalarNames } = request;
    const choices = Object.entries(hyperparameters).map(([name, value]) =>
      isInput(value) ? name : [name, value],
    );
    const key = JSON.stringify([choices, Object.keys(extras).sort(), scalarNames, more(request)]);
    const byOptimizer = programs.get(loss) ?? new WeakMap<Optimizer, Map<string, Program>>();
    programs.set(loss, byOptimizer);
    const byKey = byOptimizer.get(optimizer) ?? new Map<string, Program | undefined>();
    byOptimizer.set(optimizer, byKey);
    if (byKey.has(key)) return byKey.get(key);
    if (byKey.size >= mostKept) byKey.clear();
    const program = tryTo(() => build(request));
    byKey.set(key, program);
    return program;
  };
}

/** The program for a run's graph and optimizer. */
export const fusedProgram: (request: FusedRequest) => FusedProgram | undefined = keptPrograms(
  buildFusedProgram,
  ({ groupOf }) => groupOf && [...groupOf],
);

/** An update may be written so that it cannot be traced; its runs then use the reference loop. */
function tryTo<Program>(build: () => Program): Program | undefined {
  try {
    return build();
  } catch {
    return undefined;
  }
}
