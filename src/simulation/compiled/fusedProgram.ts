import { compileIteration, type CompiledIteration } from "../../wasm/iterate";
import type { Extras } from "../../options/runOptions";
import { extraNames, numberNames, type FusedRequest } from "./fusedInputs";
import { traceStep, type TracedStep } from "./fusedStep";

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
  /** The same of each group of parameters; none where all parameters are alike. */
  readonly readsGroupScalar: readonly (readonly boolean[])[];
}

/** Bytes of records that stay in the second-level cache between the loop and the copy. */
const recordBytes = 1 << 18;

const leastBlock = 1000;
const mostBlock = 10_000;

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
  const { traced, stateNames } = traceSettled(request, traceStep);
  const n = request.loss.inputCount;
  const recordCount = 2 + 4 * n;
  const { graph, runs, slotCount, constantCount, tableCount } = traced;
  const { readsTime, readsScalar, readsGroupScalar } = traced;
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
    readsGroupScalar,
  });
  if (runs) return withRoomFor(1);
  const block = Math.floor(recordBytes / (8 * recordCount));
  return withRoomFor(Math.max(leastBlock, Math.min(mostBlock, block)));
}

/** Traces a step with the states that it has to carry: those that stay at a constant are part of it. */
export function traceSettled<Step extends Pick<TracedStep, "settled">>(
  request: FusedRequest,
  trace: (
    request: FusedRequest,
    stateNames: readonly string[],
    constantState: Readonly<Record<string, number>>,
  ) => Step,
): { readonly traced: Step; readonly stateNames: readonly string[] } {
  const all = Object.keys(request.optimizer.state);
  const probe = trace(request, all, {});
  const constant = constantStates(request, probe, all);
  const stateNames = all.filter((name) => !(name in constant));
  const traced = stateNames.length === all.length ? probe : trace(request, stateNames, constant);
  return { traced, stateNames };
}

/** State that starts at a constant and is set to the same constant at every step. */
function constantStates(
  { optimizer }: FusedRequest,
  { settled }: Pick<TracedStep, "settled">,
  names: readonly string[],
): Record<string, number> {
  if (optimizer.start) return {};
  const same = names.filter((name) => Object.is(settled[name], optimizer.state[name]));
  return Object.fromEntries(same.map((name) => [name, settled[name]!]));
}
