import type { ElementOptimizer, HyperparameterValue } from "../../optimizers/optimizer";
import type { RunOptions } from "../../options/runOptions";
import { startSchedule } from "../../schedules/startSchedule";
import type { SweepTarget } from "../../options/sweepOptions";
import { keyOver, type SweepGrid } from "./grid";

type Values = Parameters<ElementOptimizer["update"]>[2];

/** What of a step depends on the step alone, for all cells of a sweep: cells that agree in it share a column. */
export interface StepColumns {
  readonly scalarNames: readonly string[];
  /** Axes along which η^t, and the method's scalars, differ. */
  readonly rateAxes: readonly number[];
  readonly scalarAxes: readonly number[];
  /** All columns that have been asked for; a new list whenever one is added. */
  readonly columns: readonly Float64Array[];
  /** The numbers of a cell's columns. */
  rate(cell: number): number;
  scalar(cell: number, index: number): number;
  time(): number;
}

/**
 * The columns of a sweep's cells, `rows` long, made when they are asked for. `optionsAt` are the options of a cell.
 *
 * Which hyperparameters the scalars depend on is seen while they are computed: each is read through a watched record, so
 * that a sweep over ε shares the bias corrections of all its cells.
 */
export function stepColumns(
  grid: SweepGrid,
  optimizer: ElementOptimizer,
  optionsAt: (cell: number) => RunOptions,
  { rows, steps }: { readonly rows: number; readonly steps: number },
): StepColumns {
  const axesOf = (isOf: (target: SweepTarget) => boolean): number[] =>
    grid.axes.flatMap(({ target }, k) => (isOf(target) ? [k] : []));
  const rateAxes = axesOf(({ kind }) => kind === "lr" || kind === "schedule");
  const rateKey = keyOver(grid, rateAxes);
  const reads = new Set<string>();
  let columns: readonly Float64Array[] = [];
  let time: number | undefined;
  const rates = new Map<number, number>();
  let scalars = new Map<number, number>();

  function add(added: readonly Float64Array[]): number {
    columns = [...columns, ...added];
    return columns.length - added.length;
  }

  function ratesOf(cell: number): Float64Array {
    const { schedule, lr } = optionsAt(cell);
    const running = startSchedule(schedule, lr, steps);
    return column(rows, (t) => running.rateAt(t));
  }

  const rateColumn = (cell: number): Float64Array => {
    const at = rate(cell);
    return columns[at]!;
  };

  function rate(cell: number): number {
    const key = rateKey.of(cell);
    const known = rates.get(key);
    if (known !== undefined) return known;
    const column = add([ratesOf(cell)]);
    rates.set(key, column);
    return column;
  }

  function scalarAxesNow(): number[] {
    return axesOf(
      (target) =>
        (target.kind === "hyperparameter" && reads.has(target.name)) ||
        (reads.has(rateName) && (target.kind === "lr" || target.kind === "schedule")),
    );
  }

  const first = scalarColumns(optimizer, optionsAt(0), rateColumn(0), reads);
  let scalarAxes = scalarAxesNow();
  let scalarKey = keyOver(grid, scalarAxes);

  function firstScalar(cell: number): number {
    const key = scalarKey.of(cell);
    const known = scalars.get(key);
    if (known !== undefined) return known;
    const made = scalarColumns(optimizer, optionsAt(cell), rateColumn(cell), reads);
    if (scalarAxesNow().length > scalarAxes.length) {
      // Something is read at this cell only: what was thought to be shared may not be.
      scalarAxes = scalarAxesNow();
      scalarKey = keyOver(grid, scalarAxes);
      scalars = new Map();
      return firstScalar(cell);
    }
    const column = add(made.columns);
    scalars.set(key, column);
    return column;
  }

  return {
    scalarNames: first.names,
    rateAxes,
    get scalarAxes() {
      return scalarAxes;
    },
    get columns() {
      return columns;
    },
    rate,
    scalar: (cell, index) => firstScalar(cell) + index,
    time: () => (time ??= add([column(rows, (t) => t)])),
  };
}

/** A column that threads can share. */
function column(rows: number, valueAt: (t: number) => number): Float64Array {
  const values = new Float64Array(new SharedArrayBuffer(8 * rows));
  for (let t = 0; t < rows; t++) values[t] = valueAt(t);
  return values;
}

/** The name under which reading η^t is noted: no hyperparameter's. */
const rateName = "η";

/** The method's per-step scalars of one run, and in `reads` what they depend on. */
function scalarColumns(
  optimizer: ElementOptimizer,
  { hyperparameters }: RunOptions,
  rates: Float64Array,
  reads: Set<string>,
): { readonly names: readonly string[]; readonly columns: readonly Float64Array[] } {
  if (!optimizer.perStep) return { names: [], columns: [] };
  const values = watched(hyperparameters, reads) as Values;
  let t = 0;
  const read = { rate: false };
  const step = {
    get t() {
      return t;
    },
    get learningRate() {
      read.rate = true;
      return rates[t]!;
    },
  };
  let scalars = optimizer.perStep(step, values, undefined);
  const names = Object.keys(scalars);
  const columns = names.map((name) => column(rates.length, (t) => (t === 0 ? scalars[name]! : 0)));
  for (t = 1; t < rates.length; t++) {
    scalars = optimizer.perStep(step, values, scalars);
    for (let k = 0; k < names.length; k++) columns[k]![t] = scalars[names[k]!]!;
  }
  if (read.rate) reads.add(rateName);
  return { names, columns };
}

/** The same values; which are read is noted. */
function watched(
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
  reads: Set<string>,
): Readonly<Record<string, HyperparameterValue>> {
  const record: Record<string, HyperparameterValue> = {};
  for (const [name, value] of Object.entries(hyperparameters)) {
    Object.defineProperty(record, name, {
      enumerable: true,
      get() {
        reads.add(name);
        return value;
      },
    });
  }
  return record;
}
