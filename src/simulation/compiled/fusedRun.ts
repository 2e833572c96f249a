import type { Graph } from "../../graph/graph";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import {
  columnsOf,
  endRun,
  fillTable,
  loadConstants,
  loadSlots,
  loadTable,
  saveSlots,
  takeRecords,
  type Handover,
} from "./fusedMemory";
import type { FusedProgram } from "./fusedProgram";
import { fusedProgram } from "./fusedPrograms";
import { acquireMemory, releaseMemory, type OwnMemory } from "./ownMemory";
import { graphHere } from "../run/graphHere";
import { runOf } from "../run/referenceRun";
import type { Run } from "../run/run";
import type { RunPlan } from "../run/runPlan";
import { isExactGradient } from "../run/sampling";
import { isConfirmed, isConfirmedRow, rowsToConfirm } from "../run/confirmedRows";
import { createStepper } from "../run/stepper";
import { sourceFromTable, stepTable, type StepTable } from "./stepTable";
import { divergenceLimit } from "../run/stopRule";

/** Rows that the reference loop takes at first when the compiled loop keeps handing over. */
const firstRest = 8;
const longestRest = 1024;

/** Runs of so many steps record straight into the memory that the trace is made of. */
const worthOwnMemory = 20_000;

/** … but not if it would need more numbers than this (256 MB). */
const mostOwnNumbers = 1 << 25;

/** A compiled stretch shorter than this was not worth its handover. */
const worthwhile = 16;

/**
 * Whether a run can be compiled: an elementwise method with a traced twin, rates that depend on the
 * step alone, and the exact gradient of a traced loss.
 */
export function canFuse(plan: RunPlan): boolean {
  return (
    tracedOf(plan) !== undefined &&
    plan.objective.gradientKind === "exact" &&
    plan.objective.graphAt !== undefined &&
    plan.startRate().observe === undefined &&
    isExactGradient(plan.sampling)
  );
}

/**
 * The run as one WebAssembly loop of loss, gradient, update and record, in blocks of 1,000 to 10,000
 * steps; with many parameters step by step, for each row's quantiles are taken here. Equal to the
 * reference loop to the last bit: where a guard of the traced loss does not hold or a stop rule might
 * apply, that loop takes the step. See `fusedProgram.ts`.
 */
export function createFusedRun(plan: RunPlan): Run {
  const table = stepTable(plan);
  const stepper = createStepper(plan, sourceFromTable(table));
  const { recorder } = stepper;
  const { steps } = plan;
  let current: { readonly graph: Graph; readonly program: FusedProgram | undefined } | undefined;
  let own:
    { readonly base: FusedProgram; readonly graph: Graph; readonly memory: OwnMemory } | undefined;
  /** The program that the last block ended well with: no other needs to be looked for. */
  let trusted: FusedProgram | undefined;
  let rest = 0;
  let nextRest = firstRest;

  function programHere(): FusedProgram | undefined {
    const graph = graphHere(plan.objective, stepper.theta);
    if (!graph) return undefined;
    if (own?.graph === graph) return own.memory.program;
    if (current?.graph !== graph) current = { graph, program: programFor(plan, graph, table) };
    const base = current.program;
    if (!base || recorder.rows > 0 || !isWorthOwnMemory(base, steps)) return base;
    const memory = acquireMemory(base, steps + 1);
    own = { base, graph, memory };
    recorder.adopt(columnsOf(memory.program));
    return memory.program;
  }

  /** Rows up to `target` (exclusive); the last one of all has no step. */
  function advanceTo(target: number): void {
    while (!stepper.stop && recorder.rows < target) {
      const program = rest > 0 ? undefined : (trusted ?? programHere());
      if (!program) {
        if (rest > 0) rest--;
        stepper.advance(false);
        continue;
      }
      const first = recorder.rows;
      const memory = program === own?.memory.program ? own.memory : undefined;
      const handover = { plan, program, stepper, table };
      const handedOver = program.rowByRow
        ? runRows(handover, target)
        : runBlock(handover, target, memory);
      if (recorder.rows - first >= worthwhile) nextRest = firstRest;
      trusted = handedOver ? undefined : program;
      if (!handedOver) continue;
      stepper.advance(false);
      if (recorder.rows - first >= worthwhile) continue;
      rest = nextRest;
      nextRest = Math.min(2 * nextRest, longestRest);
    }
  }

  return runOf(stepper, {
    step(count) {
      const target = recorder.rows + count;
      advanceTo(target >= steps ? steps + 1 : target);
    },
    release() {
      if (own) releaseMemory(own.base, own.memory, recorder.rows);
      own = undefined;
    },
  });
}

