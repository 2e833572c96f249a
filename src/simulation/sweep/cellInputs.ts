import type { CellKernel, LaneSource } from "../compiled/cellKernel";
import type { CellState } from "../compiled/cellLoop";
import { initialElementState } from "../../optimizers/initialState";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import type { RunOptions } from "../../options/runOptions";
import { nothingFollowed, type Followed } from "../run/outcome";
import { movesStart, type SweepRequest } from "./axis";
import type { BatchShape } from "./cellBatches";
import type { CellStart } from "./cellStarts";
import type { SweepGrid } from "./grid";
import type { StepColumns } from "./stepColumns";

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
  /** η^t and the scalars at a row. */
  readonly rateAt: (row: number) => number;
  readonly scalarsAt: (row: number) => Record<string, number>;
}

/** What the cells of a sweep are made of. */
export interface CellParts {
  readonly request: SweepRequest;
  readonly grid: SweepGrid;
  readonly starts: { of(cell: number): CellStart };
  readonly columns: StepColumns;
  readonly optionsAt: (cell: number) => RunOptions;
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
  private readonly rateOf: (cell: number) => number;
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
    this.rateOf = lr < 0 ? () => options.lr : this.valueAlong(lr);
    const { lanes, slotCount, sourceCount } = kernel.loop;
    this.shape = { lanes, slotCount, sourceCount, rows: setting.steps + 1 };
    const { constants, swept } = this.layConstants(parts.starts.of(cell).limit);
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
      if (source === "sharedColumn") columns.fill(this.columnOf(cells[0]!, k), from, from + lanes);
      if (source !== "column") return;
      for (let lane = 0; lane < lanes; lane++) {
        columns[from + lane] = this.columnOf(cells[lane] ?? cells[0]!, k);
      }
    });
  }

  /** What a cell's run is before a row, by the slots of its batch. */
  at(cell: number, lane: number, row: number, slots: Float64Array): CellAt {
    const { kernel, n, parts } = this;
    const { lanes } = this.shape;
    const { inputs, stateNames } = kernel.step;
    const { columns } = parts;
    const get = (slot: number): number => slots[slot * lanes + lane]!;
    const vector = (first: number): Float64Array =>
      Float64Array.from({ length: n }, (_, i) => get(first + i));
    const states = Array.from({ length: n }, (_, i) =>
      Object.fromEntries(stateNames.map((name, k) => [name, get(inputs.slot(k + 1) + i)])),
    );
    const { scalarNames } = columns;
    const rates = this.sources[0] === "constant" ? undefined : columns.rate(cell);
    const first = scalarNames.length > 0 ? columns.scalar(cell, 0) : 0;
    return {
      ...{ row, states, theta: vector(inputs.slot(0)), limit: parts.starts.of(cell).limit },
      before: inputs.extra("nesterov") === undefined ? undefined : vector(inputs.before),
      followed: this.followed(lane, slots),
      rateAt: (t) => (rates === undefined ? this.rateOf(cell) : columns.columns[rates]![t]!),
      scalarsAt: (t) =>
        Object.fromEntries(scalarNames.map((name, k) => [name, columns.columns[first + k]![t]!])),
    };
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

  private layConstants(limit: number): {
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
    lay(inputs.lossLimit, -1, limit);
    lay(inputs.tolerance, -1, tolerance > 0 ? tolerance : -1);
    if (follows.target !== undefined) lay(follows.target, -1, follow.target!);
    if (axes.some(movesStart)) {
      const { starts } = parts;
      swept.push({ index: inputs.lossLimit - inputs.slots, of: (cell) => starts.of(cell).limit });
    }
    if (this.sources[0] === "constant") {
      swept.push({ index: inputs.rate - inputs.slots, of: this.rateOf });
    }
    return { constants, swept };
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
    const { hyperparameters } = optimizer.start ? parts.optionsAt(cell) : parts.request.options;
    const learningRate = optimizer.start ? this.firstRate(cell) : NaN;
    for (let i = 0; i < n; i++) {
      set(inputs.slot(0) + i, theta[i]!);
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

  private firstRate(cell: number): number {
    if (this.sources[0] === "constant") return this.rateOf(cell);
    const column = this.parts.columns.rate(cell);
    return this.parts.columns.columns[column]![0]!;
  }

  /** The column that a cell's per-step input reads. */
  private columnOf(cell: number, input: number): number {
    const { columns } = this.parts;
    if (input === 0) return columns.rate(cell);
    return input === 1 ? columns.time() : columns.scalar(cell, input - 2);
  }
}
