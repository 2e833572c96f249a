import { groupDecays } from "./fusedInputs";
import type { FusedProgram } from "./fusedProgram";
import type { OwnMemory } from "./ownMemory";
import type { RunPlan } from "../run/runPlan";
import type { Stepper } from "../run/stepper";
import type { StepTable } from "./stepTable";
import type { TraceColumns } from "../run/record";
import { eachVector, vectorNames } from "../run/vectors";

/** The trace's columns where the program records them. */
export function columnsOf({ iteration, capacity, dimension }: FusedProgram): TraceColumns {
  const column = (k: number) => iteration.records.subarray(k * capacity, (k + 1) * capacity);
  const group = (k: number) =>
    Array.from({ length: dimension }, (_, i) => column(2 + k * dimension + i));
  return {
    loss: column(0),
    gradientNorm: column(1),
    learningRate: iteration.table.subarray(0, capacity),
    ...eachVector((name) => group(vectorNames.indexOf(name))),
  };
}

/** A run and the program that goes on with it. */
export interface Handover {
  readonly plan: RunPlan;
  readonly program: FusedProgram;
  readonly stepper: Stepper;
  readonly table: StepTable;
}

/** Takes θ, the states and what the Nesterov extra carries over into a program … */
export function loadSlots({ program, stepper, table }: Handover): void {
  const { slots } = program.iteration;
  const n = program.dimension;
  slots.set(stepper.theta);
  const firstRate = (one: StepTable): number => one.columns(1)[0]![0]!;
  const states = (stepper.states ??= stepper.initialStates(
    firstRate(table),
    table.groups?.map(firstRate),
  ));
  program.stateNames.forEach((name, k) => {
    for (let i = 0; i < n; i++) slots[(k + 1) * n + i] = states[i]![name]!;
  });
  if (program.lookAhead) slots.set(stepper.extras.before, (1 + program.stateNames.length) * n);
}

/** … and back. */
export function saveSlots({ program, stepper }: Handover): void {
  const { slots } = program.iteration;
  const n = program.dimension;
  stepper.theta.set(slots.subarray(0, n));
  stepper.states = stepper.states!.map((state, i) => {
    const next = { ...state };
    program.stateNames.forEach((name, k) => (next[name] = slots[(k + 1) * n + i]!));
    return next;
  });
  if (program.lookAhead) {
    const from = (1 + program.stateNames.length) * n;
    stepper.extras.before.set(slots.subarray(from, from + n));
  }
}

/** Sets the hyperparameters, the extras and the limits of the stop rules. */
export function loadConstants({ plan, program, stepper }: Handover): void {
  const { constants } = program.iteration;
  let next = 0;
  for (const name of program.numberNames) constants[next++] = plan.hyperparameters[name] as number;
  for (const name of program.extraNames) constants[next++] = plan.extras[name]!;
  constants[next++] = stepper.limit ?? Number.MAX_VALUE;
  const { tolerance = 0 } = plan;
  constants[next++] = tolerance > 0 ? tolerance : -1;
  for (const { hyperparameters, extras } of plan.groups?.groups ?? []) {
    const { coupledWeightDecay = 0, decoupledWeightDecay = 0 } = extras;
    const own = { coupledWeightDecay, decoupledWeightDecay, weightDecay: 0, ...hyperparameters };
    for (const name of groupDecays) constants[next++] = own[name];
  }
}

/** Makes sure that the first `rows` rows of the table are where a run with its own memory reads them. */
export function fillTable(own: OwnMemory, table: StepTable, rows: number): void {
  if (own.table !== table) own.tableRows = 0;
  own.table = table;
  if (own.tableRows >= rows) return;
  loadTable(own.program, table, own.tableRows, rows - own.tableRows, own.tableRows);
  own.tableRows = rows;
}

/** Rows `first` … of the table, to row `at` … of the program's. */
export function loadTable(
  program: FusedProgram,
  table: StepTable,
  first: number,
  rows: number,
  at: number,
): void {
  const { iteration, capacity } = program;
  const [rates, ...scalars] = table.columns(first + rows);
  iteration.table.set(rates!.subarray(first, first + rows), at);
  if (program.readsTime) {
    for (let k = 0; k < rows; k++) iteration.table[capacity + at + k] = first + k;
  }
  scalars.forEach((column, k) => {
    if (!program.readsScalar[k]) return;
    iteration.table.set(column.subarray(first, first + rows), (k + 2) * capacity + at);
  });
  let next = 2 + scalars.length;
  program.readsGroupScalar.forEach((reads, group) => {
    const columns = table.groups![group]!.columns(first + rows);
    columns.forEach((column, k) => {
      const to = (next + k) * capacity + at;
      if (k === 0 || reads[k - 1]) iteration.table.set(column.subarray(first, first + rows), to);
    });
    next += columns.length;
  });
}

/** Copies the first `count` rows of the records to the end of the trace. */
export function takeRecords({ program, stepper, table }: Handover, count: number): void {
  const { iteration, capacity, dimension } = program;
  const { from, columns } = stepper.recorder.extend(count);
  let record = 0;
  const take = (column: Float64Array): void => {
    const start = record * capacity;
    column.set(iteration.records.subarray(start, start + count), from);
    record++;
  };
  take(columns.loss);
  take(columns.gradientNorm);
  for (const group of [columns.theta, columns.gradient, columns.sigma, columns.m]) {
    for (let i = 0; i < dimension; i++) take(group[i]!);
  }
  columns.learningRate.set(table.columns(from + count)[0]!.subarray(from, from + count), from);
}

/** The row after the last step is recorded: it leaves nowhere. */
export function endRun({ plan, program, stepper }: Handover, row: number): void {
  const { iteration, capacity, dimension } = program;
  for (let i = 0; i < dimension; i++) {
    stepper.theta[i] = iteration.records[(2 + i) * capacity + row]!;
  }
  stepper.recorder.blankLast();
  stepper.stop = { reason: "steps", step: plan.steps };
}
