import type { CellKernel, LaneSource } from "../compiled/cellKernel";
import type { CellState } from "../compiled/cellLoop";
import { groupDecays, type FusedInputs } from "../compiled/fusedInputs";
import { initialElementState } from "../../optimizers/initialState";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import { sharedNumber } from "../../options/argumentNumbers";
import type { RunOptions } from "../../options/runOptions";
import { nothingFollowed, type Followed } from "../run/outcome";
import type { StepSource } from "../run/stepSource";
import { movesStart, type SweepRequest } from "./axis";
import type { BatchShape } from "./cellBatches";
import type { CellGroups } from "./cellGroups";
import type { CellStart } from "./cellStarts";
import type { SweepGrid } from "./grid";
import type { ColumnList, StepColumns } from "./stepColumns";

/** A cell between two rows. */
export interface CellAt {
  readonly row: number;
  readonly theta: Float64Array;
  /** By parameter, the states that are carried. */
  readonly states: readonly Readonly<Record<string, number>>[];
  /** What the Nesterov extra compares with; undefined without it. */
  readonly before: Float64Array | undefined;
  readonly limit: number;
  readonly followed: Followed;
  /** η^t and the scalars of a parameter. */
  readonly sourceOf: (parameter: number) => StepSource;
}

/** What the cells of a sweep are made of. */
export interface CellParts {
  readonly request: SweepRequest;
  readonly grid: SweepGrid;
  readonly starts: { of(cell: number): CellStart };
  readonly list: ColumnList;
  /** Those of all parameters, or of each group of them. */
  readonly columns: readonly StepColumns[];
  readonly optionsAt: (cell: number) => RunOptions;
  /** Where parameters have rates and decays of their own. */
  readonly groups?: SweptGroups | undefined;
}

/** The groups of a sweep's parameters, and the runs that they step by in a cell. */
export interface SweptGroups extends CellGroups {
  readonly runsAt: (cell: number) => readonly RunOptions[];
}

/** The per-step inputs of all parameters, or of a group of them: η, and the first of the scalars. */
export function stepInputs(
  inputs: FusedInputs,
  groups: CellGroups | undefined,
  group: number,
): { readonly rate: number; readonly scalars: number } {
  return groups
    ? { rate: inputs.groupRate(group), scalars: inputs.groupScalar(group, 0) }
    : { rate: inputs.rate, scalars: inputs.scalar(0) };
}

/** A constant that differs from cell to cell. */
interface SweptConstant {
  /** Its place among the constants. */
  readonly index: number;
  of(cell: number): number;
}

/** Fills batches of a kernel with cells of one kind, and reads them back. */
export class CellInputs {
  private readonly n: number;
  private readonly optimizer: ElementOptimizer;
  /** All constants, a lane like the other, but those that are swept. */
  private readonly constants: Float64Array;
  private readonly swept: readonly SweptConstant[];
  /** All slots before the first row; where starts or first states differ, those are set for each cell. */
  private readonly slots: Float64Array;
  private readonly sameSlots: boolean;
  /** η of a cell's run, or of a group of its parameters, before its schedule. */
  private readonly rateOf: (cell: number, group: number) => number;
  /** By per-step input, the number of the column that a cell reads. */
  private readonly columnsOf: readonly ((cell: number) => number)[];
  readonly shape: BatchShape;

  constructor(
    readonly kernel: CellKernel,
    private readonly sources: readonly LaneSource[],
    private readonly parts: CellParts,
    /** Any cell of the kind. */
    cell: number,
  ) {
    const { request, grid } = parts;
    const { options, setting, find } = request;
    this.n = setting.objective.dimension;
    this.optimizer = find(options.optimizer) as ElementOptimizer;
    const lr = grid.axes.findIndex(({ target }) => target.kind === "lr");
    const { groups } = parts;
    if (groups) this.rateOf = (cell, group) => groups.runsAt(cell)[group]!.lr;
    else this.rateOf = lr < 0 ? () => options.lr : this.valueAlong(lr);
    this.columnsOf = this.layColumns();
    const { lanes, slotCount, sourceCount } = kernel.loop;
    this.shape = { lanes, slotCount, sourceCount, rows: setting.steps + 1 };
    const { constants, swept } = this.layConstants(cell);
    this.constants = constants;
    this.swept = swept;
    const startsDiffer = grid.axes.some(movesStart);
    this.sameSlots = !startsDiffer && this.optimizer.start === undefined;
    this.slots = new Float64Array(slotCount * lanes);
    for (let lane = 0; lane < lanes; lane++) this.laySlots(this.slots, cell, lane);
  }

