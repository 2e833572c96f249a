import { cellKernel, followedStep, type LaneSource } from "../compiled/cellKernel";
import type { FollowedRequest } from "../compiled/followedStep";
import { isInput } from "../compiled/fusedInputs";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import type { ArgumentKeys } from "../../options/argumentNumbers";
import type { RunOptions } from "../../options/runOptions";
import type { RunPlan } from "../run/runPlan";
import { withValue } from "../../options/sweepOptions";
import { movesStart, type SweepRequest } from "./axis";
import { CellBatches } from "./cellBatches";
import type { Helping } from "./cellHelpers";
import { cellGroups, groupRuns, rateAxesOf, type CellGroups } from "./cellGroups";
import { CellInputs, stepInputs, type CellParts } from "./cellInputs";
import { cellStarts } from "./cellStarts";
import { endCell } from "./endCell";
import { keyOver, type SweepGrid } from "./grid";
import type { Outcomes } from "./outcomes";
import { runBatch } from "./runBatch";
import { ColumnList, stepColumns, type StepColumns } from "./stepColumns";

/** Numbers that the columns of a sweep may hold together (64 MB): longer or wider ones run cell by cell. */
const mostNumbers = 1 << 23;

/** Bytes of the batches that are prepared at once. */
const mostBytes = 1 << 24;

/** Where η and the scalars come from. */
interface StepSources {
  readonly rate: LaneSource;
  readonly scalar: LaneSource;
}

/** Cells for which the same program is made, in batches: in the order in which they lie along the lanes. */
interface Kind {
  readonly kind: number;
  readonly batches: readonly (readonly number[])[];
}

/**
 * Cells in compiled loops, several at a time. The dimension along the lanes is the one along which the fewest columns
 * differ: what all lanes of a group share is read once.
 */
export class CompiledCells {
  private readonly starts: ReturnType<typeof cellStarts>;
  private readonly parts: CellParts;
  private readonly groups: CellGroups | undefined;
  private readonly list: ColumnList;
  /** Of all parameters, or of each group of them. */
  private readonly columns: readonly StepColumns[];
  private readonly rows: number;
  private readonly optimizer: ElementOptimizer;
  /** In which of the swept hyperparameters a cell is 0, as bits: there it is a constant of another program. */
  private readonly zeros: (cell: number) => number;
  private readonly graphs = new Map<unknown, number>();
  /** What fills the kernel for a kind of cells; undefined where there is none. */
  private readonly inputs = new Map<string, CellInputs | undefined>();
  /** Milliseconds spent so far, and on how many cells. */
  private spent = 0;
  private ran = 0;
  /** What is being run. */
  private batches: CellBatches | undefined;

  constructor(
    private readonly request: SweepRequest,
    private readonly grid: SweepGrid,
    private readonly outcomes: Outcomes,
    private readonly planOf: (cell: number) => RunPlan,
  ) {
    const { options, setting, find } = request;
    this.rows = setting.steps + 1;
    this.starts = cellStarts(grid, setting.objective, setting.start);
    const optimizer = find(options.optimizer) as ElementOptimizer;
    this.optimizer = optimizer.traced!;
    const optionsAt = (cell: number) =>
      grid.axes.reduce(
        (changed, { target, values }, k) =>
          withValue(changed, target, values[grid.along(k, cell)]!),
        options,
      );
    const groups = cellGroups(request);
    const runsAt = groups && groupRuns(groups, optionsAt);
    const { list, columns } = keptColumns(grid, optimizer, options, this.rows, {
      ...{ keys: groups?.keys ?? [undefined] },
      runAt: (cell, group) => runsAt?.(cell)[group] ?? optionsAt(cell),
    });
    this.groups = groups;
    this.list = list;
    this.columns = columns;
    const { starts } = this;
    this.parts = {
      ...{ request, grid, starts, list, columns, optionsAt },
      groups: groups && { ...groups, runsAt: runsAt! },
    };
    const named = grid.axes.flatMap(({ target, values }, k) =>
      target.kind === "hyperparameter" && !values.every(isInput) ? [k] : [],
    );
    this.zeros = (cell) =>
      named.reduce(
        (bits, k) => 2 * bits + Number(!isInput(grid.axes[k]!.values[grid.along(k, cell)]!)),
        0,
      );
  }

  /** Runs cells and returns those that must be run on their own. */
  *run(cells: Int32Array): Generator<Promise<unknown> | undefined, Int32Array> {
    const left: number[] = [];
    const began = Date.now();
    yield* this.makeColumns(cells);
    for (const { kind, batches } of this.kinds(cells)) {
      const inputs = this.inputsOf(kind, batches[0]![0]!);
      if (!inputs) {
        left.push(...batches.flat());
        continue;
      }
      const most = Math.max(1, Math.floor(mostBytes / CellBatches.bytesOf(inputs.shape)));
      for (let from = 0; from < batches.length; from += most) {
        left.push(...(yield* this.runBatches(batches.slice(from, from + most), inputs)));
      }
    }
    this.spent += Date.now() - began;
    this.ran += cells.length;
    return Int32Array.from(left);
  }