function tracedOf({ optimizer }: RunPlan): ElementOptimizer | undefined {
  return optimizer.kind === "element" ? optimizer.traced : undefined;
}

function programFor(plan: RunPlan, loss: Graph, table: StepTable): FusedProgram | undefined {
  const { hyperparameters, extras, groups } = plan;
  const optimizer = tracedOf(plan)!;
  const { scalarNames } = table;
  const request = { loss, optimizer, hyperparameters, extras, scalarNames };
  return fusedProgram({ ...request, groupOf: groups?.of });
}

/**
 * Runs one block of rows, at most to `target`, and takes them over. True when the next row is for
 * the reference loop. With memory of its own the program writes where the trace is.
 */
function runBlock(handover: Handover, target: number, own: OwnMemory | undefined): boolean {
  const { plan, program, stepper, table } = handover;
  const { iteration, capacity } = program;
  const first = stepper.recorder.rows;
  // The limit for |L| is known once the first row is.
  const most = own ? target - first : Math.min(capacity, target - first);
  const rows = stepper.limit === undefined ? 1 : most;
  const from = own ? first : 0;
  loadSlots(handover);
  loadConstants(handover);
  if (own) fillTable(own, table, first + rows);
  else loadTable(program, table, first, rows, 0);
  const { step, reason } = iteration.run(from, from + rows);
  const done = step - from;
  if (!areConfirmed(plan, program, first, done, from)) return true;
  if (own) stepper.recorder.extend(done);
  else takeRecords(handover, done);
  stepper.evaluations += done;
  if (done > 0) stepper.limit ??= divergenceLimit(iteration.records[from]!);
  if (first + done > plan.steps) endRun(handover, from + done - 1);
  else saveSlots(handover);
  return reason !== "done";
}

/** Whether some of the rows that a program wrote from row `from` of its own on are as the function has them. */
function areConfirmed(
  { objective }: RunPlan,
  { iteration, capacity, dimension }: FusedProgram,
  first: number,
  done: number,
  from: number,
): boolean {
  return rowsToConfirm(first, first + done).every((row) => {
    const at = (column: number): number =>
      iteration.records[column * capacity + from + row - first]!;
    const theta = Float64Array.from({ length: dimension }, (_, i) => at(2 + i));
    return isConfirmed(objective, theta, at(0));
  });
}

/** `runBlock` of a program that does one row at a time. The last row, which has no step, is not for it. */
function runRows(handover: Handover, target: number): boolean {
  const { plan, program, stepper, table } = handover;
  const { recorder } = stepper;
  const { iteration, dimension } = program;
  const { records } = iteration;
  const first = recorder.rows;
  const last = stepper.limit === undefined ? first + 1 : target;
  const end = Math.min(last, plan.steps);
  const vector = (k: number) => records.subarray(2 + k * dimension, 2 + (k + 1) * dimension);
  const vectors = { theta: vector(0), gradient: vector(1), sigma: vector(2), m: vector(3) };
  loadSlots(handover);
  loadConstants(handover);
  for (let row = first; row < end; row++) {
    loadTable(program, table, row, 1, 0);
    // A row that is not confirmed is taken back.
    if (isConfirmedRow(row)) saveSlots(handover);
    if (iteration.run(0, 1).reason !== "done") break;
    const [loss, gradientNorm] = records as unknown as readonly [number, number];
    if (isConfirmedRow(row) && !isConfirmed(plan.objective, vectors.theta, loss)) {
      loadSlots(handover);
      break;
    }
    recorder.append({ loss, gradientNorm, learningRate: iteration.table[0]!, ...vectors });
  }
  const done = recorder.rows - first;
  stepper.evaluations += done;
  if (done > 0) stepper.limit ??= divergenceLimit(records[0]!);
  saveSlots(handover);
  return recorder.rows < last;
}

function isWorthOwnMemory({ iteration, capacity, rowByRow }: FusedProgram, steps: number): boolean {
  if (rowByRow) return false;
  const columns = (iteration.records.length + iteration.table.length) / capacity;
  return steps >= worthOwnMemory && columns * steps <= mostOwnNumbers;
}