  /** Puts cells into the lanes of a batch, before their first row; lanes that are left over repeat the first. */
  fill({ slots, constants, columns }: CellState, cells: readonly number[]): void {
    const { lanes } = this.shape;
    slots.set(this.slots);
    constants.set(this.constants);
    columns.fill(-1);
    const { inputs } = this.kernel.step;
    const firstColumn = inputs.rate - inputs.slots;
    for (let lane = 0; lane < lanes; lane++) {
      const cell = cells[lane] ?? cells[0]!;
      if (!this.sameSlots) this.laySlots(slots, cell, lane);
      for (const one of this.swept) constants[one.index * lanes + lane] = one.of(cell);
    }
    this.sources.forEach((source, k) => {
      const from = (firstColumn + k) * lanes;
      if (source === "sharedColumn")
        columns.fill(this.columnsOf[k]!(cells[0]!), from, from + lanes);
      if (source !== "column") return;
      for (let lane = 0; lane < lanes; lane++) {
        columns[from + lane] = this.columnsOf[k]!(cells[lane] ?? cells[0]!);
      }
    });
  }

  /** What a cell's run is before a row, by the slots of its batch. */
  at(cell: number, lane: number, row: number, slots: Float64Array): CellAt {
    const { kernel, n, parts } = this;
    const { lanes } = this.shape;
    const { inputs, stateNames } = kernel.step;
    const get = (slot: number): number => slots[slot * lanes + lane]!;
    const vector = (first: number): Float64Array =>
      Float64Array.from({ length: n }, (_, i) => get(first + i));
    const states = Array.from({ length: n }, (_, i) =>
      Object.fromEntries(stateNames.map((name, k) => [name, get(inputs.slot(k + 1) + i)])),
    );
    return {
      ...{ row, states, theta: vector(inputs.slot(0)), limit: parts.starts.of(cell).limit },
      before: inputs.extra("nesterov") === undefined ? undefined : vector(inputs.before),
      followed: this.followed(lane, slots),
      sourceOf: (parameter) => this.sourceOf(cell, this.groupOf(parameter)),
    };
  }

  private groupOf(parameter: number): number {
    return this.parts.groups?.of[parameter] ?? 0;
  }

  private sourceOf(cell: number, group: number): StepSource {
    const { list, columns } = this.parts;
    const { scalarNames, rate, scalar } = columns[group]!;
    const rates = this.rateIsConstant ? undefined : rate(cell);
    const first = scalarNames.length > 0 ? scalar(cell, 0) : 0;
    return {
      rateAt: (t) => (rates === undefined ? this.rateOf(cell, group) : list.all[rates]![t]!),
      observe: () => undefined,
      scalarsAt: (t) =>
        Object.fromEntries(scalarNames.map((name, k) => [name, list.all[first + k]![t]!])),
    };
  }

  private get rateIsConstant(): boolean {
    return this.parts.request.options.schedule.id === "constant";
  }

  /** The loss of the last row of a lane, by the slots of its batch. */
  loss(lane: number, slots: Float64Array): number {
    return slots[this.kernel.step.follows.loss * this.shape.lanes + lane]!;
  }

  /** What has been followed of a lane's run. */
  followed(lane: number, slots: Float64Array): Followed {
    const { lanes } = this.shape;
    const { lowest, highest, count, open } = this.kernel.step.follows;
    const get = (slot: number | undefined, otherwise: number): number =>
      slot === undefined ? otherwise : slots[slot * lanes + lane]!;
    return {
      lowest: get(lowest, nothingFollowed.lowest),
      highest: get(highest, nothingFollowed.highest),
      reached: get(open, 1) === 0 ? get(count, 0) : undefined,
    };
  }

  private valueAlong(axis: number): (cell: number) => number {
    const { grid } = this.parts;
    const { values } = grid.axes[axis]!;
    return (cell) => values[grid.along(axis, cell)]!;
  }