  /** Lets helpers leave what is being run. */
  release(): void {
    this.batches?.close();
  }

  /**
   * Makes the columns of cells, which in long runs takes long: which axes columns differ along is known for certain once
   * those of all cells are there.
   */
  private *makeColumns(cells: Int32Array): Generator<undefined, void> {
    const { list } = this;
    let count = list.all.length;
    for (const cell of cells) {
      for (const { scalarNames, scalar } of this.columns) {
        if (scalarNames.length > 0) scalar(cell, 0);
        if (list.all.length === count) continue;
        count = list.all.length;
        yield undefined;
      }
    }
  }

  /** The cells of each kind, in batches of one program, and with the same columns wherever those are shared. */
  private *kinds(cells: Int32Array): Generator<Kind, void> {
    const shared = keyOver(this.grid, this.sharedAxes());
    const zeros = 2 ** this.grid.axes.length;
    const kinds = new Map<number, Map<number, number[]>>();
    for (const cell of cells) {
      const kind = this.graphNumber(cell) * zeros + this.zeros(cell);
      const groups = kinds.get(kind) ?? new Map<number, number[]>();
      kinds.set(kind, groups);
      const key = shared.of(cell);
      const group = groups.get(key);
      if (group) group.push(cell);
      else groups.set(key, [cell]);
    }
    for (const [kind, groups] of kinds) {
      const first = groups.values().next().value![0]!;
      const lanes = this.inputsOf(kind, first)?.shape.lanes ?? 1;
      const batches = [...groups.values()].flatMap((group) => inBatches(group, lanes));
      yield { kind, batches };
    }
  }

  private graphNumber(cell: number): number {
    const { graph } = this.starts.of(cell);
    const known = this.graphs.get(graph) ?? this.graphs.size;
    this.graphs.set(graph, known);
    return known;
  }

  private get rateIsConstant(): boolean {
    return this.request.options.schedule.id === "constant";
  }

  /** The dimension along the lanes: the one along which the fewest columns differ. */
  private laneDimension(): number {
    const { sizes } = this.grid;
    const differingOf = (
      { rateAxes, scalarAxes, scalarNames }: StepColumns,
      dimension: number,
    ): number =>
      (!this.rateIsConstant && this.reaches(rateAxes, dimension) ? 1 : 0) +
      (this.reaches(scalarAxes, dimension) ? scalarNames.length : 0);
    const differing = (dimension: number): number =>
      this.columns.reduce((sum, columns) => sum + differingOf(columns, dimension), 0);
    return sizes.reduce((best, _, k) => (differing(k) < differing(best) ? k : best), 0);
  }

  private reaches(axes: readonly number[], dimension: number): boolean {
    return axes.some((axis) => this.grid.dimensionOf[axis] === dimension);
  }

  /** Axes that a group stays at one place of: along them columns differ that its lanes share. */
  private sharedAxes(): number[] {
    const lane = this.laneDimension();
    const all = new Set(
      this.columns.flatMap(({ rateAxes, scalarAxes }) => [
        ...(this.rateIsConstant ? [] : rateAxes),
        ...scalarAxes,
      ]),
    );
    return [...all].filter((axis) => this.grid.dimensionOf[axis] !== lane).sort((a, b) => a - b);
  }

  /** Where the rate and the scalars of all parameters, or of each group, come from. */
  private sources(): StepSources[] {
    const lane = this.laneDimension();
    const along = (axes: readonly number[]): LaneSource =>
      this.reaches(axes, lane) ? "column" : "sharedColumn";
    return this.columns.map(({ rateAxes, scalarAxes }) => ({
      rate: this.rateIsConstant ? "constant" : along(rateAxes),
      scalar: along(scalarAxes),
    }));
  }

  private inputsOf(kind: number, cell: number): CellInputs | undefined {
    const sources = this.sources();
    const key = JSON.stringify([kind, sources]);
    if (!this.inputs.has(key)) this.inputs.set(key, this.makeInputs(cell, sources));
    return this.inputs.get(key);
  }

  private makeInputs(cell: number, ofGroups: readonly StepSources[]): CellInputs | undefined {
    const { graph } = this.starts.of(cell);
    if (!graph) return undefined;
    const { hyperparameters, extras, tolerance = 0 } = this.planOf(cell);
    const { scalarNames } = this.columns[0]!;
    const request: FollowedRequest = {
      ...{ loss: graph, optimizer: this.optimizer, hyperparameters, extras, scalarNames },
      groupOf: this.groups?.of,
      follow: this.request.follow,
      hasTolerance: tolerance > 0,
    };
    const step = followedStep(request);
    if (!step) return undefined;
    const { inputs, reads } = step;
    const sources = reads.map((): LaneSource => "constant");
    if (reads[inputs.t - inputs.rate]) sources[inputs.t - inputs.rate] = "sharedColumn";
    let columnCount = 0;
    this.columns.forEach(({ rateAxes, scalarAxes }, group) => {
      const { rate, scalar } = ofGroups[group]!;
      const at = stepInputs(inputs, this.groups, group);
      sources[at.rate - inputs.rate] = rate;
      if (rate !== "constant") columnCount += keyOver(this.grid, rateAxes).count;
      scalarNames.forEach((_name, k) => {
        const index = at.scalars + k - inputs.rate;
        if (!reads[index]) return;
        sources[index] = scalar;
        columnCount += keyOver(this.grid, scalarAxes).count;
      });
    });
    if (columnCount * this.rows > mostNumbers) return undefined;
    const kernel = cellKernel(request, { sources, rows: this.rows });
    return kernel && new CellInputs(kernel, sources, this.parts, cell);
  }

