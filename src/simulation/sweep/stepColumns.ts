import type { ElementOptimizer, HyperparameterValue } from "../../optimizers/optimizer";
import type { RunOptions } from "../../options/runOptions";
import { startSchedule } from "../../schedules/startSchedule";
import type { SweepTarget } from "../../options/sweepOptions";
import { keyOver, type SweepGrid } from "./grid";

type Values = Parameters<ElementOptimizer["update"]>[2];

/** The columns of a sweep, which cells name by their numbers. */
export class ColumnList {
  /** A new list whenever one is added. */
  all: readonly Float64Array[] = [];
  private timeAt: number | undefined;

  constructor(readonly rows: number) {}

  /** Returns the number of the first. */
  add(added: readonly Float64Array[]): number {
    this.all = [...this.all, ...added];
    return this.all.length - added.length;
  }

  /** The number of t's column. */
  time(): number {
    return (this.timeAt ??= this.add([column(this.rows, (t) => t)]));
  }
}

/**
 * What of a step depends on the step alone, for all cells of a sweep – of one group of parameters, where those have rates
 * of their own: cells that agree in it share a column.
 */
export interface StepColumns {
  readonly scalarNames: readonly string[];
  /** Axes along which η^t, and the method's scalars, differ. */
  readonly rateAxes: readonly number[];
  readonly scalarAxes: readonly number[];
  /** The numbers of a cell's columns. */
  readonly rate: (cell: number) => number;
  readonly scalar: (cell: number, index: number) => number;
}

/**
 * The columns of a sweep's cells, made in a list when they are asked for. `optionsAt` are the options of a cell, whose
 * rates differ along `rateAxes`.
 *
 * Which hyperparameters the scalars depend on is seen while they are computed: each is read through a watched record, so
 * that a sweep over ε shares the bias corrections of all its cells.
 */
export function stepColumns(
  list: ColumnList,
  grid: SweepGrid,
  optimizer: ElementOptimizer,
  optionsAt: (cell: number) => RunOptions,
  rateAxes: readonly number[],
): StepColumns {
  const { rows } = list;
  const steps = rows - 1;
  const rateKey = keyOver(grid, rateAxes);
  const reads = new Set<string>();
  const rates = new Map<number, number>();
  let scalars = new Map<number, number>();

  function ratesOf(cell: number): Float64Array {
    const { schedule, lr } = optionsAt(cell);
    const running = startSchedule(schedule, lr, steps);
    return column(rows, (t) => running.rateAt(t));
  }

  const rateColumn = (cell: number): Float64Array => {
    const at = rate(cell);
    return list.all[at]!;
  };

  function rate(cell: number): number {
    const key = rateKey.of(cell);
    const known = rates.get(key);
    if (known !== undefined) return known;
    const column = list.add([ratesOf(cell)]);
    rates.set(key, column);
    return column;
  }

  function scalarAxesNow(): number[] {
    const isRead = (target: SweepTarget): boolean =>
      target.kind === "hyperparameter" && reads.has(target.name);
    return grid.axes.flatMap(({ target }, axis) =>
      isRead(target) || (reads.has(rateName) && rateAxes.includes(axis)) ? [axis] : [],
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
    const column = list.add(made.columns);
    scalars.set(key, column);
    return column;
  }

  return {
    scalarNames: first.names,
    rateAxes,
    get scalarAxes() {
      return scalarAxes;
    },
    rate,
    scalar: (cell, index) => firstScalar(cell) + index,
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