  private layConstants(cell: number): {
    readonly constants: Float64Array;
    readonly swept: readonly SweptConstant[];
  } {
    const { kernel, parts } = this;
    const { inputs, numberNames, extraNames, follows } = kernel.step;
    const { lanes, sourceCount } = this.shape;
    const { options, setting, follow } = parts.request;
    const { axes } = parts.grid;
    const constants = new Float64Array(sourceCount * lanes);
    const swept: SweptConstant[] = [];
    const lay = (input: number, axis: number, otherwise: number): void => {
      const index = input - inputs.slots;
      constants.fill(otherwise, index * lanes, (index + 1) * lanes);
      if (axis >= 0) swept.push({ index, of: this.valueAlong(axis) });
    };
    numberNames.forEach((name, k) => {
      const axis = axes.findIndex(
        ({ target }) => target.kind === "hyperparameter" && target.name === name,
      );
      lay(inputs.number(k), axis, options.hyperparameters[name] as number);
    });
    for (const name of extraNames) {
      const axis = axes.findIndex(({ target }) => target.kind === "extra" && target.name === name);
      lay(inputs.extra(name)!, axis, options.extras[name] ?? 0);
    }
    const { tolerance = 0 } = setting;
    lay(inputs.lossLimit, -1, parts.starts.of(cell).limit);
    lay(inputs.tolerance, -1, tolerance > 0 ? tolerance : -1);
    if (follows.target !== undefined) lay(follows.target, -1, follow.target!);
    if (axes.some(movesStart)) {
      const { starts } = parts;
      swept.push({ index: inputs.lossLimit - inputs.slots, of: (cell) => starts.of(cell).limit });
    }
    parts.columns.forEach((_columns, group) => {
      if (this.rateIsConstant) {
        const { rate } = stepInputs(inputs, parts.groups, group);
        swept.push({ index: rate - inputs.slots, of: (one) => this.rateOf(one, group) });
      }
      if (parts.groups) swept.push(...this.decaysOf(parts.groups, group));
    });
    return { constants, swept };
  }

  /** The decays of a group of parameters. */
  private decaysOf({ runsAt }: SweptGroups, group: number): SweptConstant[] {
    const { inputs } = this.kernel.step;
    return groupDecays.map((name) => ({
      index: inputs.groupDecay(group, name) - inputs.slots,
      of: (cell) => sharedNumber(runsAt(cell)[group]!, name) ?? 0,
    }));
  }

  private layColumns(): ((cell: number) => number)[] {
    const { parts, kernel } = this;
    const { inputs } = kernel.step;
    const columnsOf = this.sources.map(() => (): number => -1);
    const set = (input: number, columnOf: (cell: number) => number): void => {
      columnsOf[input - inputs.rate] = columnOf as () => number;
    };
    set(inputs.t, () => parts.list.time());
    parts.columns.forEach(({ rate, scalar, scalarNames }, group) => {
      const at = stepInputs(inputs, parts.groups, group);
      set(at.rate, rate);
      scalarNames.forEach((_name, k) => set(at.scalars + k, (cell) => scalar(cell, k)));
    });
    return columnsOf;
  }

  /** The slots of a cell before its first row, in a lane. */
  private laySlots(slots: Float64Array, cell: number, lane: number): void {
    const { kernel, n, optimizer, parts } = this;
    const { inputs, stateNames, follows } = kernel.step;
    const { lanes } = this.shape;
    const set = (slot: number | undefined, value: number): void => {
      if (slot !== undefined) slots[slot * lanes + lane] = value;
    };
    const { theta } = parts.starts.of(cell);
    const options = optimizer.start ? parts.optionsAt(cell) : parts.request.options;
    for (let i = 0; i < n; i++) {
      set(inputs.slot(0) + i, theta[i]!);
      const group = this.groupOf(i);
      const { hyperparameters } = parts.groups?.runsAt(cell)[group] ?? options;
      const learningRate = optimizer.start ? this.firstRate(cell, group) : NaN;
      const at = { theta: theta[i]!, learningRate };
      const state = initialElementState(optimizer, at, hyperparameters);
      for (let k = 0; k < stateNames.length; k++) {
        set(inputs.slot(k + 1) + i, state[stateNames[k]!]!);
      }
      if (inputs.extra("nesterov") !== undefined) set(inputs.before + i, 0);
    }
    set(follows.loss, NaN);
    set(follows.lowest, nothingFollowed.lowest);
    set(follows.highest, nothingFollowed.highest);
    set(follows.count, 0);
    set(follows.open, 1);
  }

  private firstRate(cell: number, group: number): number {
    if (this.rateIsConstant) return this.rateOf(cell, group);
    const { list, columns } = this.parts;
    const column = columns[group]!.rate(cell);
    return list.all[column]![0]!;
  }
}