  /** Runs batches, with helpers where there are some; returns the cells that must be run on their own. */
  private *runBatches(
    cells: readonly (readonly number[])[],
    inputs: CellInputs,
  ): Generator<Promise<unknown> | undefined, number[]> {
    const batches = new CellBatches(inputs.shape, cells.length);
    this.batches = batches;
    cells.forEach((members, batch) => inputs.fill(batches.stateOf(batch), members));
    const columns = this.list.all;
    const { image } = inputs.kernel;
    const left = (this.spent / this.ran) * (this.grid.count - this.ran);
    const helping = this.request.helpers?.join({ image, columns, batches }, left || 0);
    try {
      for (let batch = batches.take(); batch !== undefined; batch = batches.take()) {
        yield* this.runOne(batches, batch, inputs);
      }
      yield* this.waitFor(batches, helping, inputs);
    } finally {
      batches.close();
    }
    return cells.flatMap((members, batch) => this.keepEnds(members, batches, batch, inputs));
  }

  /** Waits for what helpers took, and does itself what they do not come to: they may have ended, or be kept waiting. */
  private *waitFor(
    batches: CellBatches,
    helping: Helping | undefined,
    inputs: CellInputs,
  ): Generator<Promise<unknown> | undefined, void> {
    for (let batch = 0; batch < batches.count; batch++) {
      if (batches.isDone(batch)) continue;
      batches.beat();
      if (helping?.isOver === false) yield helping.wait();
      if (!batches.isDone(batch)) yield* this.runOne(batches, batch, inputs);
    }
  }

  private *runOne(
    batches: CellBatches,
    batch: number,
    { kernel }: CellInputs,
  ): Generator<undefined, void> {
    const rows = runBatch(kernel, this.list.all, batches, batch);
    let isDone: boolean | undefined;
    do {
      isDone = rows.next().done;
      batches.beat();
      yield undefined;
    } while (!isDone && !batches.isDone(batch));
  }

  /** Keeps what became of a batch; returns the cells that must be run on their own. */
  private keepEnds(
    cells: readonly number[],
    batches: CellBatches,
    batch: number,
    inputs: CellInputs,
  ): number[] {
    const { steps } = this.request.setting;
    const slots = batches.endsOf(batch);
    const rows = batches.rowsOf(batch);
    return cells.filter((cell, lane) => {
      const row = rows[lane]!;
      if (row === this.rows) {
        const loss = inputs.loss(lane, slots);
        this.outcomes.setEnd(cell, steps, loss, inputs.followed(lane, slots));
        return false;
      }
      const at = inputs.at(cell, lane, row, slots);
      const outcome = endCell(at, this.planOf(cell), this.request.follow);
      if (outcome) this.outcomes.set(cell, outcome);
      return outcome === undefined;
    });
  }
}

function inBatches(cells: readonly number[], lanes: number): number[][] {
  return Array.from({ length: Math.ceil(cells.length / lanes) }, (_, k) =>
    cells.slice(k * lanes, (k + 1) * lanes),
  );
}

/** The columns of the newest sweep of each method: a sweep from another start, or of another loss, finds them filled. */
const kept = new WeakMap<ElementOptimizer, { readonly key: string; readonly found: Columns }>();

interface Columns {
  readonly list: ColumnList;
  readonly columns: readonly StepColumns[];
}

/** The columns of all parameters, or of each group; `runAt` is the run that a group steps by in a cell. */
function keptColumns(
  grid: SweepGrid,
  optimizer: ElementOptimizer,
  { lr, hyperparameters, schedule, byArgument }: RunOptions,
  rows: number,
  of: {
    readonly keys: readonly (ArgumentKeys | undefined)[];
    readonly runAt: (cell: number, group: number) => RunOptions;
  },
): Columns {
  const axes = grid.axes.map((axis, k) =>
    movesStart(axis) || axis.target.kind === "seed"
      ? [grid.dimensionOf[k], axis.values.length]
      : [grid.dimensionOf[k], axis.target, axis.values],
  );
  const key = JSON.stringify([lr, hyperparameters, schedule, byArgument, of.keys, rows, axes]);
  const known = kept.get(optimizer);
  if (known?.key === key) return known.found;
  const list = new ColumnList(rows);
  const columns = of.keys.map((keys, group) =>
    stepColumns(list, grid, optimizer, (cell) => of.runAt(cell, group), rateAxesOf(grid, keys)),
  );
  const found = { list, columns };
  kept.set(optimizer, { key, found });
  return found;
}
